import assert from 'node:assert/strict';
import { EditComparison } from '../../../src/domain/attribution/editComparison.ts';
import type { EditFact, SelectionCause, TextChange } from '../../../src/domain/attribution/editFact.ts';
import { newTexts } from '../../../src/domain/attribution/newText.ts';
import type { RecentChange } from '../../../src/domain/attribution/recentChanges.ts';
import {
  couldBeFromList,
  isPasteOf,
  judgeUnmarked,
  looksLikeCompletion,
} from '../../../src/domain/attribution/unmarkedChange.ts';
import { editFact, textChange } from '../../support/fakes.ts';

interface Shape {
  changes: Partial<TextChange>[];
  fact?: Partial<EditFact>;
  selection?: SelectionCause;
  caretBehind?: boolean;
}

function change({ changes, fact, selection, caretBehind }: Shape): RecentChange {
  const whole = editFact({ changes: changes.map(textChange), ...fact });
  const comparison = new EditComparison(whole.changes);
  return {
    key: '1',
    fact: whole,
    at: 0,
    comparison,
    texts: newTexts(whole.changes, comparison),
    selection,
    caretBehind: caretBehind ?? false,
    caretAtText: false,
    chat: undefined,
    dirtied: false,
    state: 'open',
  };
}

/** Shapes measured in VS Code, each with what can be said of it without a reason from the editor. */
const MEASURED: [string, string, Shape][] = [
  ['a typed character', 'typed', { changes: [{ inserted: 'x' }], selection: 'keyboard' }],
  ['an automatic pair', 'typed', { changes: [{ inserted: '()' }], selection: 'keyboard' }],
  [
    'characters at several cursors',
    'typed',
    { changes: [{ inserted: 'x' }, { inserted: 'x' }], selection: 'keyboard' },
  ],
  ['Enter with its indent', 'typed', { changes: [{ inserted: '\n    ' }], selection: 'unnamed' }],
  ['Backspace', 'typed', { changes: [{ removed: 'x' }], selection: 'unnamed' }],
  ['Delete, which moves no caret', 'typed', { changes: [{ removed: 'x' }] }],
  ['a paste of one line', 'ask', { changes: [{ inserted: 'pasted text' }], selection: 'keyboard' }],
  ['a paste of several lines', 'ask', { changes: [{ inserted: 'a = 1;\nb = 2;\n' }], selection: 'unnamed' }],
  ['a formatter', 'tool', { changes: [{ inserted: ' ' }, { inserted: ' ' }, { removed: '  ' }] }],
  ['a formatter that rewrites a line', 'tool', { changes: [{ removed: 'a=1;', inserted: 'a = 1;' }] }],
  [
    'a moved line',
    'tool',
    {
      changes: [
        { line: 9, inserted: '\nmoved();' },
        { line: 7, removed: 'moved();\n' },
      ],
    },
  ],
  [
    'drag and drop',
    'tool',
    {
      changes: [
        { line: 9, inserted: 'word here' },
        { line: 8, removed: 'word here' },
      ],
    },
  ],
  ['lines that were sorted', 'tool', { changes: [{ removed: 'b;\n  a;\nb;', inserted: 'a;\nb;\nb;' }] }],
  ['as many characters in other lines', 'ask', { changes: [{ removed: 'a;\nb;\nb;', inserted: 'a;\na;\nb;' }] }],
  ['a word of the same length', 'ask', { changes: [{ removed: 'this word', inserted: 'that word' }] }],
  ['a reload from disk', 'external', { changes: [{ removed: 'old', inserted: 'new text' }], fact: { clean: true } }],
  ['an edit of a document elsewhere', 'ask', { changes: [{ inserted: 'far away' }], fact: { active: false } }],
];

describe('a change that no mark claims', () => {
  for (const [what, verdict, shape] of MEASURED) {
    it(`that is ${what} is judged "${verdict}"`, () => {
      assert.equal(judgeUnmarked(change(shape)), verdict);
    });
  }

  it('that is the first edit of a saved file is no reload', () => {
    const first = change({ changes: [{ inserted: 'x' }], fact: { clean: true }, selection: 'keyboard' });
    first.dirtied = true;
    assert.equal(judgeUnmarked(first), 'typed');
  });
});

describe('the shape of a completion', () => {
  const shape: Shape = { changes: [{ inserted: 'a + b;\n}' }], selection: 'unnamed', caretBehind: true };

  it('is one event of more than a word at the caret, which moved behind it for no named cause', () => {
    assert.ok(looksLikeCompletion(change(shape)));
  });

  const others: [string, Shape][] = [
    ['by the keyboard', { ...shape, selection: 'keyboard' }],
    ['that the caret does not stand behind', { ...shape, caretBehind: false }],
    ['of a document without the caret', { ...shape, fact: { active: false } }],
    ['of a single word', { ...shape, changes: [{ inserted: 'toString' }] }],
    ['of a call', { ...shape, changes: [{ inserted: 'toString()' }] }],
    ['by undo', { ...shape, fact: { history: 'undo' } }],
    ['of white space', { ...shape, changes: [{ inserted: '\n\n' }] }],
  ];
  for (const [what, other] of others) {
    it(`is not that of a change ${what}`, () => {
      assert.ok(!looksLikeCompletion(change(other)));
    });
  }
});

describe('the comparison with the clipboard', () => {
  it('finds a paste with other line breaks, indentation and a last line break more or less', () => {
    const pasted = change({ changes: [{ inserted: '    one();\n    two();' }] });
    assert.ok(isPasteOf('one();\r\n  two();\r\n', pasted));
    assert.ok(!isPasteOf('one();', pasted));
    assert.ok(!isPasteOf('', change({ changes: [{ inserted: '\n' }] })));
  });

  it('finds the same text, or a line each, at several cursors', () => {
    const same = [{ inserted: 'x();' }, { inserted: 'x();' }];
    assert.ok(isPasteOf('x();', change({ changes: same })));
    assert.ok(isPasteOf('a\nb', change({ changes: [{ inserted: 'b' }, { inserted: 'a' }] })));
    assert.ok(!isPasteOf('a\nb', change({ changes: [{ inserted: 'b' }, { inserted: 'c' }] })));
  });
});

describe('what the suggestion list inserts too', () => {
  const fromList: [string, Shape][] = [
    ['a call without arguments', { changes: [{ removed: 'toS', inserted: 'toString()' }] }],
    ['a name', { changes: [{ inserted: 'größe_1' }] }],
    ['a path', { changes: [{ inserted: "./src/sum.ts'" }] }],
    ['a call with arguments', { changes: [{ removed: 'add', inserted: 'add(first, second)' }], caretBehind: true }],
    ['a snippet with a placeholder', { changes: [{ inserted: 'for (x of y) {\n}' }], selection: 'unnamed' }],
  ];
  for (const [what, shape] of fromList) {
    it(`is ${what}`, () => {
      assert.ok(couldBeFromList(change(shape)));
    });
  }

  it('is no expression, and no text of several lines behind which the caret stands', () => {
    assert.ok(!couldBeFromList(change({ changes: [{ inserted: 'a + b' }] })));
    const lines: Shape = { changes: [{ inserted: 'a();\nb();' }], selection: 'unnamed', caretBehind: true };
    assert.ok(!couldBeFromList(change(lines)));
  });
});
