import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Acceptance } from '../../../src/domain/attribution/acceptance.ts';
import type { Origin } from '../../../src/domain/attribution/origin.ts';
import { EDITS_COUNTED, type EditsCounted } from '../../../src/domain/events/editsCounted.ts';
import { sum } from '../figures.ts';
import { StandInDocument, type ContentChange } from '../standIn/document.ts';
import { codeLines, randomNumbers } from '../standIn/random.ts';
import { WakaTimeRules } from '../standIn/wakaTimeRules.ts';
import { changeEvent, COMPLETION, selectionEvent, show, type ChangeEvent } from './editor.ts';
import { InTurn, type Compared } from './inTurn.ts';
import { PROJECT, Session } from './session.ts';
import { memoryInUse, watchTimers } from './watch.ts';

const LINES = 2_000;
const PASTED = 'const first = one();\nconst second = two();\nconst third = three();\n';
/** Places that the formatter mends in one event. */
const FORMATTED = 200;
const UNDO = 1;
/** Longer than any change waits to be judged, in milliseconds. */
const SETTLED = 2_000;
/** Documents that a checkout changes: as many as if all of them were open. */
const SWITCHED = 10_000;
const CLOSED_AT_ONCE = 1_000;
/** Longer than the journal gathers what it writes. */
const WRITTEN = 500;

type Random = (below: number) => number;

interface Kind {
  readonly title: string;
  readonly times: number;
  /** what is recorded of it, without the editor's reasons */
  readonly recorded: Origin | 'accepted';
  /** Does it once, and hands on the one event that counts. */
  act(given: { session: Session; document: StandInDocument; random: Random; give: (event: ChangeEvent) => void }): void;
}

const KINDS: readonly Kind[] = [
  {
    title: 'key',
    times: 1_000,
    recorded: 'typed',
    act: ({ session, document, random, give }) => {
      const change = insertSomewhere(document, random, 'x');
      give(changeEvent(document, [change], undefined));
      session.vscode.selected.fire(selectionEvent(document, change, true));
    },
  },
  {
    title: 'paste of 3 lines',
    times: 150,
    recorded: 'pasted',
    act: ({ session, document, random, give }) => {
      session.vscode.copied = PASTED;
      const change = insertSomewhere(document, random, PASTED);
      give(changeEvent(document, [change], undefined));
      session.vscode.selected.fire(selectionEvent(document, change, false));
    },
  },
  {
    title: 'accepted completion of 3 lines',
    times: 150,
    recorded: 'accepted',
    act: ({ session, document, random, give }) => {
      const change = insertSomewhere(document, random, COMPLETION);
      give(changeEvent(document, [change], undefined));
      session.vscode.selected.fire(selectionEvent(document, change, false));
      session.mark();
    },
  },
  {
    title: 'undo of one',
    times: 150,
    recorded: 'restored',
    act: ({ session, document, random, give }) => {
      const { range, text } = insertSomewhere(document, random, '// a comment');
      session.vscode.changed.fire(changeEvent(document, [{ range, rangeOffset: 0, rangeLength: 0, text }], undefined));
      const end = { line: range.start.line, character: range.start.character + text.length };
      give({ ...changeEvent(document, [document.replace(range.start, end, '')], undefined), reason: UNDO });
    },
  },
  {
    title: `formatter, ${String(FORMATTED)} places`,
    times: 30,
    recorded: 'tool',
    act: ({ document, give }) => {
      const start = (line: number): { line: number; character: number } => ({ line, character: 0 });
      const changes = Array.from({ length: FORMATTED }, (_, at) =>
        document.insert(start((FORMATTED - at) * Math.floor(LINES / FORMATTED) - 1), '  '),
      );
      give(changeEvent(document, changes, undefined));
    },
  },
  {
    title: 'whole file replaced, 2 lines changed',
    times: 20,
    recorded: 'unknown',
    act: ({ document, random, give }) => {
      give(changeEvent(document, [rewrite(document, random)], undefined));
    },
  },
  {
    title: 'reload from the disk, 2 lines changed',
    times: 20,
    recorded: 'external',
    act: ({ document, random, give }) => {
      document.isDirty = false;
      give(changeEvent(document, [rewrite(document, random)], undefined));
    },
  },
];

function insertSomewhere(document: StandInDocument, random: Random, text: string): ContentChange {
  const line = random(document.lineCount);
  return document.insert({ line, character: document.lengthOf(line) }, text);
}

