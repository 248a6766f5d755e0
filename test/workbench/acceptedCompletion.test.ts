import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { checkAccessibility } from './accessibility.ts';
import { MODES } from './modes.ts';
import { useWorkbench } from './workbench.ts';

for (const masked of MODES) {
  describe(`an accepted completion, ${masked ? 'as released VS Code tells it' : 'with reasons from the editor'}`, () => {
    const workbench = useWorkbench({ env: masked ? { GRASP_MASK_DETAILED_REASON: '1' } : {} });

    it('is preceded by an empty panel that says what will come', async () => {
      const panel = await workbench().openPanel();
      await panel.locator('.empty', { hasText: 'Nothing recorded yet' }).waitFor();
      assert.equal(await panel.locator('.row').count(), 0);
      await checkAccessibility(panel);
    });

    it('shows as one row under its file once Tab was pressed', async () => {
      await workbench().openFile('retry.ts');
      await workbench().type('export function clamp(');
      await workbench().seeGhostText();
      await workbench().page.keyboard.press('Tab');
      const panel = await workbench().panel();
      await panel.locator('.row').waitFor();
      await expectTheRow(panel);
      await checkAccessibility(panel);
    });

    it('leaves what is typed after Tab alone', async () => {
      const { page } = workbench();
      await workbench().type(' // kept');
      await page.locator('.view-line', { hasText: '} // kept' }).waitFor();
      await page.waitForTimeout(1_000);
      await expectTheRow(await workbench().panel());
    });

    it('opens its file at the place with Enter on the row', async () => {
      const { page } = workbench();
      await page.keyboard.press('Control+Home');
      const panel = await workbench().panel();
      await panel.locator('.row').focus();
      await page.keyboard.press('Enter');
      await page.locator('.monaco-editor.focused').first().waitFor();
      await page.waitForTimeout(300);
      assert.match(await workbench().caretPosition(), /^Ln 13, Col 1/u);
    });

    it('is still there after the window was reloaded', async () => {
      await workbench().page.keyboard.press('Control+S');
      await workbench().reload();
      await expectTheRow(await workbench().openPanel());
    });

    it('is still there after the extension host was killed', async () => {
      const pids = workbench().host.extensionHostPids();
      assert.ok(pids.length > 0, 'no extension host was found');
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      await workbench().page.waitForTimeout(1_000);
      await workbench().reload();
      await expectTheRow(await workbench().openPanel());
    });
  });
}

async function textOfToday(panel: Frame): Promise<string> {
  return (await panel.locator('section[aria-labelledby="today"]').innerText()).replaceAll(/\s+/gu, ' ');
}

async function expectTheRow(panel: Frame): Promise<void> {
  const rows = panel.locator('.row');
  await rows.first().waitFor();
  assert.equal(await rows.count(), 1);
  assert.match(await textOfToday(panel), /retry\.ts src 4 lines completion · certain \d\d:\d\d \?$/u);
}
