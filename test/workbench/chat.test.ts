import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { temporaryFolder } from '../host/temporaryFolder.ts';
import { Chat } from './chat.ts';
import { FakeModel } from './fakeModel.ts';
import { MODES } from './modes.ts';
import { useWorkbench } from './workbench.ts';

const TEXT = 'export const a = 1;\nexport const b = 2;\nexport const c = 3;\n';
const B = 'export const b = 2;';
/** 35 characters of which are new, in two lines */
const NEW_B = 'export const b = sum(2, 3);\nexport const more = b * 2;';
/** Longer than anything waits to be judged, in milliseconds. */
const JUDGED = 7_000;

type Written = readonly [lines: number, characters: number, state: string];

for (const masked of MODES) {
  describe(`edits by chat, ${masked ? 'as released VS Code tells it' : 'with reasons from the editor'}`, () => {
    const data = temporaryFolder('grasp-chat-');
    const confidence = masked ? 'likely' : 'certain';
    /** characters that chat wrote and that were recorded so, by kind and file */
    const recall = new Map<string, Map<string, { written: number; found: number }>>();
    let model: FakeModel;
    let chat: Chat;

    before(async () => {
      model = await FakeModel.start();
      model.offerTo(data.path);
    });
    const workbench = useWorkbench({
      dataDir: data.path,
      env: masked ? { GRASP_MASK_DETAILED_REASON: '1' } : {},
      settings: Chat.settings,
    });
    before(async () => {
      chat = await Chat.open(workbench(), model);
    });
    after(() => {
      model.stop();
      data.remove();
      const kinds = [...recall].map(([kind, files]) => {
        const sum = (of: 'written' | 'found'): number => [...files.values()].reduce((all, one) => all + one[of], 0);
        return `${kind} ${String(sum('found'))} of ${String(sum('written'))}`;
      });
      console.log(`    Characters by chat that are recorded as ${confidence}: ${kinds.join(', ')}.`);
    });

    /** What of a file is recorded as an agent's and enters totals: everything else in it is a guess at the most. */
    async function byAgent(name: string): Promise<Written[]> {
      const found = await workbench().acceptancesIn(name);
      const sure = found.filter((one) => one.confidence !== 'guess');
      assert.ok(sure.every((one) => one.origin === 'agent' && one.confidence === confidence));
      return sure.map(({ lines, characters, state }) => [lines, characters, state]);
    }

    async function expectWritten(kind: string, name: string, expected: readonly Written[]): Promise<void> {
      const end = Date.now() + 10_000;
      let found = await byAgent(name);
      while (!isDeepStrictEqual(found, expected) && Date.now() < end) {
        await workbench().page.waitForTimeout(100);
        found = await byAgent(name);
      }
      const files = recall.get(kind) ?? new Map<string, { written: number; found: number }>();
      recall.set(kind, files.set(name, { written: charactersOf(expected), found: charactersOf(found) }));
      assert.deepEqual(found, expected);
    }

    async function show(name: string): Promise<void> {
      await workbench().openFile(name, join(workbench().folder, name));
    }

    it('are recorded in an open file, are kept by Keep, and make nothing theirs that is typed later', async () => {
      await workbench().newFile('kept.ts', TEXT);
      await chat.ask([chat.replace('kept.ts', B, NEW_B)]);
      await expectWritten('replace', 'kept.ts', [[2, 35, 'kept']]);
      await chat.keepAll();
      await show('kept.ts');
      await workbench().type('// mine\nexport const d = 4;');
      await workbench().page.waitForTimeout(JUDGED);
      assert.deepEqual(await byAgent('kept.ts'), [[2, 35, 'kept']]);
      const panel = await workbench().openPanel();
      const row = panel.locator('li', { hasText: 'kept.ts' }).filter({ hasText: '2 lines' }).first();
      await row.filter({ hasText: `agent · ${masked ? 'probable' : 'certain'}` }).waitFor();
    });

    it('are recorded in several places, as a patch, in a closed file and in a new one', async () => {
      await workbench().newFile('several.ts', TEXT);
      await workbench().newFile('patched.ts', TEXT);
      await chat.ask(
        [chat.replaceSeveral('several.ts', ['a = 1;', 'a = 1.5;'], ['c = 3;', 'c = [1, 2, 3].length;'])],
        [
          chat.patch('patched.ts', [
            ' export const a = 1;',
            `-${B}`,
            '+export const b = two();',
            '+export const bb = b + b;',
          ]),
        ],
        [chat.replace('src/prices.ts', 'export interface Parcel {', '/** One parcel. */\nexport interface Parcel {')],
        [chat.create('made.ts', 'export function made(): number {\n  return 8;\n}\n')],
      );
      await expectWritten('several places', 'several.ts', [
        [1, 15, 'kept'],
        [1, 2, 'kept'],
      ]);
      await expectWritten('patch', 'patched.ts', [[2, 30, 'kept']]);
      await expectWritten('closed file', 'src/prices.ts', [[1, 19, 'kept']]);
      await expectWritten('new file', 'made.ts', [[3, 47, 'kept']]);
      await chat.keepAll();
    });

    it('are taken back by Undo, also the making of a file', async () => {
      await workbench().newFile('undone.ts', TEXT);
      const before = await workbench().linesToday();
      await chat.ask(
        [chat.replace('undone.ts', B, NEW_B)],
        [chat.create('unmade.ts', 'export const unmade = 1;\n')],
        [chat.replace('undone.ts', 'export const a = 1;', 'export const a = one();')],
      );
      await workbench().seeLinesToday(before + 4);
      await chat.undoAll();
      await workbench().seeLinesToday(before);
      await expectWritten('replace', 'undone.ts', [
        [2, 35, 'reverted'],
        [1, 5, 'reverted'],
      ]);
      await expectWritten('new file', 'unmade.ts', [[1, 25, 'reverted']]);
    });

    it('are taken back and kept in parts', async () => {
      await workbench().newFile('parts.ts', TEXT);
      await chat.ask(
        [chat.replace('parts.ts', 'export const a = 1;', 'export const a = one();')],
        [chat.replace('parts.ts', 'export const c = 3;', 'export const c = three();\n// c')],
      );
      await show('parts.ts');
      await workbench().goTo(1, 3);
      await workbench().command('Chat: Undo this Change');
      await expectWritten('replace', 'parts.ts', [
        [1, 5, 'reverted'],
        [2, 12, 'kept'],
      ]);
      await workbench().goTo(3, 3);
      await workbench().command('Chat: Keep this Change');
      await workbench().page.waitForTimeout(JUDGED);
      assert.deepEqual(
        (await byAgent('parts.ts')).map(([, , state]) => state),
        ['reverted', 'kept'],
      );
    });

    it('are told from what is typed and pasted while they wait, and come back by redo', async () => {
      const { page } = workbench();
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await workbench().newFile('pending.ts', TEXT);
      await chat.ask([chat.replace('pending.ts', B, NEW_B)]);
      await show('pending.ts');
      await workbench().type('// mine');
      await workbench().goTo(3, 1);
      await workbench().type('// inside');
      await page.keyboard.press('Enter');
      await page.evaluate(() => navigator.clipboard.writeText('one(1);\ntwo(2);\n'));
      for (const line of [3, 1]) {
        await workbench().goTo(line, 1);
        await page.keyboard.press('Control+V');
        await page.locator('.view-line', { hasText: 'two(2)' }).first().waitFor();
        await page.waitForTimeout(500);
      }
      await chat.ask([chat.replace('pending.ts', 'export const c = 3;', 'export const c = third();\n')]);
      await expectWritten('second request', 'pending.ts', [
        [2, 35, 'kept'],
        [1, 8, 'kept'],
      ]);
      await show('pending.ts');
      await page.keyboard.press('Control+Z');
      await expectWritten('second request', 'pending.ts', [
        [2, 35, 'kept'],
        [1, 8, 'reverted'],
      ]);
      await page.keyboard.press('Control+Shift+Z');
      await workbench().page.waitForTimeout(JUDGED);
      assert.deepEqual(await byAgent('pending.ts'), [
        [2, 35, 'kept'],
        [1, 8, 'kept'],
      ]);
      assert.match(await workbench().savedText('pending.ts'), /third\(\);/u);
      await chat.keepAll();
    });

    it('make nothing theirs in a file for which their tool failed', async () => {
      const { page } = workbench();
      await workbench().newFile('failed.ts', TEXT);
      await chat.ask([chat.replace('failed.ts', 'not in it', NEW_B)]);
      await show('failed.ts');
      await workbench().type('export const d = 4;\n');
      await page.evaluate(() => navigator.clipboard.writeText('one(1);\ntwo(2);\n'));
      await page.keyboard.press('Control+V');
      await page.locator('.view-line', { hasText: 'two(2)' }).first().waitFor();
      await page.waitForTimeout(JUDGED);
      assert.deepEqual(await byAgent('failed.ts'), []);
    });

    it('are recorded when they come from inline chat, kept or not', async () => {
      for (const [name, key, state] of [
        ['inline.ts', 'Control+Enter', 'kept'],
        ['inline closed.ts', 'Escape', 'reverted'],
      ] as const) {
        await workbench().newFile(name, TEXT);
        await workbench().goTo(2, 1);
        await chat.askInline([chat.replace(name, B, NEW_B)]);
        await workbench().page.locator('.view-line', { hasText: 'export const more' }).waitFor();
        await expectWritten('inline chat', name, [[2, 35, 'kept']]);
        await chat.endInline(key);
        await expectWritten('inline chat', name, [[2, 35, state]]);
        const text = readFileSync(join(workbench().folder, name), 'utf8');
        assert.equal(text.includes('more'), state === 'kept');
      }
    });
  });
}

function charactersOf(written: readonly Written[]): number {
  return written.reduce((sum, [, characters]) => sum + characters, 0);
}