function rewrite(document: StandInDocument, random: Random): ContentChange {
  const lines = Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line).text);
  for (const at of [500, 1_500]) lines[at] = codeLines(1, random)[0] ?? '';
  return document.rewrite(lines);
}

export interface KindsInput {
  readonly stage: string;
  readonly storage: string;
}

export interface KindResult {
  readonly title: string;
  readonly change: Compared;
  /** what callbacks of timers take later, in milliseconds an event */
  readonly later: number;
}

export interface KindsResult {
  readonly kinds: readonly KindResult[];
  /** a checkout of many documents, all of them open */
  readonly switched: KindResult & { readonly heap: number };
}

/** One edit of each kind after the other, each kind in a document of its own, on a host that gives no reasons. */
export async function kinds({ stage, storage }: KindsInput): Promise<KindsResult> {
  const timers = watchTimers();
  const session = new Session({ stage, extension: 'grasp', storage });
  const wakaTime = new WakaTimeRules();
  const inTurn = (): InTurn =>
    new InTurn(session.vscode.changed.listener, wakaTime.changed as (event: unknown) => void);
  const results: KindResult[] = [];
  for (const kind of KINDS) {
    timers.length = 0;
    const { spreads } = await doOften(session, kind, inTurn());
    results.push({ title: kind.title, change: spreads, later: sum(timers) / kind.times });
  }
  timers.length = 0;
  const before = memoryInUse();
  const change = await switchBranch(session, inTurn());
  const later = sum(timers) / SWITCHED;
  const heap = memoryInUse().heap - before.heap;
  const accepted = await session.acceptances();
  await session.end();
  assertRecorded(session, accepted);
  return { kinds: results, switched: { title: 'checkout', change, later, heap } };
}

async function doOften(session: Session, kind: Kind, inTurn: InTurn): Promise<InTurn> {
  const random = randomNumbers(5);
  const document = new StandInDocument(fileOf(kind.title), codeLines(LINES, random));
  show(session.vscode, document);
  const give = (event: ChangeEvent): void => {
    inTurn.give(event);
  };
  for (let time = 0; time < kind.times; time += 1) {
    kind.act({ session, document, random, give });
    await delay(2);
  }
  await delay(SETTLED);
  session.vscode.closed.fire(document);
  return inTurn;
}

async function switchBranch({ vscode }: Session, inTurn: InTurn): Promise<Compared> {
  const random = randomNumbers(6);
  const documents = Array.from({ length: SWITCHED }, (_, at) => {
    const document = new StandInDocument(fileOf(`switched${String(at)}`), codeLines(20, random));
    document.isDirty = false;
    vscode.opened.fire(document);
    return document;
  });
  vscode.active = undefined;
  for (const document of documents) {
    const change = document.replace({ line: 9, character: 0 }, { line: 10, character: 0 }, 'const other = branch();\n');
    inTurn.give(changeEvent(document, [change], undefined));
  }
  await delay(SETTLED);
  for (const [at, document] of documents.entries()) {
    vscode.closed.fire(document);
    // Nobody closes them all at once: what waits for the disk is bounded.
    if (at % CLOSED_AT_ONCE === 0) await delay(WRITTEN);
  }
  return inTurn.spreads;
}

/** The figures are of what they claim: each kind is recorded as what it is, and every time. */
function assertRecorded(session: Session, acceptances: readonly Acceptance[]): void {
  const counted = session.events().flatMap(({ k, p }) => (k === EDITS_COUNTED ? [p as unknown as EditsCounted] : []));
  const editsOf = (title: string, origin: Origin): number => {
    const ofFile = counted.filter(({ uri }) => uri === `file://${fileOf(title)}`);
    return sum(ofFile.map(({ counts }) => counts[origin]?.edits ?? 0));
  };
  for (const { title, recorded, times } of KINDS) {
    const accepted = acceptances.filter(({ uri }) => uri === `file://${fileOf(title)}`).length;
    assert.equal(recorded === 'accepted' ? accepted : editsOf(title, recorded), times, `${title} as ${recorded}`);
  }
  const switched = counted.filter(({ uri, counts }) => uri.includes('/switched') && counts.external?.edits === 1);
  assert.equal(switched.length, SWITCHED, 'documents that a checkout changed');
}

function fileOf(title: string): string {
  return `${PROJECT}/src/${title.replaceAll(/\W+/gu, '-')}.ts`;
}
