import assert from 'node:assert/strict';
import { filesWith } from '../support/traces.ts';
import { useWorkbench, type Workbench } from './workbench.ts';

/** What another window may take to know of it, in milliseconds. */
const KNOWN_WITHIN = 5_000;

describe('forgetting', () => {
  const workbench = useWorkbench({ env: { GRASP_MASK_DETAILED_REASON: '1' } });
  let other: Workbench;

  async function accept(window: Workbench, name: string): Promise<void> {
    await window.newFile(name);
    await window.type('export function clamp(');
    await window.seeGhostText();
    await window.page.keyboard.press('Tab');
    await window.savedText(name);
  }

  /** By the keyboard alone, up to the question whether to do it. */
  async function askToForget(window: Workbench, what: string): Promise<void> {
    const { page } = window;
    await window.ask('Grasp: Forget…');
    const input = page.locator('.quick-input-widget input.input');
    const row = (words: string | RegExp) =>
      page.locator('.quick-input-list .monaco-list-row', { hasText: words }).first();
    await row('Everything').waitFor();
    await input.fill(what);
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: what }).waitFor();
    await page.keyboard.press('Enter');
    await row(/^Forget \d+ records?/u).waitFor();
  }

  it('shows how much it is, and Escape leaves all as it was', async () => {
    other = await workbench().anotherWindow();
    await accept(other, 'kept.ts');
    await accept(other, 'secretplan.ts');
    await accept(workbench(), 'secretplan2.ts');
    await workbench().seeLinesToday(12);
    await other.openFile('secretplan.ts');
    await askToForget(other, 'This file');
    const row = other.page.locator('.quick-input-list .monaco-list-row').first();
    assert.match(await row.innerText(), /1 acceptance, about 1 file, of \w+ \d+, \d+\. They are gone for good/u);
    await other.page.keyboard.press('Escape');
    await other.seeLinesToday(12);
    assert.notDeepEqual(await filesWith(workbench().dataFolder, 'secretplan.ts'), []);
  });

  it('of a file leaves nothing of it, in no window', async () => {
    await askToForget(other, 'This file');
    await other.page.keyboard.press('Enter');
    await other.seeNotification(/Grasp: \d+ records? forgotten\./u);
    await workbench().seeLinesToday(8, KNOWN_WITHIN);
    await other.seeLinesToday(8);
    assert.deepEqual(await filesWith(workbench().dataFolder, 'secretplan.ts'), []);
    const panel = await workbench().openPanel();
    await panel.locator('.row', { hasText: 'secretplan2.ts' }).waitFor();
    assert.equal(await panel.locator('.row', { hasText: 'secretplan.ts' }).count(), 0);
  });

  it('of everything leaves nothing, and what comes then is recorded', async () => {
    await askToForget(workbench(), 'Everything');
    await workbench().page.keyboard.press('Enter');
    await workbench().seeNotification(/Grasp: \d+ records? forgotten\./u);
    await workbench().seeLinesToday(0);
    await other.seeLinesToday(0, KNOWN_WITHIN);
    for (const name of ['secretplan2.ts', 'kept.ts', 'typescript']) {
      assert.deepEqual(await filesWith(workbench().dataFolder, name), []);
    }
    await accept(other, 'new.ts');
    await workbench().seeLinesToday(4);
    await workbench().reload();
    await workbench().seeLinesToday(4);
  });
});
