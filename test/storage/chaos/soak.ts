// Kills windows for as many minutes as its argument says, and tells what that came to: node test/storage/chaos/soak.ts 10
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEATHS, type Death } from './deaths.ts';
import { assertKept } from './oracle.ts';
import { runRound } from './round.ts';

const DEATHS_A_ROUND = 40;
const WRITERS = [1, 2, 8];

const minutes = Number(process.argv[2]);
if (!(minutes > 0)) throw new Error('usage: soak MINUTES');
const end = Date.now() + minutes * 60_000;
const died = new Map<string, number>();
const sum = { rounds: 0, promised: 0, published: 0, packed: 0 };

while (Date.now() < end) {
  const writers = WRITERS[sum.rounds % WRITERS.length] ?? 1;
  const folder = await mkdtemp(join(tmpdir(), 'grasp-soak-'));
  try {
    const round = await runRound({ folder, writers, deaths: Array.from({ length: DEATHS_A_ROUND }, anyDeath) });
    await assertKept(folder, round.promised);
    for (const [death, times] of round.died) died.set(death, (died.get(death) ?? 0) + times);
    sum.rounds += 1;
    sum.promised += round.promised.size;
    sum.published += round.published;
    sum.packed += round.packed;
  } catch (error) {
    console.error(`The data folder is left for you to look at: ${folder}`);
    throw error;
  }
  await rm(folder, { recursive: true });
  console.log(`${String(writers)} at once, ${told()}`);
}
for (const [death, times] of [...died].sort()) console.log(`${death.padEnd(26)} ${String(times)} times`);
console.log(`Nothing was lost: ${told()}`);

function anyDeath(): Death | 'outside' {
  return DEATHS[Math.floor(Math.random() * (DEATHS.length + 2))] ?? 'outside';
}

function told(): string {
  const kills = [...died.values()].reduce((a, b) => a + b, 0);
  const { rounds, promised, published, packed } = sum;
  const did = `${String(promised)} events promised, published ${String(published)} times, packed ${String(packed)} times`;
  return `${String(rounds)} rounds, ${String(kills)} kills, ${did}`;
}
