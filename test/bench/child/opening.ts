import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LedgerClient } from '../../../src/storage/ledger/ledgerClient.ts';
import { NativeLedger } from '../stores/nativeLedger.ts';
import { PlainStore } from '../stores/plainStore.ts';
import { LoopWatch, memoryInUse } from './watch.ts';

const WEEK = 7 * 24 * 3_600_000;
/** Until the garbage of the start is collected and the loop is at rest, in milliseconds. */
const SETTLED = 200;

export interface OpeningInput {
  readonly way: 'grasp' | 'plain' | 'native';
  /** a storage folder, or a database file */
  readonly from: string;
  /** the built program of the ledger */
  readonly dist: string;
  /** a time after the last event, in milliseconds */
  readonly now: number;
  /** acceptances in the week before, as far as they are known */
  readonly expected?: number | undefined;
}

export interface OpeningResult {
  /** from the question until the first answer, in milliseconds */
  readonly answered: number;
  /** a second question */
  readonly again: number;
  /** the longest block of this thread's loop until then */
  readonly blocked: number;
  /** processor time until the first answer, of all threads */
  readonly processor: number;
  readonly rss: number;
  readonly acceptances: number;
}

type Ask = (since: number, until: number) => number | Promise<number>;

/** A week's acceptances, asked for in a fresh process. */
export async function opening(input: OpeningInput): Promise<OpeningResult> {
  const loop = new LoopWatch();
  await delay(SETTLED);
  const before = memoryInUse().rss;
  await delay(SETTLED);
  loop.reset();
  const used = process.cpuUsage();
  const started = performance.now();
  const ask = await open(input);
  const acceptances = await ask(input.now - WEEK, input.now);
  const answered = performance.now() - started;
  // A block that ends with the answer is seen by the timer behind it.
  const blocked = loop.longest;
  const { user, system } = process.cpuUsage(used);
  const startedAgain = performance.now();
  assert.equal(await ask(input.now - WEEK, input.now), acceptances);
  const again = performance.now() - startedAgain;
  loop.stop();
  if (input.expected !== undefined) assert.equal(acceptances, input.expected, 'acceptances of the week');
  await delay(SETTLED);
  const rss = memoryInUse().rss - before;
  return { answered, again, blocked, processor: (user + system) / 1_000, rss, acceptances };
}

async function open({ way, from, dist }: OpeningInput): Promise<Ask> {
  if (way === 'plain') {
    const store = await PlainStore.open(`${from}.plain`, from);
    return (since, until) => store.acceptances(since, until);
  }
  if (way === 'native') {
    const ledger = new NativeLedger(from, false);
    return (since, until) => ledger.acceptances(since, until);
  }
  const client = openClient(from, dist);
  return async (since, until) => (await client.acceptances({ since, until })).acceptances.length;
}

/** The ledger as the extension host has it, with its program as it was built. */
export function openClient(folder: string, dist: string): LedgerClient {
  const fail = (message: string): never => assert.fail(`the ledger logged: ${message}`);
  return new LedgerClient({
    folder,
    program: join(dist, 'ledger.cjs'),
    wasm: join(dist, 'sql-wasm.wasm'),
    log: { debug: () => undefined, info: () => undefined, warn: fail, error: fail },
    noticeOrder: () => undefined,
  });
}
