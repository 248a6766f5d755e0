import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { Explaining } from './explaining.ts';
import { useWorkbench } from './workbench.ts';

const SETTINGS = { 'grasp.gate.style': 'page', 'grasp.prompts.perDay': 0 };

describe('explaining before a commit, with several repositories in a window', () => {
  const workbench = useWorkbench({ env: { GRASP_MASK_DETAILED_REASON: '1' }, settings: SETTINGS });
  const explaining = new Explaining(workbench);
  const folderOf = (name: string): string => (name === 'main' ? workbench().folder : join(workbench().folder, name));
  const headOf = (name: string): string => explaining.gitIn(folderOf(name), 'rev-parse', 'HEAD');

  /** A repository with one commit, on a branch of its own name, which is how its commit box is told from others. */
  function createRepository(folder: string, name: string): void {
    mkdirSync(folder);
    writeFileSync(join(folder, 'README.md'), `# ${name}\n`);
    explaining.gitIn(folder, 'init', '--quiet', '--initial-branch', name);
    explaining.signCommits(folder);
    explaining.gitIn(folder, 'add', '--all');
    explaining.gitIn(folder, 'commit', '--quiet', '--message', 'First');
  }

  function box(name: string): Locator {
    const { page } = workbench();
    return page.locator('.scm-editor', { has: page.locator(`[aria-label*='on "${name}"']`) });
  }

  async function writeMessage(name: string, message: string): Promise<void> {
    const { page } = workbench();
    await box(name).click();
    await box(name).locator('.monaco-editor.focused').waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(message);
  }

  async function stage(name: string, file: string, what: string): Promise<void> {
    await explaining.writeByAi(file, what, folderOf(name));
    explaining.gitIn(folderOf(name), 'add', '--', file);
  }

  before(async () => {
    const { page, folder } = workbench();
    explaining.signCommits();
    createRepository(join(folder, 'shop'), 'shop');
    createRepository(join(folder, '..', 'origin'), 'depot');
    explaining.git(
      '-c',
      'protocol.file.allow=always',
      'submodule',
      '--quiet',
      'add',
      join(folder, '..', 'origin'),
      'depot',
    );
    explaining.signCommits(join(folder, 'depot'));
    explaining.git('commit', '--quiet', '--message', 'Add the depot');
    await page.setViewportSize({ width: 1280, height: 1300 });
    await workbench().reload();
    await stage('main', 'apples.ts', 'apples');
    await stage('shop', 'pears.ts', 'pears');
    await stage('depot', 'plums.ts', 'plums');
    await page.keyboard.press('Control+Shift+G');
    for (const name of ['apples.ts', 'pears.ts', 'plums.ts']) {
      await page.locator('.scm-view .monaco-list-row', { hasText: name }).waitFor();
    }
    await explaining.seeToExplain(3);
  });

  it('asks about the one whose box has the keyboard, and commits that alone', async () => {
    const { page } = workbench();
    const heads = { main: headOf('main'), shop: headOf('shop'), depot: headOf('depot') };
    await writeMessage('main', 'Add apples');
    await writeMessage('shop', 'Add pears');
    await writeMessage('depot', 'Add plums');
    await page.keyboard.press('Control+Enter');
    const asked = await explaining.asked(/^Before this commit: 12 lines by AI/u);
    await asked.locator('h2', { hasText: 'plums.ts' }).waitFor();
    await explaining.answer(asked, 'A price for each plum.');
    assert.equal(await explaining.committedAfter(heads.depot, folderOf('depot')), 'Add plums');
    await explaining.pageClosed();
    await explaining.seeToExplain(2);
    await box('shop').click();
    await page.keyboard.press('Control+Enter');
    const next = await explaining.asked(/^Before this commit: 12 lines by AI/u);
    await next.locator('h2', { hasText: 'pears.ts' }).waitFor();
    await next.locator('input[name="before"]:focus').waitFor();
    // The box of another one gets the keyboard while the question is open.
    await box('main').click();
    await next.locator('#later').click();
    assert.equal(await explaining.committedAfter(heads.shop, folderOf('shop')), 'Add pears');
    await explaining.pageClosed();
    assert.equal(headOf('main'), heads.main);
    assert.equal((await box('main').locator('.view-lines').innerText()).replaceAll('\u00a0', ' '), 'Add apples');
    await explaining.waiting('pears.ts');
  });

  it('commits unasked where it is not certain which box that is, and has it in the queue', async () => {
    const { page } = workbench();
    const [main, shop] = [headOf('main'), headOf('shop')];
    await workbench().command('Demo: Open a Source Control That Is Not Git');
    await page.keyboard.press('Control+Shift+G');
    await page.locator('.scm-view .monaco-list-row', { hasText: 'Paper' }).waitFor();
    await box('main').click();
    await page.keyboard.press('Control+Enter');
    assert.equal(await explaining.committedAfter(main), 'Add apples');
    assert.equal(headOf('shop'), shop);
    assert.equal(await page.locator('.tab', { hasText: /^Explain$/u }).count(), 0);
    await explaining.waiting('apples.ts');
  });
});
