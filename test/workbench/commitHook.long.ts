import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { checkAccessibility } from './accessibility.ts';
import { Explaining } from './explaining.ts';
import { useWorkbench } from './workbench.ts';

const SETTINGS = { 'grasp.gate.style': 'page', 'grasp.prompts.perDay': 0, 'git.enableSmartCommit': false };

describe('the commit hook', () => {
  const workbench = useWorkbench({ env: { GRASP_MASK_DETAILED_REASON: '1' }, settings: SETTINGS });
  const explaining = new Explaining(workbench);
  const hook = (): string => join(workbench().folder, '.git', 'hooks', 'pre-commit');

  /** Runs a line in the terminal of the window, as a person types it. */
  async function inTerminal(line: string): Promise<void> {
    const { page } = workbench();
    await workbench().command('Terminal: Focus Terminal');
    await page.locator('.terminal.xterm.focus').waitFor();
    await page.keyboard.type(line);
    await page.keyboard.press('Enter');
  }

  async function inBackground(): Promise<void> {
    const { page } = workbench();
    assert.equal(await page.locator('.tab', { hasText: /^Explain$/u }).count(), 0);
  }

  it('is put in place by a command, and asks before a commit in the terminal', async () => {
    explaining.signCommits();
    await workbench().command('Grasp: Enable Commit Hook…');
    await workbench().seeNotification(/Grasp asks before commits in parcel desk/u);
    assert.match(readFileSync(hook(), 'utf8'), /^#!\/bin\/sh\n# Made by Grasp/u);
    const { head } = explaining;
    await explaining.stage('apples.ts', 'apples');
    await workbench().command('Terminal: Create New Terminal');
    await inTerminal(`git commit -m 'Add "apples"'`);
    const asked = await explaining.asked(/^Before this commit: 12 lines by AI/u);
    await asked.locator('#later', { hasText: 'Commit now' }).waitFor();
    await checkAccessibility(asked);
    await workbench().statusItem.filter({ hasText: 'commit now' }).waitFor();
    assert.equal(explaining.head, head);
    await explaining.answer(asked, 'A price for each apple.');
    assert.equal(await explaining.committedAfter(head), 'Add "apples"');
    await explaining.pageClosed();
    await explaining.seeToExplain(undefined);
    const panel = await workbench().openPanel();
    await panel.locator('.note', { hasText: 'A price for each apple.' }).waitFor();
  });

  it('lets a commit go on from the status bar, and what it holds waits', async () => {
    const { page, statusItem } = workbench();
    const { head } = explaining;
    await explaining.stage('pears.ts', 'pears');
    await inTerminal('git commit -m "Add pears"');
    const asked = await explaining.asked(/^Before this commit: 12 lines by AI/u);
    const button = statusItem.locator('[role="button"][aria-label*="A commit waits for your explanation."]');
    await button.focus();
    await page.keyboard.press('Enter');
    assert.equal(await explaining.committedAfter(head), 'Add pears');
    await asked.locator('h1', { hasText: /^Committed before/u }).waitFor();
    await asked.locator('p.quiet', { hasText: 'The commit went on.' }).waitFor();
    await asked.locator('#later', { hasText: 'Later' }).waitFor();
    await asked.locator('input[name="before"]').first().focus();
    await explaining.answer(asked, 'A price for each pear.');
    await explaining.pageClosed();
    const panel = await workbench().openPanel();
    await panel.locator('.note', { hasText: 'A price for each pear.' }).waitFor();
    assert.equal(await panel.locator('.next .waiting .row', { hasText: 'pears.ts' }).count(), 0);
  });

  it('lets a commit go on when the page is closed, and it waits in the queue', async () => {
    const { page } = workbench();
    const { head } = explaining;
    await explaining.stage('plums.ts', 'plums');
    await inTerminal('git commit -m "Add plums"');
    const asked = await explaining.asked(/^Before this commit: 12 lines by AI/u);
    await asked.locator('input[name="before"]:focus').waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await explaining.committedAfter(head), 'Add plums');
    await explaining.waiting('plums.ts');
  });

  it('asks before a commit of VS Code itself, whose message stays what it is', async () => {
    const { page } = workbench();
    const { head } = explaining;
    await explaining.stage('figs.ts', 'figs');
    await explaining.commitBox();
    await page.keyboard.type('Add $(figs)');
    await explaining.seeMessage('Add $(figs)');
    await workbench().command('Git: Commit');
    const asked = await explaining.asked(/^Before this commit: 12 lines by AI/u);
    await asked.locator('#later', { hasText: 'Commit now' }).waitFor();
    await explaining.answer(asked, 'A price for each fig.');
    assert.equal(await explaining.committedAfter(head), 'Add $(figs)');
  });

  it('asks once where the key of Grasp has asked already', async () => {
    const { head } = explaining;
    await explaining.stage('limes.ts', 'limes');
    await explaining.commit('Add limes');
    const asked = await explaining.asked(/^Before this commit: 12 lines by AI/u);
    await asked.locator('#later', { hasText: 'Later' }).waitFor();
    await explaining.answer(asked, 'A price for each lime.');
    assert.equal(await explaining.committedAfter(head), 'Add limes');
    await explaining.pageClosed();
    await inBackground();
  });

  it('asks nobody where an agent commits, or all changes are committed at once', async () => {
    const { head } = explaining;
    await explaining.stage('dates.ts', 'dates');
    await inTerminal('CLAUDECODE=1 git commit -m "Add dates"');
    assert.equal(await explaining.committedAfter(head), 'Add dates');
    await explaining.waiting('dates.ts');
    const next = explaining.head;
    await explaining.stage('kiwis.ts', 'kiwis');
    await inTerminal('git commit -a -m "Add kiwis"');
    assert.equal(await explaining.committedAfter(next), 'Add kiwis');
    await explaining.waiting('kiwis.ts');
    await inBackground();
  });

  it('waits twenty seconds for whoever does not begin to write', async () => {
    const { head } = explaining;
    await explaining.stage('melons.ts', 'melons');
    await inTerminal('git commit -m "Add melons"');
    const asked = await explaining.asked(/^Before this commit: 12 lines by AI/u);
    await asked.locator('h1', { hasText: /^Committed before/u }).waitFor({ timeout: 40_000 });
    assert.equal(await explaining.committedAfter(head), 'Add melons');
    await workbench().page.keyboard.press('Escape');
    await explaining.waiting('melons.ts');
  });

  it('asks in one of two windows on the same folder, and about what an amend adds', async () => {
    const { head } = explaining;
    await explaining.stage('nuts.ts', 'nuts');
    const other = await workbench().anotherWindow();
    await workbench().page.bringToFront();
    await inTerminal('git commit --amend -m "Add nuts too"');
    const asking = (page: Page): Promise<number> => page.locator('.tab', { hasText: /^Explain$/u }).count();
    const all = async (): Promise<number> => (await asking(workbench().page)) + (await asking(other.page));
    for (const end = Date.now() + 15_000; Date.now() < end && (await all()) === 0;) await other.page.waitForTimeout(50);
    await workbench().page.waitForTimeout(1_000);
    assert.deepEqual([await all(), explaining.head], [1, head]);
    await workbench().command('Grasp: Commit Now');
    await other.command('Grasp: Commit Now');
    assert.equal(await explaining.committedAfter(head), 'Add nuts too');
    await other.page.close();
    await workbench().reload();
    await explaining.waiting('nuts.ts');
  });

  it('lets a commit go on when the window is killed while it waits', async () => {
    const { page, host } = workbench();
    const { head } = explaining;
    await explaining.stage('peas.ts', 'peas');
    await workbench().command('Terminal: Create New Terminal');
    await inTerminal('git commit -m "Add peas"');
    await explaining.asked(/^Before this commit: 12 lines by AI/u);
    assert.equal(explaining.head, head);
    for (const pid of host.extensionHostPids()) process.kill(pid, 'SIGKILL');
    assert.equal(await explaining.committedAfter(head), 'Add peas');
    await page.waitForTimeout(1_000);
    await workbench().reload();
    await explaining.waiting('peas.ts');
  });

  it('is taken out by a command, with all that was made for it', async () => {
    await workbench().command('Grasp: Disable Commit Hook…');
    await workbench().seeNotification(/The hook of Grasp is taken out of parcel desk/u);
    assert.equal(existsSync(hook()), false);
    const { head } = explaining;
    await explaining.stage('grapes.ts', 'grapes');
    await inTerminal('git commit -m "Add grapes"');
    assert.equal(await explaining.committedAfter(head), 'Add grapes');
    await inBackground();
  });
});
