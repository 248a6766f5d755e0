import assert from 'node:assert/strict';
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from './workbench.ts';

/** What the demo offers after `export function clamp(`. */
const CLAMP = [
  'function clamp(value: number, low: number, high: number): number {',
  'return value > high ? high : value;',
];

for (const masked of [false, true]) {
  describe(`a faulty extension host, ${masked ? 'as released VS Code' : 'with reasons from the editor'}`, () => {
    const workbench = useWorkbench({ env: masked ? { GRASP_MASK_DETAILED_REASON: '1' } : {} });

    async function offerIn(file: string): Promise<void> {
      await workbench().openFile(file);
      await workbench().type('export function clamp(');
      await workbench().seeGhostText();
    }

    async function editorText(): Promise<string> {
      const lines = workbench().page.locator('.editor-instance .view-lines').first();
      return (await lines.innerText()).replaceAll('\u00a0', ' ');
    }

    async function notices(): Promise<string[]> {
      return workbench().page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
    }

    it('that is stopped while Tab is pressed changes nothing in the text, and records it afterwards, once', async () => {
      const panel = await workbench().openPanel();
      await offerIn('retry.ts');
      const { page, host } = workbench();
      const pids = host.extensionHostPids();
      assert.ok(pids.length > 0, 'no extension host was found');
      for (const pid of pids) process.kill(pid, 'SIGSTOP');
      await page.keyboard.press('Tab');
      await workbench().type('// typed on');
      await page.waitForTimeout(1_000);
      const stalled = await editorText();
      for (const pid of pids) process.kill(pid, 'SIGCONT');
      await panel.locator('.row').waitFor();
      await page.waitForTimeout(1_000);
      assert.equal(await editorText(), stalled);
      for (const line of CLAMP) assert.ok(stalled.includes(line), line);
      assert.ok(stalled.trimEnd().endsWith('}// typed on'), stalled);
      assert.equal(await panel.locator('.row').count(), 1);
      assert.match(await panel.locator('.row').innerText(), /4 lines\s+completion · certain/u);
    });

    it('that can not write its journal says so once, in the status bar, and writes it when it can', async () => {
      const { dataDir } = workbench().host;
      const journal = join(dataDir, 'data', 'User', 'globalStorage', 'grasp.grasp', 'journal');
      assert.equal(readdirSync(journal).length, 1);
      renameSync(journal, `${journal}-away`);
      writeFileSync(journal, 'in the way');
      await offerIn('prices.ts');
      await workbench().page.keyboard.press('Tab');
      const warning = workbench().statusItem.locator('.codicon-warning');
      await warning.waitFor();
      assert.ok((await editorText()).includes(CLAMP[1] ?? ''), 'editing goes on');
      rmSync(journal);
      renameSync(`${journal}-away`, journal);
      await warning.waitFor({ state: 'detached', timeout: 40_000 });
      const panel = await workbench().panel();
      await panel.locator('.row', { hasText: 'prices.ts' }).waitFor();
      assert.equal(await panel.locator('.row').count(), 2);
      assert.deepEqual(await notices(), []);
    });

    it('that is killed while a completion is offered lets Tab insert it, without a word from Grasp', async () => {
      await offerIn('labels.ts');
      for (const pid of workbench().host.extensionHostPids()) process.kill(pid, 'SIGKILL');
      await workbench().page.keyboard.press('Tab');
      await workbench().type(' // typed on');
      const text = await editorText();
      for (const line of CLAMP) assert.ok(text.includes(line), line);
      assert.ok(text.trimEnd().endsWith('} // typed on'), text);
      await workbench().page.waitForTimeout(3_000);
      assert.deepEqual(
        (await notices()).filter((notice) => /grasp|command/iu.test(notice)),
        [],
      );
    });
  });
}
