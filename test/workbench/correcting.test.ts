import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { checkAccessibility } from './accessibility.ts';
import { useWorkbench } from './workbench.ts';

describe('correcting', () => {
  const workbench = useWorkbench({
    env: { GRASP_MASK_DETAILED_REASON: '1' },
    settings: { 'editor.inlineSuggest.showToolbar': 'always' },
  });

  /** What the focus in the panel is on, by its name for a screen reader. */
  function focused(panel: Frame): Promise<string> {
    return panel.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  }

  async function seeFocus(panel: Frame, label: RegExp): Promise<void> {
    const end = Date.now() + 10_000;
    while (!label.test(await focused(panel))) {
      if (Date.now() > end) assert.match(await focused(panel), label);
      await workbench().page.waitForTimeout(50);
    }
  }

  it('lists a completion that was accepted with the mouse as a guess', async () => {
    const { page } = workbench();
    await workbench().newFile('toolbar.ts');
    await workbench().type('export function clamp(');
    await workbench().seeGhostText();
    await page.locator('.inlineSuggestionsHints .action-label', { hasText: /^Accept(?! Word)/u }).click();
    await workbench().savedText('toolbar.ts');
    const panel = await workbench().openPanel();
    await panel.locator('h2', { hasText: '1 guess to answer' }).waitFor();
    await checkAccessibility(panel);
    await workbench().seeLinesToday(0);
  });

  it('tells with the keyboard how Grasp knows, takes the answer, and takes it back', async () => {
    const { page } = workbench();
    const panel = await workbench().panel();
    await panel.locator('.row').focus();
    await page.keyboard.press('Tab');
    assert.match(await focused(panel), /^How do you know\? toolbar\.ts, 4 lines/u);
    await page.keyboard.press('Enter');
    await panel.locator('.entry', { hasText: 'It arrived in one piece' }).waitFor();
    await page.keyboard.press('Tab');
    assert.match(await focused(panel), /^That was me: toolbar\.ts, line 1, 4 lines/u);
    await page.keyboard.press('Tab');
    assert.match(await focused(panel), /^That was AI: /u);
    await page.keyboard.press('Enter');
    await workbench().seeLinesToday(4);
    await panel.locator('#guesses').waitFor({ state: 'detached' });
    await seeFocus(panel, /^Undo: toolbar\.ts, 4 lines: completion, as you said/u);
    await checkAccessibility(panel);
    await page.keyboard.press('Enter');
    await workbench().seeLinesToday(0);
    await seeFocus(panel, /^That was me: /u);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await workbench().seeLinesToday(4);
  });

  it('keeps the answer over a reload, and says in the row what was recorded', async () => {
    await workbench().reload();
    await workbench().seeLinesToday(4);
    const panel = await workbench().openPanel();
    const row = panel.locator('li', { hasText: 'toolbar.ts' });
    await row.waitFor();
    assert.equal(await panel.locator('#guesses').count(), 0);
    await row.locator('.how').click();
    await row.locator('.entry', { hasText: 'You said so. Recorded as completion, guess' }).waitFor();
    await checkAccessibility(panel);
  });

  it('asks by the command palette which one is meant and what it was', async () => {
    const { page } = workbench();
    await workbench().ask('Grasp: Correct Origin…');
    const input = page.locator('.quick-input-widget input.input');
    for (const label of ['toolbar.ts:1', 'That was pasted', 'Done']) {
      await page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().waitFor();
      await page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().click();
    }
    await input.waitFor({ state: 'hidden' });
    await workbench().seeLinesToday(0);
    const panel = await workbench().panel();
    await panel.locator('.row', { hasText: 'pasted · as you said' }).waitFor();
    assert.equal(await page.locator('.notification-toast').count(), 0);
  });
});
