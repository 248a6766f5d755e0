import assert from 'node:assert/strict';
import { checkAccessibility } from './accessibility.ts';
import { useWorkbench, type Workbench } from './workbench.ts';

/** What another window may take to know of a pause of all windows, in milliseconds. */
const KNOWN_WITHIN = 2_000;

describe('pausing', () => {
  const workbench = useWorkbench({ env: { GRASP_MASK_DETAILED_REASON: '1' } });
  let other: Workbench;

  /** Runs the command by the palette and answers its two questions. */
  async function pause(...labels: [where: string, howLong: string]): Promise<void> {
    const { page } = workbench();
    await workbench().ask('Grasp: Pause…');
    const input = page.locator('.quick-input-widget input.input');
    const row = (label: string) => page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first();
    for (const label of labels) await row(label).click();
    await input.waitFor({ state: 'hidden' });
  }

  async function seePaused(window: Workbench, words: string, within = 30_000): Promise<void> {
    await window.statusItem.locator(`[aria-label^="Grasp: ${words}"]`).waitFor({ timeout: within });
  }

  async function accept(window: Workbench, name: string): Promise<void> {
    await window.newFile(name);
    await window.type('export function clamp(');
    await window.seeGhostText();
    await window.page.keyboard.press('Tab');
    await window.savedText(name);
  }

  it('asks where and how long, and the status bar says it', async () => {
    await pause('All windows', 'For 30 minutes');
    await seePaused(workbench(), 'Paused until ');
    assert.match(await workbench().statusItem.innerText(), /Grasp/u);
    assert.match(
      (await workbench().statusItem.locator('[aria-label]').first().getAttribute('aria-label')) ?? '',
      /^Grasp: Paused until (?:\w+ )?\d\d:\d\d in all windows\.$/u,
    );
  });

  it('holds for a window that is opened later', async () => {
    other = await workbench().anotherWindow();
    await seePaused(other, 'Paused until ');
    await accept(other, 'during.ts');
    await other.page.waitForTimeout(1_500);
    assert.deepEqual(await workbench().acceptancesIn('during.ts'), []);
  });

  it('shows in the panel with a button that a key presses', async () => {
    const panel = await workbench().openPanel();
    await panel.locator('.notice', { hasText: /Paused until (?:\w+ )?\d\d:\d\d in all windows/u }).waitFor();
    await checkAccessibility(panel);
    await panel.locator('.notice button', { hasText: 'Resume' }).focus();
    await workbench().page.keyboard.press('Enter');
    await panel.locator('.notice').waitFor({ state: 'detached' });
    await workbench().seeLinesToday(0);
    await other.seeLinesToday(0, KNOWN_WITHIN);
    await accept(other, 'after.ts');
    await workbench().seeLinesToday(4);
  });

  it('reaches a window that is open', async () => {
    await pause('All windows', 'Until I resume');
    await seePaused(workbench(), 'Paused in all windows until you resume');
    await seePaused(other, 'Paused in all windows until you resume', KNOWN_WITHIN);
    await other.command('Grasp: Resume');
    await other.seeLinesToday(4);
    await workbench().seeLinesToday(4, KNOWN_WITHIN);
  });

  it('of this window ends with it, and leaves the others alone', async () => {
    await pause('This window', 'For 1 hour');
    await seePaused(workbench(), 'Paused until ');
    await other.seeLinesToday(4);
    await workbench().reload();
    await workbench().seeLinesToday(4);
    await workbench().command('Grasp: Resume');
    await workbench().page.locator('.notification-toast', { hasText: 'Grasp is not paused' }).waitFor();
  });
});
