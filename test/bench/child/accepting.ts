import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { spreadOf, type Spread } from '../figures.ts';
import { StandInDocument, type ContentChange } from '../standIn/document.ts';
import { codeLines, randomNumbers } from '../standIn/random.ts';
import { changeEvent, COMPLETION, selectionEvent, show } from './editor.ts';
import { InTurn, type Compared } from './inTurn.ts';
import { PROJECT, Session } from './session.ts';

interface Accept {
  readonly title: string;
  readonly times: number;
  /** lines with new text that must be recorded at least */
  readonly lines: number;
}
interface Rewrite extends Accept {
  readonly documentLines: number;
  rewrite(lines: readonly string[], random: (below: number) => number): readonly string[];
}

const INSERT: Accept = { title: 'completion of 3 lines', times: 150, lines: 3 };

/** Whole documents that a completion replaces. */
const REWRITES: readonly Rewrite[] = [
  {
    title: '2,000 lines rewritten, 2 changed',
    times: 10,
    lines: 2,
    documentLines: 2_000,
    rewrite: (lines, random) => lines.map((line, at) => (at === 500 || at === 1_998 ? oneLine(random) : line)),
  },
  {
    title: '2,000 lines rewritten, all different',
    times: 10,
    lines: 2_000,
    documentLines: 2_000,
    rewrite: (lines, random) => lines.map(() => oneLine(random)),
  },
  {
    // Many blocks, none of which has much in common with what it replaces.
    title: '400 lines rewritten, 28 blocks of 12 different',
    times: 3,
    lines: 28 * 12,
    documentLines: 400,
    rewrite: (lines, random) => lines.map((line, at) => (at % 14 < 12 && at < 14 * 28 ? oneLine(random) : line)),
  },
  {
    // About the dearest that the comparison takes on: all its steps go into single lines.
    title: '1,000 lines rewritten, every 7th different',
    times: 5,
    lines: 142,
    documentLines: 1_000,
    rewrite: (lines, random) => lines.map((line, at) => (at % 7 === 5 ? oneLine(random) : line)),
  },
];

export interface AcceptingInput {
  readonly stage: string;
  readonly storage: string;
}

export interface Accepted {
  readonly title: string;
  readonly change: Compared;
  /** the command that the accept key runs second */
  readonly mark: Spread;
  /** the same change once more, when what it replaces is followed already */
  readonly again: Compared | undefined;
}

/** Accepts completions by their mark, as on a host that gives no reasons. */
export async function accepting({ stage, storage }: AcceptingInput): Promise<Accepted[]> {
  const session = new Session({ stage, extension: 'grasp', storage });
  const results = [await acceptInserts(session)];
  for (const kind of REWRITES) results.push(await acceptRewrites(session, kind));
  await session.end();
  return results;
}

async function acceptInserts(session: Session): Promise<Accepted> {
  const random = randomNumbers(2);
  const document = new StandInDocument(`${PROJECT}/src/inserts.ts`, codeLines(2_000, random));
  show(session.vscode, document);
  const inTurn = changesInTurn(session);
  const marks: number[] = [];
  for (let time = 0; time < INSERT.times; time += 1) {
    const line = random(document.lineCount);
    const change = document.insert({ line, character: document.lengthOf(line) }, COMPLETION);
    marks.push(accept(session, document, change, inTurn));
    await delay(5);
  }
  await assertAccepted(session, INSERT, [document], INSERT.times);
  return { title: INSERT.title, change: inTurn.spreads, mark: spreadOf(marks), again: undefined };
}

/** Each rewrite in a document of its own, then once more in the same one. */
async function acceptRewrites(session: Session, kind: Rewrite): Promise<Accepted> {
  const first = changesInTurn(session);
  const again = changesInTurn(session);
  const marks: number[] = [];
  const documents: StandInDocument[] = [];
  for (let time = 0; time < kind.times; time += 1) {
    const random = randomNumbers(100 + time);
    let lines: readonly string[] = codeLines(kind.documentLines, random);
    const document = new StandInDocument(`${PROJECT}/src/${String(kind.lines)}-${String(time)}.ts`, lines);
    show(session.vscode, document);
    for (const inTurn of [first, again]) {
      lines = kind.rewrite(lines, random);
      marks.push(accept(session, document, document.rewrite(lines), inTurn));
      await delay(20);
    }
    session.vscode.closed.fire(document);
    documents.push(document);
  }
  await assertAccepted(session, kind, documents, 2);
  return { title: kind.title, change: first.spreads, mark: spreadOf(marks), again: again.spreads };
}

function changesInTurn({ vscode }: Session): InTurn {
  return new InTurn(vscode.changed.listener);
}

/** The change, the caret's move behind it, and the mark; gives the time of the mark. */
function accept(session: Session, document: StandInDocument, change: ContentChange, inTurn: InTurn): number {
  inTurn.give(changeEvent(document, [change], undefined));
  session.vscode.selected.fire(selectionEvent(document, change, false));
  const before = performance.now();
  session.mark();
  return performance.now() - before;
}

async function assertAccepted(
  session: Session,
  { title, lines }: Accept,
  documents: readonly StandInDocument[],
  times: number,
): Promise<void> {
  // An acceptance is told once it is on the disk.
  await delay(300);
  const all = await session.acceptances();
  for (const { uri } of documents) {
    const recorded = all.filter((one) => one.uri === uri.toString());
    assert.equal(recorded.length, times, `acceptances of ${title}`);
    // What costs too much to compare counts as new as a whole, so there may be more lines than changed, never fewer.
    for (const one of recorded) assert.ok(one.lines >= lines, `${title}: ${String(one.lines)} lines recorded`);
  }
}

function oneLine(random: (below: number) => number): string {
  return codeLines(1, random)[0] ?? '';
}
