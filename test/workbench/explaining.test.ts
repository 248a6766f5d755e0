import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkAccessibility } from './accessibility.ts';
import { Explaining } from './explaining.ts';
import { useWorkbench } from './workbench.ts';

const SETTINGS = { 'grasp.gate.style': 'page', 'grasp.prompts.perDay': 0 };

describe('explaining before a commit', () => {
  const workbench = useWorkbench({ env: { GRASP_MASK_DETAILED_REASON: '1' }, settings: SETTINGS });
  const explaining = new Explaining(workbench);

  it('says in the status bar what is staged, and asks ahead of the commit', async () => {
    explaining.signCommits();
    const { page, statusItem } = workbench();
    await explaining.stage('apples.ts', 'apples');
    const button = statusItem.locator('[role="button"][aria-label^="Grasp: 1 to explain."]');
    await button.focus();
    await page.keyboard.press('Enter');
    await explaining.asked(/^Staged so far: 12 lines by AI/u);
    await page.keyboard.press('Escape');
    await explaining.pageClosed();
    await explaining.seeToExplain(1);
  });

  it('asks at the commit, which is made with its very message once it is answered', async () => {
    const message = `Add 'apples' "now" $(touch x)`;
    const { head } = explaining;
    await explaining.commit(message);
    const asked = await explaining.asked(/^Before this commit: 12 lines by AI/u);
    await checkAccessibility(asked);
    assert.equal(explaining.head, head);
    await explaining.answer(asked, 'A price for each apple.');
    assert.equal(await explaining.committedAfter(head), message);
    assert.equal(existsSync(join(workbench().folder, 'x')), false);
    await explaining.pageClosed();
    await explaining.seeMessage('');
    await explaining.seeToExplain(undefined);
    const panel = await workbench().openPanel();
    await panel.locator('.note', { hasText: 'A price for each apple.' }).waitFor();
  });

  it('keeps what a note said before it was changed, and puts it back', async () => {
    const panel = await workbench().openPanel();
    const note = panel.locator('.note', { hasText: 'apples.ts' });
    await note.getByRole('button', { name: /^Edit/u }).press('Enter');
    await note.locator('textarea').fill('Two prices for each apple.');
    await note.locator('textarea').press('Control+Enter');
    await note.getByRole('button', { name: /^Earlier texts/u }).press('Enter');
    const [now, earlier] = [note.locator('> .words'), note.locator('.earlier .words')];
    await earlier.waitFor();
    assert.deepEqual(await earlier.allTextContents(), ['A price for each apple.']);
    await note.getByRole('button', { name: /^Put back/u }).press('Enter');
    await earlier.filter({ hasText: 'Two prices' }).waitFor();
    assert.deepEqual(await earlier.allTextContents(), ['Two prices for each apple.', 'A price for each apple.']);
    assert.equal(await now.textContent(), 'A price for each apple.');
  });

  it('keeps message and draft when the page is closed, and commits with a reason to skip it', async () => {
    const { page } = workbench();
    const { head } = explaining;
    await explaining.stage('pears.ts', 'pears');
    await explaining.commit('Add pears');
    const asked = await explaining.asked(/^Before this commit: 12 lines by AI/u);
    await asked.locator('input[name="before"]:focus').waitFor();
    await page.keyboard.press('2');
    await asked.locator('#note:focus').waitFor();
    await page.keyboard.type('Half a th');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await explaining.pageClosed();
    assert.equal(explaining.head, head);
    await explaining.seeMessage('Add pears');
    await explaining.commitBox();
    await page.keyboard.press('Control+Enter');
    const again = await explaining.asked(/^Before this commit: 12 lines by AI/u);
    await again.locator('#note:focus').waitFor();
    assert.equal(await again.locator('#note').inputValue(), 'Half a th');
    for (const key of ['Escape', 's', 'n']) await page.keyboard.press(key);
    assert.equal(await explaining.committedAfter(head), 'Add pears');
    await explaining.pageClosed();
    await explaining.seeToExplain(undefined);
  });

  it('commits at once with "Later", and asks for it again from the queue', async () => {
    const { page } = workbench();
    const { head } = explaining;
    await explaining.stage('plums.ts', 'plums');
    await explaining.commit('Add plums');
    const asked = await explaining.asked(/^Before this commit: 12 lines by AI/u);
    await asked.locator('input[name="before"]:focus').waitFor();
    await page.keyboard.press('l');
    assert.equal(await explaining.committedAfter(head), 'Add plums');
    await explaining.pageClosed();
    const row = await explaining.waiting('plums.ts');
    await row.focus();
    await page.keyboard.press('Enter');
    await explaining.answer(await explaining.asked(/^Committed before: 12 lines by AI/u), 'A price for each plum.');
    await row.waitFor({ state: 'detached' });
    await explaining.pageClosed();
    const panel = await workbench().openPanel();
    await panel.locator('.note', { hasText: 'A price for each plum.' }).waitFor();
  });

  it('does not ask where nothing is owed, and commits at once', async () => {
    const { page } = workbench();
    const { head } = explaining;
    await workbench().newFile('typed.ts');
    await workbench().type('const one = 1;');
    await workbench().savedText('typed.ts');
    explaining.git('add', '--', 'typed.ts');
    await explaining.seeStaged('typed.ts');
    await explaining.commit('Type it');
    assert.equal(await explaining.committedAfter(head), 'Type it');
    assert.equal(await page.locator('.tab', { hasText: /^Explain$/u }).count(), 0);
  });

  it('has the draft again after a reload, and loses nothing when its process is killed', async () => {
    const { page, host } = workbench();
    const { head } = explaining;
    await explaining.stage('figs.ts', 'figs');
    await explaining.commit('Add figs');
    const asked = await explaining.asked(/^Before this commit: 12 lines by AI/u);
    await asked.locator('input[name="before"]:focus').waitFor();
    await page.keyboard.press('3');
    await asked.locator('#note:focus').waitFor();
    await page.keyboard.type('Figs are de');
    await explaining.reload();
    await explaining.commitBox();
    await explaining.seeMessage('Add figs');
    await explaining.seeToExplain(1);
    await page.keyboard.press('Control+Enter');
    const again = await explaining.asked(/^Before this commit: 12 lines by AI/u);
    await again.locator('#note:focus').waitFor();
    assert.equal(await again.locator('#note').inputValue(), 'Figs are de');
    for (const pid of host.extensionHostPids()) process.kill(pid, 'SIGKILL');
    await page.waitForTimeout(1_000);
    assert.equal(explaining.head, head);
    await explaining.seeMessage('Add figs');
    explaining.git('commit', '--quiet', '--message', 'Add figs');
    explaining.set({ 'grasp.gate.commitKey': false });
    await workbench().reload();
    await (await explaining.waiting('figs.ts')).click();
    const queued = await explaining.asked(/^Committed before: 12 lines by AI/u);
    await queued.locator('#note').waitFor();
    assert.equal(await queued.locator('#note').inputValue(), 'Figs are de');
    await queued.locator('#note').press('Escape');
    await workbench().page.keyboard.press('Escape');
    await explaining.pageClosed();
  });

  it('leaves the key to the editor where that is chosen', async () => {
    const { page } = workbench();
    const { head } = explaining;
    await explaining.stage('quinces.ts', 'quinces');
    await explaining.commit('Add quinces');
    assert.equal(await explaining.committedAfter(head), 'Add quinces');
    await explaining.waiting('quinces.ts');
    assert.equal(await page.locator('.tab', { hasText: /^Explain$/u }).count(), 0);
  });

  it('has a button in the view, and hears of a commit made in a terminal', async () => {
    const { page } = workbench();
    const { head } = explaining;
    await explaining.stage('limes.ts', 'limes');
    await explaining.commitBox();
    await page.keyboard.type('Add limes');
    await page
      .locator(
        '.pane-header .action-label[aria-label^="Explain and Commit"], .composite.title .action-label[aria-label^="Explain and Commit"], .scm-provider .action-label[aria-label^="Explain and Commit"]',
      )
      .first()
      .click();
    const asked = await explaining.asked(/^Before this commit: 12 lines by AI/u);
    await asked.locator('input[name="before"]:focus').waitFor();
    await page.keyboard.press('Escape');
    await explaining.pageClosed();
    assert.equal(explaining.head, head);
    explaining.git('commit', '--quiet', '--message', 'Add limes');
    await explaining.waiting('limes.ts');
  });

  it('shows names and code as text, whatever is in them', async () => {
    const { page, folder } = workbench();
    const { head } = explaining;
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    const [name, code] = ['$(touch x).ts', '<img src=x onerror=alert(1)>'];
    await explaining.stage(name, code);
    await explaining.commitBox();
    await page.keyboard.type('Add pictures');
    await workbench().command('Grasp: Explain and Commit');
    const asked = await explaining.asked(/^Before this commit: 12 lines by AI/u);
    await asked.locator('h2', { hasText: name }).waitFor();
    await asked.locator('.hunk', { hasText: `${code} 10` }).waitFor();
    assert.equal(await asked.locator('img').count(), 0);
    await page.keyboard.press('l');
    await explaining.committedAfter(head);
    const row = await explaining.waiting(name);
    assert.equal(await row.locator('img').count(), 0);
    assert.equal(existsSync(join(folder, 'x')), false);
    assert.deepEqual(dialogs, []);
  });
});
