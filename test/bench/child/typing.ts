import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { ACCEPTANCE, ACCEPTANCE_SURVIVAL } from '../../../src/domain/events/acceptanceRecorded.ts';
import { EDITS_COUNTED } from '../../../src/domain/events/editsCounted.ts';
import type { JournalEvent } from '../../../src/domain/events/journalEvent.ts';
import { spreadOf, sum, type Spread } from '../figures.ts';
import { StandInDocument, type ContentChange } from '../standIn/document.ts';
import { codeLines, randomNumbers } from '../standIn/random.ts';
import { ACCEPTED, changeEvent, COMPLETION, selectionEvent, show, TYPED } from './editor.ts';
import { InTurn, type Compared } from './inTurn.ts';
import { PROJECT, Session } from './session.ts';
import { watchTimers } from './watch.ts';

const LINES = 10_000;
const FOLLOWED = 500;
const KEYS = 2_500;
/** Every so many keys one is Enter. */
const ENTER_EVERY = 40;
/** Keys before the figures count: a person has typed before, too. */
const WARM_UP = 300;

export interface TypingInput {
  readonly stage: string;
  readonly storage: string;
  /** whether the editor names the cause of each change */
  readonly reasons: boolean;
}

export interface TypingResult {
  readonly change: Compared;
  readonly selection: Spread;
  /** callbacks of timers, the longest of which is the longest block that typing causes later */
  readonly later: Spread;
  readonly laterPerKey: number;
}

/** Types at random places of a long document in which many acceptances are followed. */
export async function typing({ stage, storage, reasons }: TypingInput): Promise<TypingResult> {
  const timers = watchTimers();
  const session = new Session({ stage, extension: 'grasp', storage });
  const random = randomNumbers(1);
  const document = new StandInDocument(`${PROJECT}/src/long.ts`, codeLines(LINES, random));
  show(session.vscode, document);
  for (let count = 0; count < FOLLOWED; count += 1) await acceptSomewhere(session, document, random, reasons);
  await type(session, document, random, { reasons, keys: WARM_UP });
  timers.length = 0;
  const { change, selection } = await type(session, document, random, { reasons, keys: KEYS });
  // What waits for a mark is settled by then.
  await delay(600);
  const later = spreadOf(timers);
  const laterPerKey = sum(timers) / KEYS;
  session.vscode.commit();
  await session.end();
  assertClaims(session.events());
  return { change, selection, later, laterPerKey };
}

async function acceptSomewhere(
  session: Session,
  document: StandInDocument,
  random: (below: number) => number,
  reasons: boolean,
): Promise<void> {
  const line = random(document.lineCount);
  const change = document.insert({ line, character: document.lengthOf(line) }, COMPLETION);
  session.vscode.changed.fire(changeEvent(document, [change], reasons ? ACCEPTED : undefined));
  session.vscode.selected.fire(selectionEvent(document, change, false));
  session.mark();
  await delay(0);
}

async function type(
  { vscode }: Session,
  document: StandInDocument,
  random: (below: number) => number,
  { reasons, keys }: { reasons: boolean; keys: number },
): Promise<{ change: Compared; selection: Spread }> {
  const inTurn = new InTurn(vscode.changed.listener);
  const selections: number[] = [];
  for (let key = 1; key <= keys; key += 1) {
    const change = pressKey(document, random, key % ENTER_EVERY === 0 ? '\n' : 'x');
    inTurn.give(changeEvent(document, [change], reasons ? TYPED : undefined));
    const selection = selectionEvent(document, change, true);
    const before = performance.now();
    vscode.selected.fire(selection);
    selections.push(performance.now() - before);
    await delay(1);
  }
  return { change: inTurn.spreads, selection: spreadOf(selections) };
}

function pressKey(document: StandInDocument, random: (below: number) => number, text: string): ContentChange {
  const line = random(document.lineCount);
  return document.insert({ line, character: random(document.lengthOf(line) + 1) }, text);
}

/** All acceptances were recorded, all are followed still, and every key was counted as typed. */
function assertClaims(events: readonly JournalEvent[]): void {
  const of = (kind: string) => events.filter(({ k }) => k === kind);
  assert.equal(of(ACCEPTANCE).length, FOLLOWED, 'acceptances recorded');
  const followed = of(ACCEPTANCE_SURVIVAL).filter(({ p }) => p['at'] === 'commit' && Number(p['share']) > 0);
  assert.equal(followed.length, FOLLOWED, 'acceptances followed');
  const counts = of(EDITS_COUNTED).map(({ p }) => p['counts'] as { typed?: { edits: number } });
  assert.equal(sum(counts.map(({ typed }) => typed?.edits ?? 0)), KEYS + WARM_UP, 'keys counted as typed');
}
