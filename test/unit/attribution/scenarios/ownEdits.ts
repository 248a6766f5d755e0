import type { Scenario } from '../../../support/scenario.ts';
import { byKey, copied, key, pass, pasted, typed } from './steps.ts';

const LINES = 'one(1);\ntwo(2);\n';
const FILE = 'const first = 1;\n';
const KEY = { is: 'accept key', part: 'whole' } as const;

/** Typing and pasting, and accept keys that have nothing to accept. */
export const ownEdits: readonly Scenario[] = [
  { what: 'the first keys in a saved file', steps: typed('const'), seen: { others: { typed: 5 } } },
  {
    what: 'Enter with its indent, an automatic pair, a key over it, and Backspace',
    steps: [
      ...typed('if '),
      key('()'),
      key(')', ')'),
      ...typed(' {'),
      key('\n  ', '', 'behind'),
      key('', ' ', 'behind'),
    ],
    seen: { others: { typed: 11 } },
  },
  {
    what: 'keys at three cursors',
    text: 'alph\nalph\nalph\n',
    steps: [
      {
        ...key('x'),
        places: [
          { at: 0, over: 'alph', put: 'o' },
          { at: 5, over: 'alph', put: 'o' },
          { at: 10, over: 'alph', put: 'o' },
        ],
      },
    ],
    seen: { others: { typed: 3 } },
  },
  {
    what: 'a paste of one line',
    text: FILE,
    steps: [
      copied('const pasted = first + second + th(3);'),
      pasted([{ put: 'const pasted = first + second + th(3);' }], 'keyboard behind'),
    ],
    seen: { others: { pasted: 38 } },
  },
  {
    what: 'a paste of several lines',
    text: FILE,
    steps: [copied(LINES), pasted([{ put: LINES }], 'behind')],
    seen: { others: { pasted: 16 } },
  },
  {
    what: 'a paste of several lines that the editor indents',
    text: '{\n  ',
    steps: [copied('one(1);\r\ntwo(2);\r\n'), pasted([{ put: 'one(1);\n  two(2);\n  ' }], 'behind')],
    seen: { others: { pasted: 20 } },
  },
  {
    what: 'a paste of a line for each of three cursors',
    text: '\n\n',
    steps: [
      copied('one(1);\ntwo(2);\nthree(3);'),
      pasted(
        [
          { at: 0, put: 'one(1);' },
          { at: 1, put: 'two(2);' },
          { at: 2, put: 'three(3);' },
        ],
        'keyboard behind',
      ),
    ],
    seen: { others: { pasted: 23 } },
  },
  {
    what: 'a paste of several lines where the clipboard can not be read',
    text: FILE,
    steps: [{ is: 'clipboard', holds: { kind: 'unreadable' } }, pasted([{ put: LINES }], 'behind')],
    seen: { others: { pasted: 16 } },
    masked: { accepted: ['completion, guess: 2 lines, 16 characters, kept'] },
  },
  {
    what: 'a paste of several lines where the clipboard is not to be read',
    text: FILE,
    steps: [{ is: 'clipboard', holds: { kind: 'off' } }, pasted([{ put: LINES }], 'behind')],
    seen: { others: { pasted: 16 } },
    masked: { others: { unknown: 16 } },
  },
  {
    what: 'a paste of several lines, and 400 ms later an accept key that only jumps',
    text: FILE,
    steps: [copied(LINES), pasted([{ put: LINES }], 'behind'), pass(400), KEY],
    seen: { others: { pasted: 16 } },
  },
  {
    what: 'a paste of one line, and an accept key right after it',
    text: FILE,
    steps: [copied('pasted(1);'), pasted([{ put: 'pasted(1);' }], 'keyboard behind'), KEY],
    seen: { others: { pasted: 10 } },
  },
  {
    what: 'an accept key without any edit',
    text: FILE,
    steps: [KEY, ...typed('x'), KEY],
    seen: { others: { typed: 1 } },
  },
  {
    what: 'a copy of an accepted completion in another file',
    text: FILE,
    steps: [
      ...byKey({ put: LINES }),
      pass(1_000),
      copied(LINES),
      { ...pasted([{ put: LINES }], 'behind'), file: 'b.ts' },
    ],
    seen: { accepted: ['completion, certain: 2 lines, 16 characters, kept'], others: { pasted: 16 } },
  },
  {
    what: 'a paste that is undone and redone',
    text: FILE,
    steps: [copied(LINES), pasted([{ put: LINES }], 'behind'), pass(500), { is: 'undo' }, { is: 'redo' }],
    seen: { others: { pasted: 16, restored: 16 } },
  },
  {
    what: 'a deletion that is undone, and an accept key right after it',
    text: 'one(1);\ntwo(2);\n',
    steps: [key('', 'one(1);\ntwo(2);\n', 'behind'), pass(500), { is: 'undo' }, KEY],
    seen: { others: { typed: 0, restored: 16 } },
  },
  {
    what: 'a save after typing',
    text: FILE,
    steps: [...typed('x'), pass(500), { is: 'save' }],
    seen: { others: { typed: 1 } },
  },
];
