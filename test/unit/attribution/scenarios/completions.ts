import type { Scenario } from '../../../support/scenario.ts';
import { byKey, byMouse, key, partByKey, pass, typed } from './steps.ts';

const BODY = 'function add(a, b) {\n  return a + b;\n}';
const FILE = 'const first = 1;\n';

/** Completions and suggested edits that are accepted. */
export const completions: readonly Scenario[] = [
  {
    what: 'a completion that sends the typed start of its line again',
    text: FILE,
    steps: [...typed('functi'), ...byKey({ over: 'functi', put: BODY })],
    seen: { accepted: ['completion, certain: 3 lines, 32 characters, kept'], others: { typed: 6 } },
  },
  {
    what: 'the first completion of a session, whose mark comes after three more keys',
    text: FILE,
    cold: true,
    steps: [byKey({ put: BODY })[0]!, ...typed('//q'), pass(300), { is: 'accept key', part: 'whole' }],
    seen: { accepted: ['completion, certain: 3 lines, 38 characters, kept'], others: { typed: 3 } },
  },
  {
    what: 'a completion, its mark and further keys that arrive at once after a stall',
    text: FILE,
    steps: [{ is: 'stall' }, ...byKey({ put: BODY }), ...typed('//')],
    seen: { accepted: ['completion, certain: 3 lines, 38 characters, kept'], others: { typed: 2 } },
  },
  {
    what: 'a word, a line and the rest, which sends all of it again',
    text: FILE,
    steps: [
      ...typed('ret'),
      ...partByKey({ put: 'urn sum' }),
      pass(900),
      ...partByKey({ put: '(a,\n' }),
      pass(900),
      ...byKey({ over: 'return sum(a,\n', put: 'return sum(a,\n  b,\n);' }),
    ],
    seen: { accepted: ['completion, certain: 3 lines, 18 characters, kept'], others: { typed: 3 } },
  },
  {
    what: 'the closing bracket of a completion as a part of its own',
    text: FILE,
    steps: [...partByKey({ put: 'call' }), ...partByKey({ put: '(' }), ...partByKey({ put: ')' })],
    seen: { accepted: ['completion, certain: 1 lines, 6 characters, kept'] },
  },
  {
    what: 'a suggested edit of two places, away from the caret',
    text: 'sum = a - b;\n// end\n',
    steps: [...byKey({ before: ' - b', over: ' -', put: ' +' }, { before: '\n// end', put: ' // fixed' })],
    seen: { accepted: ['completion, certain: 1 lines, 10 characters, kept'] },
  },
  {
    what: 'a suggested edit that only deletes',
    text: 'sum = a + a + b;\n',
    steps: byKey({ before: ' + a', over: ' + a', put: '' }),
    seen: {},
    masked: { others: { typed: 0 } },
  },
  {
    what: 'a suggested edit that exchanges one character',
    text: 'sum = a - b;\n',
    steps: byKey({ before: '- b', over: '-', put: '+' }),
    seen: { accepted: ['completion, certain: 1 lines, 1 characters, kept'] },
  },
  {
    what: 'a completion at three cursors',
    text: '\n\n',
    steps: byKey({ at: 0, put: 'call(one);' }, { at: 1, put: 'call(one);' }, { at: 2, put: 'call(one);' }),
    seen: { accepted: ['completion, certain: 3 lines, 30 characters, kept'] },
  },
  {
    what: 'a completion of characters beyond the basic plane',
    text: '// 👩‍🚀 𝒜\n',
    steps: [...typed('𝒳 = '), ...byKey({ put: "'🦊🦊' + 𝒳;" })],
    seen: { accepted: ['completion, certain: 1 lines, 12 characters, kept'], others: { typed: 5 } },
  },
  {
    what: 'a completion of one name',
    text: FILE,
    steps: [...typed('fir'), ...byKey({ put: 'st' })],
    seen: { accepted: ['completion, certain: 1 lines, 2 characters, kept'], others: { typed: 3 } },
  },
  {
    what: 'completions one after the other, with typing between them',
    text: FILE,
    steps: [
      ...typed('if ('),
      ...byKey({ put: 'first > 0) {' }),
      key('\n  ', '', 'behind'),
      ...byKey({ put: 'return first;' }),
      pass(2_000),
      key('\n', '', 'behind'),
      ...byKey({ put: '}' }),
    ],
    seen: {
      accepted: [
        'completion, certain: 1 lines, 12 characters, kept',
        'completion, certain: 1 lines, 13 characters, kept',
        'completion, certain: 1 lines, 1 characters, kept',
      ],
      others: { typed: 8 },
    },
    masked: {
      accepted: [
        'completion, certain: 1 lines, 12 characters, kept',
        'completion, certain: 1 lines, 13 characters, kept',
      ],
      others: { typed: 9 },
    },
  },
  {
    what: 'a completion that is undone and redone',
    text: FILE,
    steps: [...byKey({ put: BODY }), pass(1_000), { is: 'undo' }, pass(1_000), { is: 'redo' }],
    seen: { accepted: ['completion, certain: 3 lines, 38 characters, kept'], others: { restored: 38 } },
  },
  {
    what: 'a completion that is undone',
    text: FILE,
    steps: [...byKey({ put: BODY }), pass(1_000), { is: 'undo' }],
    seen: { accepted: ['completion, certain: 3 lines, 38 characters, reverted'], others: { restored: 0 } },
  },
  {
    what: 'a completion that is undone before its mark arrives',
    text: FILE,
    steps: [byKey({ put: BODY })[0]!, { is: 'undo' }, { is: 'accept key', part: 'whole' }],
    seen: { accepted: ['completion, certain: 3 lines, 38 characters, reverted'], others: { restored: 0 } },
  },
  {
    what: 'a click on Accept beside a completion of several lines',
    text: FILE,
    steps: [...typed('functi'), ...byMouse({ over: 'functi', put: BODY })],
    seen: { accepted: ['completion, certain: 3 lines, 32 characters, kept'], others: { typed: 6 } },
    masked: { accepted: ['completion, guess: 3 lines, 32 characters, kept'], others: { typed: 6 } },
  },
  {
    what: 'a click on Accept beside a completion of one line',
    text: FILE,
    steps: [...typed('const '), ...byMouse({ put: 'second = first + 1;' })],
    seen: { accepted: ['completion, certain: 1 lines, 19 characters, kept'], others: { typed: 6 } },
    masked: { accepted: ['completion, guess: 1 lines, 19 characters, kept'], others: { typed: 6 } },
  },
  {
    what: 'a click on Accept beside a completion of one name',
    text: FILE,
    steps: [...typed('fir'), ...byMouse({ put: 'st' })],
    seen: { accepted: ['completion, certain: 1 lines, 2 characters, kept'], others: { typed: 3 } },
    masked: { others: { typed: 3, unknown: 2 } },
  },
  {
    what: 'a click in the gutter on a suggested edit of two places',
    text: 'sum = a - b;\n// end\n',
    steps: byMouse({ before: ' - b', over: ' -', put: ' +' }, { before: '\n// end', put: ' // fixed' }),
    seen: { accepted: ['completion, certain: 1 lines, 10 characters, kept'] },
    masked: { accepted: ['completion, guess: 1 lines, 10 characters, kept'] },
  },
  {
    what: 'a completion that is typed through, letter by letter',
    text: FILE,
    steps: typed('return first;'),
    seen: { others: { typed: 13 } },
  },
];
