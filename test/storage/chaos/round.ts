import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Death, WriterOptions } from './deaths.ts';
import { Meddler } from './meddler.ts';

/** A death that does not come within this time is one that is not reached, in milliseconds. */
const PATIENCE = 60_000;
/** A kill from outside comes at most this long after the first promise, in milliseconds. */
const OUTSIDE_WAIT = 500;

export interface Round {
  /** the data folder */
  readonly folder: string;
  /** processes at once */
  readonly writers: number;
  /** each is died once; `outside` is a kill at any moment */
  readonly deaths: readonly (Death | 'outside')[];
}

/** What the writers of a round did. */
export interface RoundResult {
  readonly died: Map<string, number>;
  readonly promised: Map<string, 'acceptance' | 'other'>;
  published: number;
  packed: number;
}

/**
 * Keeps so many writers going on one folder until all deaths have been died. Whoever dies is followed by another one;
 * a writer without a death to die goes on to the end.
 */
export async function runRound({ folder, writers, deaths }: Round): Promise<RoundResult> {
  const result: RoundResult = { died: new Map(), promised: new Map(), published: 0, packed: 0 };
  // In any order: those who are to die while they publish would keep each other from it.
  const queue = shuffled(deaths);
  const survivors: ChildProcess[] = [];
  let slotsAtWork = writers;
  const meddler = new Meddler(folder);
  const failed: unknown[] = [];
  const slot = async (): Promise<void> => {
    for (let death = queue.shift(); death !== undefined; death = queue.shift()) {
      await runToDeath(folder, death, result).catch((error: unknown) => failed.push(error));
      // The others go on to the deaths that they are at, so that nobody is left who still writes.
      if (failed.length > 0) queue.length = 0;
    }
    slotsAtWork -= 1;
    if (slotsAtWork > 0) survivors.push(startWriter({ folder }, result).child);
  };
  await Promise.all(Array.from({ length: writers }, slot));
  await meddler.stop();
  await Promise.all(survivors.map(endWriter));
  if (failed.length > 0) throw new AggregateError(failed, failed.map(String).join('\n'));
  assert.deepEqual(
    survivors.map(({ exitCode }) => exitCode).filter((code) => code !== 0),
    [],
  );
  return result;
}

async function runToDeath(folder: string, death: Death | 'outside', result: RoundResult): Promise<void> {
  const { child, told } = startWriter(death === 'outside' ? { folder } : { folder, die: death }, result);
  const closed = once(child, 'close');
  const impatience = setTimeout(() => child.kill('SIGTERM'), PATIENCE);
  if (death === 'outside') {
    await Promise.race([told, closed]);
    await sleep(Math.random() * OUTSIDE_WAIT);
    child.kill('SIGKILL');
    count(result.died, death);
  }
  await closed;
  clearTimeout(impatience);
  const how = child.signalCode ?? `code ${String(child.exitCode)}`;
  assert.equal(how, 'SIGKILL', `a writer that should have died at "${death}" ended with ${how}`);
}

function startWriter(options: WriterOptions, result: RoundResult): { child: ChildProcess; told: Promise<unknown> } {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'writer.ts'), JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // What they run is not measured: most of them never get to write that down.
    env: { ...process.env, NODE_V8_COVERAGE: '' },
  });
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const [word = '', ...rest] = line.split(' ');
    const id = rest.join(' ');
    if (word === 'acceptance' || word === 'other') result.promised.set(id, word);
    else if (word === 'died') count(result.died, id);
    else if (word === 'published') result.published += 1;
    else if (word === 'packed') result.packed += 1;
  });
  return { child, told: once(lines, 'line') };
}

/** Ends a writer in the way of a window that is closed. */
async function endWriter(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.stdin?.end();
  await closed;
}

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

function shuffled<T>(all: readonly T[]): T[] {
  const keyed = all.map((one) => [Math.random(), one] as const);
  return keyed.sort((a, b) => a[0] - b[0]).map(([, one]) => one);
}
