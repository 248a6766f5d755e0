import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench, type Workbench } from './workbench.ts';

/** What another window may take to know of a block, in milliseconds. */
const KNOWN_WITHIN = 2_000;
/** What a completion may take to show, in milliseconds; it does in a tenth of that. */
const SHOWN_WITHIN = 3_000;
/** As a person may bind it, with the answer. */
const SHORT = {
  key: 'ctrl+alt+f9',
  command: 'grasp.startBlock',
  args: { minutes: 1, title: 'Mend the retry', kind: 'fix', estimate: 5 },
};

describe('a block without AI that runs', () => {
  const workbench = useWorkbench();
  let other: Workbench;

  before(() => {
    writeFileSync(join(workbench().host.dataDir, 'data', 'User', 'keybindings.json'), JSON.stringify([SHORT]));
  });

  async function seeRunning(window: Workbench, words: RegExp, within = 30_000): Promise<void> {
    await window.statusItem.filter({ hasText: words }).waitFor({ timeout: within });
  }

  async function seeOver(window: Workbench, within = 30_000): Promise<void> {
    await window.statusItem.filter({ hasNotText: /no-AI/u }).waitFor({ timeout: within });
  }

  /** Types what the completions answer to, and tells whether one shows. */
  async function showsGhostText(window: Workbench, name: string): Promise<boolean> {
    await window.newFile(name);
    await window.type('export function clamp(');
    const shows = await window.seeGhostText(SHOWN_WITHIN).then(
      () => true,
      () => false,
    );
    await window.page.keyboard.press('Escape');
    return shows;
  }

  async function choose(window: Workbench, label: string): Promise<void> {
    const row = window.page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first();
    // What another window has just written is offered once it is known here.
    for (let tries = 0; tries < 10; tries += 1) {
      await window.statusItem.click();
      const isThere = await row.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
      if (isThere) break;
      await window.page.keyboard.press('Escape');
    }
    await row.click();
    await row.waitFor({ state: 'hidden' });
  }

  it('is started by a command, and counted down in both windows', async () => {
    other = await workbench().anotherWindow();
    assert.equal(await showsGhostText(workbench(), 'before.ts'), true);
    assert.equal(await showsGhostText(other, 'beforeToo.ts'), true);
    const { page } = workbench();
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input.input').fill('>Grasp: Start No-AI Block…');
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: '20 minutes' }).click();
    await page.locator('.quick-input-widget', { hasText: 'What is this block for?' }).waitFor();
    await page.keyboard.press('Enter');
    await seeRunning(workbench(), /no-AI (?:20|19) min/u);
    await seeRunning(other, /no-AI (?:20|19) min/u, KNOWN_WITHIN);
    const label = await workbench().statusItem.locator('[aria-label]').first().getAttribute('aria-label');
    assert.match(label ?? '', /^Grasp: block without AI, (?:20|19) minutes left\./u);
  });

  it('keeps completions quiet in both windows', async () => {
    assert.equal(await showsGhostText(workbench(), 'during.ts'), false);
    assert.equal(await showsGhostText(other, 'duringToo.ts'), false);
  });

  it('keeps what was looked up, by one key, with the place where it was needed', async () => {
    const { page } = workbench();
    await workbench().openFile('retry.ts');
    await workbench().goTo(3, 1);
    await page.keyboard.press('Control+K');
    await page.keyboard.press('j');
    await page.locator('.quick-input-widget', { hasText: 'What did you look up' }).waitFor();
    await page.keyboard.type('Math.clamp, whether it is there');
    await page.keyboard.press('Enter');
    await choose(other, 'Look-Ups…');
    const row = other.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Math.clamp' });
    await row.filter({ hasText: 'retry.ts, line 3' }).filter({ hasText: 'whether it is there' }).click();
    await other.page.locator('.tab.active[data-resource-name="retry.ts"]').waitFor();
    assert.match(await other.caretPosition(), /^Ln 3, Col 1/u);
  });

  it('goes on quietly after its extension host was killed, and in a window that is opened again', async () => {
    for (const pid of workbench().host.extensionHostPids()) process.kill(pid, 'SIGKILL');
    await workbench().page.waitForTimeout(1_000);
    await workbench().reload();
    await seeRunning(workbench(), /no-AI (?:20|1\d) min/u);
    assert.equal(await showsGhostText(workbench(), 'afterKill.ts'), false);
    await other.reload();
    await seeRunning(other, /no-AI (?:20|1\d) min/u);
    assert.equal(await showsGhostText(other, 'afterKillToo.ts'), false);
  });

  it('is paused and stopped by a click in the status bar, and completions are back at once in both windows', async () => {
    await choose(workbench(), 'Pause');
    await seeRunning(other, /no-AI paused/u, KNOWN_WITHIN);
    await choose(other, 'Go On');
    await seeRunning(workbench(), /no-AI \d+ min/u, KNOWN_WITHIN);
    await choose(workbench(), 'Stop');
    await workbench().seeNotification(/the block is over after \d+ minutes?\. Completions come back now/u);
    await seeOver(workbench());
    await seeOver(other, KNOWN_WITHIN);
    assert.equal(await showsGhostText(workbench(), 'stopped.ts'), true);
    assert.equal(await showsGhostText(other, 'stoppedToo.ts'), true);
  });

  it('ends by itself at its planned end, and completions are back', async () => {
    await workbench().page.keyboard.press('Control+Alt+F9');
    await seeRunning(other, /no-AI 1 min/u);
    assert.equal(await showsGhostText(other, 'short.ts'), false);
    await seeOver(workbench(), 70_000);
    await seeOver(other);
    assert.equal(await showsGhostText(workbench(), 'ended.ts'), true);
    assert.equal(await showsGhostText(other, 'endedToo.ts'), true);
  });

  it('is looked back at by keyboard, and stands in the panel', async () => {
    const { page } = workbench();
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input.input').fill('>Grasp: Look Back at No-AI Block…');
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'Look Back at No-AI Block' }).waitFor();
    await page.keyboard.press('Enter');
    await answer(/How far did you get/u, 'Done');
    await page.locator('.quick-input-widget', { hasText: /How long did it take/u }).waitFor();
    await page.locator('.quick-input-widget input.input').fill('7');
    await page.keyboard.press('Enter');
    await answer(/How did it feel/u, 'Leave out');
    await answer(/How much stress/u, 'Leave out');
    await page.locator('.quick-input-widget', { hasText: /no longer know/u }).waitFor();
    await page.keyboard.press('Enter');
    await answer(/AI used/u, 'None');
    const panel = await workbench().openPanel();
    await panel
      .locator('section.blocks', { hasText: /Last block: 7 minutes, estimated 5\s+Mend the retry · done/u })
      .waitFor();
    await panel.locator('section.blocks', { hasText: 'It is the first task without AI in the comparison.' }).waitFor();
    await panel.locator('section.tasks tr', { hasText: /Mend the retry\s+without\s+5\smin\s+7\smin/u }).waitFor();
    assert.equal(await panel.locator('section.blocks .held').count(), 2);
  });

  /** Takes by Enter what has the focus in a list of choices. */
  async function answer(title: RegExp, label: string): Promise<void> {
    const { page } = workbench();
    const asked = page.locator('.quick-input-widget', { hasText: title });
    await asked.locator('.monaco-list-row.focused', { hasText: label }).waitFor();
    await page.keyboard.press('Enter');
    await asked.waitFor({ state: 'hidden' });
  }
});
