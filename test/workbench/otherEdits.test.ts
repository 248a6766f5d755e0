import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Origin } from '../../src/domain/attribution/origin.ts';
import { MODES } from './modes.ts';
import { useWorkbench } from './workbench.ts';

const SCALES = `export interface Load {
  readonly mass: number;
  readonly pieces: readonly Load[];
}

export const massOf = (load: Load): number => load.pieces.reduce((sum, { mass }) => sum + mass, load.mass);
`;
/** Its fourth line is an error that only who has read the other file can tell. */
const DESK = `import { massOf, type Load } from './scales';

export const light = (load: Load): boolean => load.mass < 1 && load.pieces.length === 0;
export const wrong: string = massOf({ mass: 1, pieces: [] });
export const heavy: Load = {
  mass: 30,
  pieces: [],
};

`;
const SIGNATURE = 'export function clamp(';

const LINES = `const first = one(1);
const second = two(2);
const third = three(3);
const fourth = four(4);
`;

/** What Tab runs while a completion is shown, on a key that is always bound. */
const MARKING_KEY = 'Control+Alt+M';
/** After this a change no longer waits for a mark, in milliseconds. */
const PAUSE = 400;

interface Drag {
  readonly what: string;
  /** the keys that select, from the start of the second line */
  readonly select: readonly string[];
  /** the line in front of which it is dropped */
  readonly to: string;
  readonly copy?: true;
  readonly result: string;
  /** the origin that it counts under, without the editor's reasons; with these it is a tool's */
  readonly masked: Origin;
}

const TWO_LINES = ['Shift+ArrowDown', 'Shift+ArrowDown'];

const drags: readonly Drag[] = [
  {
    what: 'a line',
    select: ['Shift+End'],
    to: 'fourth',
    result: 'const first = one(1);\n\nconst third = three(3);\nconst second = two(2);const fourth = four(4);\n',
    masked: 'tool',
  },
  {
    what: 'two lines with their ends',
    select: TWO_LINES,
    to: 'first',
    result: 'const second = two(2);\nconst third = three(3);\nconst first = one(1);\nconst fourth = four(4);\n',
    masked: 'tool',
  },
  {
    what: 'a copy of two lines',
    select: TWO_LINES,
    to: 'first',
    copy: true,
    result: `const second = two(2);\nconst third = three(3);\n${LINES}`,
    masked: 'unknown',
  },
];

for (const masked of MODES) {
  describe(`other edits, ${masked ? 'as released VS Code tells it' : 'with reasons from the editor'}`, () => {
    const workbench = useWorkbench({ env: masked ? { GRASP_MASK_DETAILED_REASON: '1' } : {} });

    before(async () => {
      const commands = ['editor.action.inlineSuggest.commit', 'grasp.markAccepted'];
      const binding = { key: 'ctrl+alt+m', command: 'runCommands', args: { commands } };
      writeFileSync(join(workbench().host.dataDir, 'data', 'User', 'keybindings.json'), JSON.stringify([binding]));
      await workbench().reload();
    });

    async function rename(from: string, to: string): Promise<void> {
      const { page } = workbench();
      await page.keyboard.press('F2');
      const input = page.locator('.rename-box input');
      await input.waitFor();
      assert.equal(await input.inputValue(), from);
      await input.fill(to);
      await page.keyboard.press('Enter');
      await input.waitFor({ state: 'hidden' });
    }

    /** The confidences of what is recorded in a file, without guesses, which enter no total. */
    async function confidencesIn(name: string): Promise<string[]> {
      const found = await workbench().acceptancesIn(name);
      return found.map(({ confidence }) => confidence).filter((one) => one !== 'guess');
    }

    /** Waits until the edits of a file, which is closed, are counted under these origins and no others. */
    async function expectOrigins(name: string, expected: readonly Origin[]): Promise<void> {
      const end = Date.now() + 10_000;
      for (;;) {
        const found = await workbench().originsIn(name);
        if (isDeepStrictEqual(found, expected)) return;
        if (Date.now() > end) assert.deepEqual(found, expected);
        await workbench().page.waitForTimeout(100);
      }
    }

    it('never calls a rename AI: not in the file, not in another, not inside of accepted text', async () => {
      const { page, folder } = workbench();
      const before = await workbench().linesToday();
      writeFileSync(join(folder, 'scales.ts'), SCALES);
      await workbench().newFile('desk.ts', DESK);
      // Until the language server has read both files it renames in one alone.
      await page.locator('.squiggly-error').first().waitFor();
      await workbench().type(SIGNATURE);
      await workbench().seeGhostText();
      await page.keyboard.press(MARKING_KEY);
      await workbench().seeLinesToday(before + 4);

      await workbench().goTo(3, DESK.split('\n')[2]!.indexOf('mass') + 1);
      await rename('mass', 'weight_in_grams');
      await page.locator('.view-line', { hasText: 'load.weight_in_grams < 1' }).waitFor();
      await page.waitForTimeout(PAUSE);
      await page.keyboard.press(MARKING_KEY);
      await workbench().goTo(11, '  if ('.length + 1);
      await rename('value', 'wanted_number');
      await page.locator('.view-line', { hasText: 'return wanted_number > high' }).waitFor();
      await page.waitForTimeout(PAUSE);
      await page.keyboard.press(MARKING_KEY);

      const desk = await workbench().savedText('desk.ts');
      assert.deepEqual([desk.match(/weight_in_grams/gu)?.length, desk.match(/wanted_number/gu)?.length], [3, 4]);
      assert.match(readFileSync(join(folder, 'scales.ts'), 'utf8'), /readonly weight_in_grams: number/u);
      await workbench().command('View: Close Editor');
      // A rename in several files comes without the reason that one in a single file has.
      await expectOrigins('desk.ts', masked ? ['typed', 'unknown'] : ['tool', 'typed', 'unknown']);
      await expectOrigins('scales.ts', ['unknown']);
      assert.deepEqual([await confidencesIn('desk.ts'), await confidencesIn('scales.ts')], [['certain'], []]);
      assert.equal(await workbench().linesToday(), before + 4);
    });

    for (const { what, select, to, copy, result, masked: maskedOrigin } of drags) {
      it(`never calls text AI that was dragged and dropped: ${what}`, async () => {
        const { page } = workbench();
        const name = `${what}.ts`;
        await workbench().newFile(name, LINES);
        await workbench().goTo(2, 1);
        for (const key of select) await page.keyboard.press(key);
        if (copy) await page.keyboard.down('Control');
        await workbench().dragSelection('second', to);
        if (copy) await page.keyboard.up('Control');
        // Moved text is never taken for a completion; without reasons a copy is, if it is marked at once as one.
        if (copy) await page.waitForTimeout(PAUSE);
        await page.keyboard.press(MARKING_KEY);
        assert.equal(await workbench().savedText(name), result);
        await workbench().command('View: Close Editor');
        await expectOrigins(name, [masked ? maskedOrigin : 'tool']);
        assert.deepEqual(await confidencesIn(name), []);
      });
    }
  });
}
