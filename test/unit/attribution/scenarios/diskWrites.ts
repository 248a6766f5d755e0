import type { Scenario } from '../../../support/scenario.ts';
import { byKey, pass, reverted, terminal, typed, written } from './steps.ts';

const FILE = 'const a = 1;\nconst b = 2;\nconst c = 3;\n';
const TWO = { at: 10, over: '1;\nconst b = 2;\nconst c = 3', put: '10;\nconst b = 2;\nconst c = 30' };
const MORE = { put: 'const d = 4;\nconst e = 5;\n' };
const CLAUDE = terminal('npx claude -p "go on"');
const COMMITTED = { is: 'committed', texts: [FILE] } as const;
const GIT = { is: 'git' } as const;
const PROBABLE = 'agent, probable: 2 lines, 26 characters, kept';
const CERTAIN = 'agent, certain: 2 lines, 26 characters, kept';
const byAgent = written('agent on the disk', MORE);

/** What reaches the editor by way of the disk: by agents in a terminal, by git, by whatever else writes there. */
export const diskWrites: readonly Scenario[] = [
  {
    what: 'an agent in the terminal that appends lines',
    text: FILE,
    steps: [COMMITTED, CLAUDE, pass(4_000), byAgent],
    seen: { accepted: [PROBABLE] },
  },
  {
    what: 'an agent in the terminal that changes two distant lines, of which only what is new counts',
    text: FILE,
    steps: [COMMITTED, CLAUDE, pass(4_000), written('agent on the disk', TWO)],
    seen: { accepted: ['agent, probable: 2 lines, 2 characters, kept'] },
  },
  {
    what: 'an agent whose last write is told of after its end',
    text: FILE,
    steps: [COMMITTED, CLAUDE, pass(4_000), terminal(undefined), pass(500), byAgent],
    seen: { accepted: [PROBABLE] },
  },
  {
    what: 'an agent that writes three times, each time more',
    text: FILE,
    steps: [
      ...[COMMITTED, CLAUDE, pass(4_000), byAgent, pass(300)],
      ...[
        written('agent on the disk', { put: 'f(6);\n' }),
        pass(2_000),
        written('agent on the disk', { put: 'g(7);\n' }),
      ],
    ],
    // Two writes of which the first one was judged behind the second are still two.
    seen: {
      accepted: [
        PROBABLE,
        'agent, probable: 1 lines, 6 characters, kept',
        'agent, probable: 1 lines, 6 characters, kept',
      ],
    },
    masked: {
      accepted: [
        PROBABLE,
        'agent, probable: 1 lines, 6 characters, kept',
        'agent, probable: 1 lines, 6 characters, kept',
      ],
    },
  },
  {
    what: 'an agent that writes what git has, and more',
    text: 'const a = 1;\n',
    steps: [
      COMMITTED,
      CLAUDE,
      pass(4_000),
      written('agent on the disk', { put: 'const b = 2;\nconst c = 3;\nconst d = 4;\n' }),
    ],
    seen: { accepted: ['agent, probable: 1 lines, 13 characters, kept'] },
  },
  {
    what: 'an agent that is known by its report alone, which comes after the write',
    text: FILE,
    steps: [byAgent, pass(2_000), { is: 'report', id: 'one' }, { is: 'report', id: 'one' }],
    seen: { accepted: [CERTAIN] },
  },
  {
    what: 'an agent whose report comes before the write is told of',
    text: FILE,
    steps: [{ is: 'report', id: 'one', inserted: 'const d = 4;\r\nconst e = 5;' }, pass(3_000), byAgent],
    seen: { accepted: [CERTAIN] },
  },
  {
    what: 'an agent in the terminal whose report confirms what was probable',
    text: FILE,
    steps: [COMMITTED, CLAUDE, pass(4_000), byAgent, pass(3_000), { is: 'report', id: 'one' }],
    seen: { accepted: [CERTAIN] },
  },
  {
    what: 'an agent whose report is made after a checkout, and so of what that brought',
    text: FILE,
    steps: [GIT, written('git', MORE), pass(200), { is: 'report', id: 'one' }],
    seen: { others: { restored: 26 } },
  },
  {
    what: 'an agent whose report is of another content',
    text: FILE,
    steps: [
      { is: 'report', id: 'one', inserted: 'elsewhere()' },
      { is: 'report', id: 'two' },
      written('external', MORE),
    ],
    seen: { others: { external: 26 } },
  },
  {
    what: 'a report that comes much later than the write',
    text: FILE,
    steps: [written('external', MORE), pass(11_000), { is: 'report', id: 'one' }],
    seen: { others: { external: 26 } },
  },
  {
    what: 'a write from outside without an agent',
    text: FILE,
    steps: [COMMITTED, terminal('npm run dev'), pass(4_000), written('external', MORE)],
    seen: { others: { external: 26 } },
  },
  {
    what: 'a write long after an agent has ended',
    text: FILE,
    steps: [COMMITTED, CLAUDE, pass(4_000), terminal(undefined), pass(5_000), written('external', MORE)],
    seen: { others: { external: 26 } },
  },
  {
    what: 'a formatter that somebody calls in another terminal while an agent is at work',
    text: FILE,
    steps: [COMMITTED, CLAUDE, pass(4_000), terminal('npx prettier --write .', 1), pass(500), written('tool', TWO)],
    seen: { others: { external: 29 } },
  },
  {
    what: 'a checkout while an agent is at work',
    text: 'const a = 1;\n',
    steps: [COMMITTED, CLAUDE, pass(4_000), GIT, written('git', { put: FILE.slice(13) })],
    seen: { others: { restored: 26 } },
  },
  {
    what: 'a checkout without an agent',
    text: 'const a = 1;\n',
    steps: [COMMITTED, GIT, written('git', { put: FILE.slice(13) })],
    seen: { others: { restored: 26 } },
  },
  {
    what: 'a stash that is taken back while an agent is at work',
    text: FILE,
    steps: [COMMITTED, CLAUDE, pass(4_000), written('git', MORE), GIT],
    seen: { others: { restored: 26 } },
  },
  {
    what: 'a long merge of which git tells at its end alone',
    text: FILE,
    steps: [COMMITTED, CLAUDE, pass(4_000), written('git', MORE), pass(100), { is: 'git', goesOn: true }],
    seen: { others: { restored: 26 } },
  },
  {
    what: 'a discard of what an agent wrote, of which nobody tells but the text itself',
    text: FILE,
    steps: [
      ...[COMMITTED, CLAUDE, pass(4_000), byAgent, pass(3_000)],
      written('git', { before: 'const d', over: MORE.put, put: '' }),
    ],
    seen: { accepted: ['agent, probable: 2 lines, 26 characters, deleted'], others: { restored: 0 } },
  },
  {
    what: 'a line that an agent takes back to what is committed',
    text: FILE.replace('b = 2', 'b = 22222'),
    steps: [
      COMMITTED,
      CLAUDE,
      pass(4_000),
      written('git', { before: 'const b', over: 'const b = 22222', put: 'const b = 2' }),
    ],
    seen: { others: { restored: 11 } },
  },
  {
    what: 'unsaved edits that are reverted while an agent is at work',
    text: FILE,
    steps: [CLAUDE, pass(4_000), ...typed('x = 2;'), pass(1_000), reverted({ over: 'x = 2;', put: 'disk(2);\n' })],
    seen: { others: { typed: 6, external: 9 } },
  },
  {
    what: 'a write where nobody can tell what git has, as in a workspace that is not trusted',
    text: FILE,
    steps: [{ is: 'committed', texts: undefined }, CLAUDE, pass(4_000), written('external', MORE)],
    seen: { others: { external: 26 } },
  },
  {
    what: 'a completion in a file that an agent writes to right after',
    text: FILE,
    steps: [
      ...[
        COMMITTED,
        CLAUDE,
        pass(4_000),
        ...byKey({ put: 'one(1);\ntwo(2);\n' }),
        pass(1_000),
        { is: 'save' } as const,
      ],
      ...[pass(1_000), written('agent on the disk', { put: 'three(3);\n' })],
    ],
    seen: {
      accepted: ['completion, certain: 2 lines, 16 characters, kept', 'agent, probable: 1 lines, 10 characters, kept'],
    },
  },
  {
    what: 'a write of your own, by another editor, while an agent is at work',
    text: FILE,
    steps: [
      COMMITTED,
      terminal('vim a.ts', 1),
      pass(70_000),
      CLAUDE,
      pass(4_000),
      written('own write beside an agent', MORE),
    ],
    seen: { accepted: [PROBABLE] },
  },
  {
    what: 'a write of your own, by another editor that was just called, while an agent is at work',
    text: FILE,
    steps: [
      COMMITTED,
      CLAUDE,
      pass(4_000),
      terminal('vim a.ts', 1),
      pass(4_000),
      written('own write beside an agent', MORE),
    ],
    seen: { others: { external: 26 } },
  },
];
