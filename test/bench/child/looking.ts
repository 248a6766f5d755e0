import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EDITS_COUNTED } from '../../../src/domain/events/editsCounted.ts';
import { FORMAT_VERSION } from '../../../src/domain/events/journalEvent.ts';
import { encodeLine } from '../../../src/storage/journal/journalLine.ts';
import { openLedger } from '../../support/ledger.ts';
import { median, spreadOf } from '../figures.ts';
import { NativeStore } from '../stores/nativeStore.ts';
import { PlainStore } from '../stores/plainStore.ts';
import { openClient } from './opening.ts';

const LOOKS = 60;
const CHANGES = 20;
/** The plain way reads everything again: a few times are enough. */
const PLAIN_CHANGES = 3;
const PUBLISHED = 5;
const TOLD = 6;
/** So long after a change the folder's time can be relied upon, in milliseconds. */
const COARSE_TIME = 3_200;

export interface LookingInput {
  readonly storage: string;
  readonly dist: string;
  /** raw events */
  readonly plain: string;
  readonly native: string;
  readonly now: number;
}

/** Milliseconds, but for the files. */
export interface LookingResult {
  readonly look: number;
  readonly nativeLook: number;
  readonly plainLook: number;
  readonly files: number;
  readonly takeIn: number;
  readonly nativeTakeIn: number;
  readonly plainTakeIn: number;
  /** the whole ledger, written and flushed */
  readonly publishing: number;
  readonly told: number;
  readonly toldAtMost: number;
}

/** What it costs to see that another window wrote nothing, and that it wrote something. */
export async function looking(input: LookingInput): Promise<LookingResult> {
  return { ...(await lookAtNothing(input)), ...(await takeIn(input)), ...(await tellChanges(input)) };
}

async function lookAtNothing({ storage, plain, native }: LookingInput) {
  const ledger = await openLedger(storage);
  await ledger.catchUp();
  await delay(COARSE_TIME);
  await ledger.catchUp();
  const count = countLooks(join(storage, 'journal'));
  assert.equal(await ledger.catchUp(), false);
  const files = count();
  const store = new NativeStore(native);
  const times = { grasp: [] as number[], plain: [] as number[], native: [] as number[] };
  for (let time = 0; time < LOOKS; time += 1) {
    times.grasp.push(await timed(() => ledger.catchUp()));
    times.native.push(await timed(() => store.version()));
    times.plain.push(await timed(() => stat(plain)));
  }
  ledger.close();
  store.close();
  return { look: median(times.grasp), nativeLook: median(times.native), plainLook: median(times.plain), files };
}

/** Counts how many files of a folder are looked at from now on. */
function countLooks(folder: string): () => number {
  let count = 0;
  const files = createRequire(import.meta.url)('node:fs/promises') as { stat: typeof stat };
  const original = files.stat;
  const counting = (path: string): unknown => {
    if (path.startsWith(folder)) count += 1;
    return original(path);
  };
  files.stat = counting as typeof stat;
  syncBuiltinESMExports();
  return () => {
    files.stat = original;
    syncBuiltinESMExports();
    return count;
  };
}

async function takeIn({ storage, plain, native, now }: LookingInput) {
  const since = now - 7 * 24 * 3_600_000;
  const ledger = await openLedger(storage);
  await ledger.catchUp();
  const [store, otherWindow] = [new NativeStore(native), new NativeStore(native)];
  const times = { grasp: [] as number[], plain: [] as number[], native: [] as number[] };
  for (let time = 0; time < CHANGES; time += 1) {
    otherWindow.commit([appendOfAnotherWindow(storage)]);
    times.grasp.push(
      await timed(async () => {
        assert.equal(await ledger.catchUp(), true);
        ledger.answer({ since, until: now });
      }),
    );
    times.native.push(await timed(() => store.acceptances(since, now)));
    if (time < PLAIN_CHANGES) times.plain.push(await timed(() => openPlain(plain, since, now)));
  }
  const publishing: number[] = [];
  for (let time = 0; time < PUBLISHED; time += 1) publishing.push(await timed(() => ledger.publish()));
  for (const one of [ledger, store, otherWindow]) one.close();
  const [own = NaN, ofNative = NaN, ofPlain = NaN] = [times.grasp, times.native, times.plain].map(median);
  return { takeIn: own, nativeTakeIn: ofNative, plainTakeIn: ofPlain, publishing: median(publishing) };
}

async function openPlain(path: string, since: number, now: number): Promise<void> {
  const store = await PlainStore.open(`${path}.plain`, path);
  store.acceptances(since, now);
  store.close();
}

/** Until the ledger of one window tells that another one wrote something. */
async function tellChanges({ storage, dist, now }: LookingInput) {
  const client = openClient(storage, dist);
  // The thread alone does not keep a process.
  const alive = setInterval(() => undefined, 1_000);
  await client.acceptances({ since: now });
  const times: number[] = [];
  for (let time = 0; time < TOLD; time += 1) {
    // At another moment between two looks each time.
    await delay(150 * time);
    const told = new Promise<void>((resolve) => {
      const listening = client.onDidChange(() => {
        listening.dispose();
        resolve();
      });
    });
    appendOfAnotherWindow(storage);
    times.push(await timed(() => told));
  }
  client.dispose();
  clearInterval(alive);
  const { p50, max } = spreadOf(times);
  return { told: p50, toldAtMost: max };
}

let written = 0;

/** Another window counts edits. */
function appendOfAnotherWindow(storage: string) {
  const s = `${'e'.repeat(10)}${String(process.pid).padStart(6, '0').slice(-6)}`;
  const counts = { typed: { edits: 1, inserted: 1, removed: 0 } };
  const p = { uri: 'file:///other.ts', language: 'typescript', counts };
  const t = Date.now();
  const event = { v: FORMAT_VERSION, s, n: written++, t, h: t, z: 'Europe/Berlin', o: 60, k: EDITS_COUNTED, p };
  appendFileSync(join(storage, 'journal', `${s}.jsonl`), encodeLine(event));
  return event;
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
