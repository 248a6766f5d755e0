import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkAccessibility } from './accessibility.ts';
import { Explaining } from './explaining.ts';
import { useWorkbench } from './workbench.ts';

const SETTINGS = { 'grasp.gate.style': 'page', 'grasp.prompts.perDay': 0 };
const HOSTILE = `Add 'apples' "now" $(touch x)`;

describe('explaining before a commit', () => {
  const workbench = useWorkbench({ env: { GRASP_MASK_DETAILED_REASON: '1' }, settings: SETTINGS });
  const explaining = new Explaining(workbench);

  it('says in the status bar what is staged, and asks ahead of the commit', async () => {
    explaining.signCommits();
    const { page, statusItem } = workbench();
    await explaining.stage('apples.ts', 'apples');
    await explaining.seeToExplain(1);
    await statusItem.locator('[aria-label^="Grasp: 1 to explain"]').first().focus();
    await page.keyboard.press('Enter');
    await explaining.asked(/^Staged so far: 12 lines by AI/u);
    await page.keyboard.press('Escape');
    await explaining.pageClosed();
    await explaining.seeToExplain(1);
  });

  it('keeps message and draft for whoever closes the page, and commits nothing then', async () => {
    const { page } = workbench();
    const { head } = explaining;
    await explaining.commit(HOSTILE);
    const asked = await explaining.asked(/^Before this commit: 12 lines by AI/u);
    await checkAccessibility(asked);
    await asked.locator('input[name="before"]:focus').waitFor();
    await page.keyboard.press('2');
    await asked.locator('#note:focus').waitFor();
    await page.keyboard.type('A price for');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await explaining.pageClosed();
    assert.equal(explaining.head, head);
    await explaining.seeMessage(HOSTILE);
  });

  it('makes the commit with its very message once it is answered, after a reload too', async () => {
    const { page } = workbench();
    const { head } = explaining;
    await workbench().reload();
    await explaining.seeToExplain(1);
    await explaining.commit(HOSTILE);
    const asked = await explaining.asked(/^Before this commit: 12 lines by AI/u);
    assert.equal(await asked.locator('#note').inputValue(), 'A price for');
    await asked.locator('#note').focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' each apple.');
    await page.keyboard.press('Escape');
    await asked.locator('input[name="after"]:focus').first().waitFor();
    await page.keyboard.press('4');
    await asked.locator('#save:focus').waitFor();
    await page.keyboard.press('Control+Enter');
    assert.equal(await explaining.committedAfter(head), HOSTILE);
    assert.ok(!existsSync(join(workbench().folder, 'x')));
    await explaining.pageClosed();
    await explaining.seeToExplain(undefined);
    const panel = await workbench().openPanel();
    await panel.locator('.note', { hasText: 'A price for each apple.' }).first().waitFor();
  });

  it('puts off what is later, commits, and asks again from the panel', async () => {
    const { page } = workbench();
    const { head } = explaining;
    await explaining.stage('pears.ts', 'pears');
    await explaining.commit('Pears');
    const asked = await explaining.asked(/^Before this commit: 12 lines by AI/u);
    await asked.locator('input[name="before"]:focus').waitFor();
    await page.keyboard.press('l');
    assert.equal(await explaining.committedAfter(head), 'Pears');
    const row = await explaining.waiting('pears.ts');
    await row.focus();
    await page.keyboard.press('Enter');
    const queued = await explaining.asked(/12 lines/u);
    await explaining.answer(queued, 'A price for each pear.');
    await row.waitFor({ state: 'detached' });
  });

  it('takes what was committed elsewhere into the queue', async () => {
    await explaining.stage('plums.ts', 'plums');
    explaining.git('commit', '--quiet', '--message', 'Plums');
    await explaining.waiting('plums.ts');
  });

  it('commits at once where there is nothing to ask', async () => {
    const { head } = explaining;
    await workbench().newFile('own.ts');
    await workbench().type('const own = 1;');
    await workbench().savedText('own.ts');
    explaining.git('add', '--', 'own.ts');
    await explaining.commit('My own');
    assert.equal(await explaining.committedAfter(head), 'My own');
  });
});
