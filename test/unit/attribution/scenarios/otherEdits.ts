import type { Scenario } from '../../../support/scenario.ts';
import { byKey, key, pass, reloaded, reverted, tool, typed } from './steps.ts';

const BODY = 'function add(a, b) {\n  return a+b;\n}';
const LOOP = 'for (const x of xs) {\n  \n}';
const FILE = 'const first = 1;\n';
const OTHER_EXTENSION = ['unknown', '', ''] as const;

/** What tools of the editor, other extensions and other programs do. */
export const otherEdits: readonly Scenario[] = [
  {
    what: 'a name from the suggestion list',
    text: FILE,
    steps: [...typed('zza'), tool(['suggest'], [{ over: 'zza', put: 'zzalpha' }], 'behind')],
    seen: { others: { typed: 3, tool: 7 } },
    masked: { others: { typed: 3, unknown: 7 } },
  },
  {
    what: 'a name from the suggestion list that is shown as grey text',
    text: FILE,
    steps: [
      ...typed('zza'),
      tool(['inlineCompletionAccept', '', ''], [{ over: 'zza', put: 'zzalpha' }], 'behind'),
      { is: 'accept key', part: 'whole', listIsGreyText: true },
    ],
    seen: { others: { typed: 3, tool: 7 } },
    masked: { accepted: ['completion, guess: 1 lines, 4 characters, kept'], others: { typed: 3 } },
  },
  {
    what: 'a call with arguments from the suggestion list',
    text: FILE,
    steps: [...typed('zza'), tool(['suggest'], [{ over: 'zza', put: 'zzalpha(first, second)' }], 'behind')],
    seen: { others: { typed: 3, tool: 22 } },
    masked: { accepted: ['completion, guess: 1 lines, 19 characters, kept'], others: { typed: 3 } },
  },
  {
    what: 'a call with arguments from the suggestion list that is shown as grey text',
    text: FILE,
    steps: [
      ...typed('zza'),
      tool(['inlineCompletionAccept', '', ''], [{ over: 'zza', put: 'zzalpha(first, second)' }], 'behind'),
      { is: 'accept key', part: 'whole', listIsGreyText: true },
    ],
    seen: { others: { typed: 3, tool: 22 } },
    masked: { accepted: ['completion, guess: 1 lines, 19 characters, kept'], others: { typed: 3 } },
  },
  {
    what: 'a snippet from the suggestion list that is shown as grey text',
    text: FILE,
    steps: [
      ...typed('for'),
      tool(['inlineCompletionAccept', '', ''], [{ over: 'for', put: '' }], 'behind'),
      tool(['snippet'], [{ put: LOOP }], 'behind', 'to a placeholder'),
      { is: 'accept key', part: 'whole', listIsGreyText: true },
    ],
    seen: { others: { typed: 3, tool: 26 } },
    masked: { accepted: ['completion, guess: 2 lines, 26 characters, kept'], others: { typed: 3 } },
  },
  {
    what: 'a name from the suggestion list that brings its import',
    text: FILE,
    steps: [
      ...typed('zza'),
      tool(['suggest'], [{ over: 'zza', put: 'zzalpha' }], 'behind'),
      pass(100),
      tool(
        ['unknown', 'suggestController.additionalTextEdits.sync'],
        [{ at: 0, put: "import { zzalpha } from 'zz';\n" }],
        'elsewhere',
      ),
    ],
    seen: { others: { typed: 3, tool: 37 } },
    masked: { others: { typed: 3, unknown: 37 } },
  },
  {
    what: 'a suggestion that a further key takes, which inserts nothing new',
    text: FILE,
    steps: [...typed('zzalpha'), tool(['suggest'], [{ over: 'zzalpha', put: 'zzalpha' }], 'behind'), key('.')],
    seen: { others: { typed: 8, tool: 7 } },
  },
  {
    what: 'a snippet with a placeholder',
    text: FILE,
    steps: [...typed('for'), tool(['suggest'], [{ over: 'for', put: LOOP }], 'behind', 'to a placeholder')],
    seen: { others: { typed: 3, tool: 26 } },
    masked: { others: { typed: 3, unknown: 26 } },
  },
  {
    what: 'an abbreviation of Emmet',
    steps: [
      ...typed('ul>li*2'),
      tool(['suggest'], [{ over: 'ul>li*2', put: '<ul>\n  <li></li>\n  <li></li>\n</ul>' }], 'behind', 'elsewhere'),
    ],
    seen: { others: { typed: 7, tool: 34 } },
    masked: { others: { typed: 7, unknown: 34 } },
  },
  {
    what: 'a tag that closes itself',
    steps: [...typed('<div>'), pass(120), tool(['snippet'], [{ put: '</div>' }], 'elsewhere')],
    seen: { others: { typed: 5, tool: 6 } },
    masked: { others: { typed: 5, unknown: 6 } },
  },
  {
    what: 'formatting on save, over an accepted completion',
    text: FILE,
    steps: [
      ...byKey({ put: BODY }),
      pass(2_000),
      tool(
        ['unknown', 'formatEditsCommand'],
        [
          { before: '+b', put: ' ' },
          { before: 'b;', put: ' ' },
        ],
      ),
      { is: 'save' },
    ],
    seen: { accepted: ['completion, certain: 3 lines, 36 characters, kept'], others: { tool: 2 } },
  },
  {
    what: 'formatting on typing',
    text: 'a=  1',
    steps: [
      key(';'),
      tool(
        ['unknown', 'formatEditsCommand'],
        [
          { before: '=', put: ' ' },
          { before: '  1', over: '  ', put: ' ' },
        ],
        'behind',
      ),
    ],
    seen: { others: { typed: 1, tool: 2 } },
    masked: { others: { typed: 3 } },
  },
  {
    what: 'white space and the last line break that saving mends',
    text: 'a = 1;  \nb = 2;',
    steps: [
      key(' '),
      tool(['unknown', 'pushEditOperation'], [{ before: '  \n', over: '  ', put: '' }], 'behind'),
      tool(['unknown', 'insertFinalNewLine'], [{ put: '\n', at: 14 }], 'behind'),
      { is: 'save' },
    ],
    seen: { others: { typed: 1, unknown: 0, tool: 1 } },
    masked: { others: { typed: 2 } },
  },
  {
    what: 'a symbol that is renamed inside of an accepted completion',
    text: 'alph();\n',
    steps: [
      ...byKey({ put: 'return alph + 1;\nalph();' }),
      pass(2_000),
      tool(
        ['unknown'],
        [
          { at: 0, over: 'alph', put: 'omeg' },
          { at: 15, over: 'alph', put: 'omeg' },
          { at: 25, over: 'alph', put: 'omeg' },
        ],
        'behind',
      ),
    ],
    seen: { accepted: ['completion, certain: 2 lines, 24 characters, kept, 0.6 left'], others: { unknown: 12 } },
  },
  {
    what: 'Replace All',
    text: 'const a = 1;\nconst b = 2;\n',
    steps: [
      tool(
        ['cursor', 'replaceAll'],
        [
          { at: 0, over: 'const', put: 'let it_be' },
          { at: 13, over: 'const', put: 'let it_be' },
        ],
      ),
    ],
    seen: { others: { tool: 18 } },
    masked: { others: { unknown: 18 } },
  },
  {
    what: 'accepted lines that are moved up',
    text: 'above();\n',
    steps: [
      ...byKey({ put: 'first(1);\nsecond(2);' }),
      pass(2_000),
      tool(
        ['cursor', 'moveLinesUpAction'],
        [
          { at: 28, put: '\nabove();' },
          { at: 0, over: 'above();\n', put: '' },
        ],
        'behind',
      ),
    ],
    seen: { accepted: ['completion, certain: 2 lines, 20 characters, kept'], others: { tool: 9 } },
  },
  {
    what: 'text that is dragged elsewhere',
    text: 'one(first, second);\ntwo();\n',
    steps: [
      tool(
        ['cursor', 'editor.contrib.dragAndDrop'],
        [
          { before: '();', put: 'first, ' },
          { before: 'first', over: 'first, ', put: '' },
        ],
        'behind',
      ),
    ],
    seen: { others: { tool: 7 } },
  },
  {
    what: 'a line that becomes a comment',
    text: 'one(1);\n',
    steps: [tool(['cursor', 'commentLine'], [{ at: 0, put: '// ' }], 'behind')],
    seen: { others: { tool: 3 } },
    masked: { others: { unknown: 3 } },
  },
  {
    what: 'a block comment',
    text: 'one(1);',
    steps: [
      tool(
        ['cursor', 'blockComment'],
        [
          { at: 0, put: '/* ' },
          { at: 7, put: ' */' },
        ],
        'behind',
      ),
    ],
    seen: { others: { tool: 6 } },
    masked: { others: { unknown: 6 } },
  },
  {
    what: 'a line that is duplicated',
    text: 'one(1, 2);\n',
    steps: [tool(['cursor', 'copyLinesDownAction'], [{ at: 0, put: 'one(1, 2);\n' }], 'behind')],
    seen: { others: { tool: 11 } },
    masked: { accepted: ['completion, guess: 1 lines, 11 characters, kept'] },
  },
  {
    what: 'lines that are sorted',
    text: 'two(2);\none(1);\n',
    steps: [
      tool(['cursor', 'sortLinesAscending'], [{ at: 0, over: 'two(2);\none(1);', put: 'one(1);\ntwo(2);' }], 'behind'),
    ],
    seen: { others: { tool: 15 } },
  },
  {
    what: 'a name that becomes upper case',
    text: 'value = 1;\n',
    steps: [tool(['unknown', 'editor.action.transformToUppercase'], [{ at: 0, over: 'value', put: 'VALUE' }])],
    seen: { others: { tool: 5 } },
    masked: { others: { unknown: 5 } },
  },
  {
    what: 'a quick fix',
    text: 'const a = 1;\na = 2;\n',
    steps: [tool(['codeAction'], [{ at: 0, over: 'const', put: 'let' }])],
    seen: { others: { tool: 3 } },
    masked: { others: { unknown: 3 } },
  },
  {
    what: 'other line breaks for the whole file',
    text: 'one(1);\ntwo(2);\n',
    steps: [tool(['eolChange'], [{ at: 0, over: 'one(1);\ntwo(2);\n', put: 'one(1);\ntwo(2);\n' }])],
    seen: { others: { tool: 16 } },
  },
  {
    what: "another extension's edit at the caret",
    text: FILE,
    steps: [tool(OTHER_EXTENSION, [{ put: 'one(1);\ntwo(2);\n' }], 'behind')],
    seen: { others: { unknown: 16 } },
    masked: { accepted: ['completion, guess: 2 lines, 16 characters, kept'] },
  },
  {
    what: "another extension's edit away from the caret",
    text: FILE,
    steps: [tool(['unknown', 'MainThreadTextEditor'], [{ at: 0, put: '// one two\n' }])],
    seen: { others: { unknown: 11 } },
  },
  {
    what: "another extension's edit of a file that nobody sees",
    text: FILE,
    steps: [
      { ...tool(['unknown', 'pushEditOperation'], [{ at: 0, put: '// one two\n' }]), file: 'hidden.ts', hidden: true },
    ],
    seen: { others: { unknown: 11 } },
  },
  {
    what: 'an extension that presses keys',
    text: FILE,
    steps: Array.from('go()', (put) => tool(['cursor', 'type'], [{ put }], 'behind')),
    seen: { others: { typed: 4 } },
  },
  {
    what: 'a write from outside that changes two distant lines',
    text: 'a = 1;\nb = 2;\nc = 3;\n',
    steps: [reloaded({ at: 0, over: 'a = 1;\nb = 2;\nc = 3;', put: 'a = 10;\nb = 2;\nc = 30;' })],
    seen: { others: { external: 22 } },
  },
  {
    what: 'a checkout that takes an accepted completion away',
    text: FILE,
    steps: [
      ...byKey({ put: 'one(1);\ntwo(2);\n' }),
      pass(1_000),
      { is: 'save' },
      pass(1_000),
      reloaded({ before: 'one', over: 'one(1);\ntwo(2);\n', put: '' }),
    ],
    seen: { accepted: ['completion, certain: 2 lines, 16 characters, deleted'], others: { external: 0 } },
  },
  {
    what: 'unsaved edits that are reverted to what is on the disk',
    text: FILE,
    steps: [...typed('x = 2;'), pass(1_000), reverted({ over: 'x = 2;', put: 'disk(2);\n' })],
    seen: { others: { typed: 6, external: 9 } },
  },
];
