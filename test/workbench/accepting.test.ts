import assert from 'node:assert/strict';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Acceptance } from '../../src/domain/attribution/acceptance.ts';
import { MODES } from './modes.ts';
import { useWorkbench } from './workbench.ts';

const SIGNATURE = 'export function clamp(';
/** What the demo completions offer behind the signature. */
const BODY = `value: number, low: number, high: number): number {
  if (value < low) return low;
  return value > high ? high : value;
}`;
/** The editor itself has closed the bracket that was typed. */
const NEW = BODY.length - 1;

for (const masked of MODES) {
  describe(`accepting, ${masked ? 'as released VS Code tells it' : 'with reasons from the editor'}`, () => {
    const workbench = useWorkbench({
      env: masked ? { GRASP_MASK_DETAILED_REASON: '1' } : {},
      settings: { 'editor.inlineSuggest.showToolbar': 'always' },
    });

    /** Opens a new file in which the completion is offered. */
    async function seeOffer(name: string): Promise<void> {
      await workbench().newFile(name);
      await workbench().type(SIGNATURE);
      await workbench().seeGhostText();
    }

    function stopExtensionHost(): () => void {
      const pids = workbench().host.extensionHostPids();
      assert.ok(pids.length > 0, 'no extension host was found');
      for (const pid of pids) process.kill(pid, 'SIGSTOP');
      return () => {
        for (const pid of pids) process.kill(pid, 'SIGCONT');
      };
    }

    const certainBody = { confidence: 'certain', lines: 4, characters: NEW, state: 'kept' } as const;

    /** Waits for the only record of a file to be as expected, and fails with what there is instead. */
    async function expectOne(name: string, expected: Partial<Acceptance>): Promise<void> {
      const end = Date.now() + 10_000;
      for (;;) {
        const found = await workbench().acceptancesIn(name);
        const seen = found.map((one) =>
          Object.fromEntries(Object.keys(expected).map((key) => [key, one[key as never]])),
        );
        if (isDeepStrictEqual(seen, [expected])) return;
        if (Date.now() > end) assert.deepEqual(seen, [expected]);
        await workbench().page.waitForTimeout(100);
      }
    }

    it('loses neither text nor record while the extension host hangs', async () => {
      const { page } = workbench();
      await seeOffer('hangs.ts');
      const goOn = stopExtensionHost();
      await page.keyboard.press('Tab');
      await page.keyboard.type(' // typed on', { delay: 20 });
      await page.waitForTimeout(1_500);
      goOn();
      assert.equal(await workbench().savedText('hangs.ts'), `${SIGNATURE}${BODY} // typed on`);
      await expectOne('hangs.ts', certainBody);
    });

    it('makes one record of words and the rest', async () => {
      const { page } = workbench();
      await seeOffer('words.ts');
      for (let word = 0; word < 3; word += 1) {
        await page.keyboard.press('Control+ArrowRight');
        await page.waitForTimeout(200);
        await workbench().seeGhostText();
      }
      await page.keyboard.press('Tab');
      assert.equal(await workbench().savedText('words.ts'), SIGNATURE + BODY);
      await expectOne('words.ts', certainBody);
    });

    it('takes words while the extension host hangs for one record', async () => {
      const { page } = workbench();
      await seeOffer('hangs between words.ts');
      const goOn = stopExtensionHost();
      for (let word = 0; word < 3; word += 1) await page.keyboard.press('Control+ArrowRight');
      await page.keyboard.press('Tab');
      await page.waitForTimeout(1_500);
      goOn();
      assert.equal(await workbench().savedText('hangs between words.ts'), SIGNATURE + BODY);
      await expectOne('hangs between words.ts', certainBody);
    });

    it('shows the key on the toolbar of the grey text', async () => {
      await seeOffer('label.ts');
      await workbench()
        .page.locator('.inlineSuggestionsHints', { hasText: /Accept\s*Tab/u })
        .waitFor();
      await workbench().page.keyboard.press('Escape');
    });

    it(`records a click on the toolbar as ${masked ? 'a guess, which enters no total' : 'certain'}`, async () => {
      const { page } = workbench();
      const before = await workbench().linesToday();
      await seeOffer('toolbar.ts');
      await page.locator('.inlineSuggestionsHints .action-label', { hasText: /^Accept(?! Word)/u }).click();
      assert.equal(await workbench().savedText('toolbar.ts'), SIGNATURE + BODY);
      await expectOne('toolbar.ts', { ...certainBody, confidence: masked ? 'guess' : 'certain' });
      await page.waitForTimeout(500);
      assert.equal(await workbench().linesToday(), before + (masked ? 0 : 4));
    });

    it('takes an undone completion out of the total, and a redone one back', async () => {
      const { page } = workbench();
      const before = await workbench().linesToday();
      await seeOffer('undone.ts');
      await page.keyboard.press('Tab');
      await workbench().seeLinesToday(before + 4);
      await page.keyboard.press('Control+Z');
      await workbench().seeLinesToday(before);
      await page.keyboard.press('Control+Shift+Z');
      await workbench().seeLinesToday(before + 4);
    });

    it('records a next edit that one Tab goes to and the next one accepts', async () => {
      const { page } = workbench();
      const above = (first: string): string => `const wait = () => ${first});\n${'\n'.repeat(12)}// up to two minutes`;
      await workbench().newFile('next.ts', above('Math.min(60_000, 250').slice(0, -'two minutes'.length));
      await workbench().type('two minutes');
      await page.locator('.go-to-label', { hasText: 'Tab to jump' }).waitFor();
      await page.keyboard.press('Tab');
      await page.locator('#status\\.editor\\.selection', { hasText: /^Ln 1,/u }).waitFor();
      await page.waitForTimeout(500);
      await page.keyboard.press('Tab');
      assert.equal(await workbench().savedText('next.ts'), above('Math.min(120_000, 500'));
      await expectOne('next.ts', { confidence: 'certain', line: 0, lines: 1, characters: 3 });
    });

    it('lets Tab indent where nothing is offered, also right after a paste', async () => {
      const { page } = workbench();
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await workbench().newFile('indent.ts', 'one(1);\n  two(2);\n');
      for (const key of ['Control+A', 'Control+C', 'Control+End']) await page.keyboard.press(key);
      await page.waitForFunction(async () => (await navigator.clipboard.readText()).startsWith('one(1)'));
      await page.keyboard.press('Control+V');
      // VS Code drops a paste when a key follows before its text is there.
      await page.locator('.view-line', { hasText: 'two' }).nth(1).waitFor();
      await page.keyboard.press('Tab');
      assert.equal(await workbench().savedText('indent.ts'), `${'one(1);\n  two(2);\n'.repeat(2)}  `);
      await page.waitForTimeout(1_000);
      const found = await workbench().acceptancesIn('indent.ts');
      // A browser does not tell the clipboard unasked, and without the editor's reasons a paste looks as a completion.
      assert.deepEqual(
        found.map(({ confidence }) => confidence),
        masked ? ['guess'] : [],
      );
    });

    it("lets a person's own key binding go before the one of Grasp", async () => {
      const { page } = workbench();
      const own = { key: 'tab', command: 'type', args: { text: 'own' }, when: "resourceFilename == 'own.ts'" };
      writeFileSync(join(workbench().host.dataDir, 'data', 'User', 'keybindings.json'), JSON.stringify([own]));
      await workbench().reload();
      await seeOffer('own.ts');
      await page.keyboard.press('Tab');
      assert.equal(await workbench().savedText('own.ts'), `${SIGNATURE}own)`);
      assert.deepEqual(await workbench().acceptancesIn('own.ts'), []);
    });

    it('warns once in the status bar while it can not write, and catches up', async () => {
      const { page } = workbench();
      const folder = workbench().journalFolder;
      renameSync(folder, `${folder} away`);
      writeFileSync(folder, '');
      await seeOffer('failing.ts');
      await page.keyboard.press('Tab');
      await workbench().statusItem.getByText('Grasp').waitFor();
      assert.equal(await workbench().statusItem.count(), 1);
      assert.equal(await page.locator('.notification-toast').count(), 0);
      assert.equal(await workbench().savedText('failing.ts'), SIGNATURE + BODY);
      rmSync(folder);
      renameSync(`${folder} away`, folder);
      await expectOne('failing.ts', certainBody);
      await workbench().statusItem.getByText('Grasp').waitFor({ state: 'detached' });
    });

    it('lets the editor accept when the extension host was killed', async () => {
      const { page } = workbench();
      await seeOffer('killed.ts');
      for (const pid of workbench().host.extensionHostPids()) process.kill(pid, 'SIGKILL');
      await page.keyboard.press('Tab');
      await page.waitForTimeout(1_000);
      assert.equal(await workbench().savedText('killed.ts'), SIGNATURE + BODY);
      const said = await page.locator('.notification-toast').allInnerTexts();
      assert.deepEqual(
        said.filter((words) => /grasp/iu.test(words)),
        [],
      );
    });
  });
}
