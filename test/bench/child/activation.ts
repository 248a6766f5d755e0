import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import type { ExtensionName } from '../extensions.ts';
import { StandInDocument } from '../standIn/document.ts';
import { codeLines, randomNumbers } from '../standIn/random.ts';
import { changeEvent, COMPLETION, selectionEvent, show } from './editor.ts';
import { PROJECT, Session, until } from './session.ts';
import { LoopWatch, memoryInUse } from './watch.ts';

export interface ActivationInput {
  readonly stage: string;
  readonly storage: string;
  readonly extension: ExtensionName;
}

export interface ActivationResult {
  readonly load: number;
  readonly activate: number;
  readonly heap: number;
  readonly rss: number;
}

/** The start of an extension in a fresh process, up to the end of `activate()`. */
export async function activation(input: ActivationInput): Promise<ActivationResult> {
  const before = memoryInUse();
  const read = countSyncReads(input.storage);
  const session = new Session(input);
  assert.equal(read(), 0, 'activation reads the journal while everybody waits');
  const after = memoryInUse();
  assert.deepEqual(session.errors, []);
  return {
    load: session.loadTime,
    activate: session.activateTime,
    heap: after.heap - before.heap,
    rss: after.rss - before.rss,
  };
}

/** Counts calls of Node's waiting file functions on paths below a folder. */
function countSyncReads(folder: string): () => number {
  let count = 0;
  const fs = createRequire(import.meta.url)('node:fs') as Record<string, unknown>;
  for (const [name, call] of Object.entries(fs)) {
    if (!name.endsWith('Sync') || typeof call !== 'function') continue;
    fs[name] = (...values: unknown[]): unknown => {
      if (String(values[0]).startsWith(folder)) count += 1;
      return Reflect.apply(call, fs, values) as unknown;
    };
  }
  return () => count;
}

export interface HistoryInput {
  readonly stage: string;
  readonly storage: string;
  /** acceptances that the journal holds already */
  readonly held: number;
}

export interface HistoryResult {
  /** from the end of `activate()` until the first content for the panel is there */
  readonly ready: number;
  readonly blockedByReading: number;
  readonly heap: number;
  readonly rss: number;
  /** from each accept until the screens are true again */
  readonly accepts: readonly number[];
  readonly blockedByAccepts: readonly number[];
}

const ACCEPTS = 5;

/** A whole session with what the journal holds from earlier ones: the first content, then some accepts. */
export async function history({ stage, storage, held }: HistoryInput): Promise<HistoryResult> {
  const before = memoryInUse();
  const loop = new LoopWatch();
  const session = new Session({ stage, storage, extension: 'grasp' });
  let shown = 0;
  session.vscode.shown.listen(() => (shown += 1));
  loop.reset();
  const started = performance.now();
  await until('the status bar shows something', () => shown > 0);
  const ready = performance.now() - started;
  const blockedByReading = loop.longest;
  const after = memoryInUse();
  const random = randomNumbers(4);
  const document = new StandInDocument(`${PROJECT}/src/accepted.ts`, codeLines(200, random));
  show(session.vscode, document);
  const accepts: number[] = [];
  const blockedByAccepts: number[] = [];
  for (let time = 0; time < ACCEPTS; time += 1) {
    await delay(100);
    loop.reset();
    accepts.push(await acceptOne(session, document, () => shown));
    blockedByAccepts.push(loop.longest);
  }
  loop.stop();
  // The status bar also shows what has not reached the journal yet.
  await delay(1_000);
  assert.equal((await session.acceptances()).length, held + ACCEPTS, 'acceptances in the journal');
  await session.end();
  const added = { heap: after.heap - before.heap, rss: after.rss - before.rss };
  return { ready, blockedByReading, ...added, accepts, blockedByAccepts };
}

async function acceptOne(session: Session, document: StandInDocument, shown: () => number): Promise<number> {
  const shownBefore = shown();
  const started = performance.now();
  const change = document.insert({ line: 100, character: document.lengthOf(100) }, COMPLETION);
  session.vscode.changed.fire(changeEvent(document, [change], undefined));
  session.vscode.selected.fire(selectionEvent(document, change, false));
  session.mark();
  await until('the screens show the acceptance', () => shown() > shownBefore);
  return performance.now() - started;
}
