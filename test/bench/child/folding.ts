import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readAllJournals } from '../../support/journals.ts';
import { openLedger } from '../../support/ledger.ts';
import { median } from '../figures.ts';
import { NativeLedger } from '../stores/nativeLedger.ts';
import { PlainStore } from '../stores/plainStore.ts';

const ROUNDS = 4;
const EVENTS = 10_000;

export interface FoldingInput {
  /** for files that are made here */
  readonly folder: string;
  /** a storage folder with some journals */
  readonly storage: string;
}

/** Milliseconds for 10,000 events. */
export interface FoldingResult {
  readonly grasp: number;
  readonly plain: number;
  readonly native: number;
  /** reading and decoding alone */
  readonly reading: number;
}

/** All journals from their files into a store of each kind, in turn. The first round warms up. */
export async function folding({ folder, storage }: FoldingInput): Promise<FoldingResult> {
  const journal = join(storage, 'journal');
  const times = { grasp: [], plain: [], native: [], reading: [] } as Record<keyof FoldingResult, number[]>;
  let events = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const at = join(folder, String(round));
    mkdirSync(at);
    const timed = async (name: keyof FoldingResult, work: () => Promise<void>): Promise<void> => {
      const started = performance.now();
      await work();
      if (round > 0) times[name].push(performance.now() - started);
    };
    await timed('reading', async () => {
      events = (await readAllJournals(journal)).events.length;
    });
    const ledger = await openLedger(storage, { from: 'journals' });
    await timed('grasp', async () => assert.ok(await ledger.catchUp()));
    assert.equal(ledger.answer({}).events, events);
    ledger.close();
    const native = new NativeLedger(join(at, 'native.db'), true);
    await timed('native', () => native.fold(journal));
    native.close();
    const plain = await PlainStore.open(join(at, 'plain.db'));
    await timed('plain', async () => plain.commit((await readAllJournals(journal)).events));
    plain.close();
  }
  const per = (name: keyof FoldingResult): number => (median(times[name]) / events) * EVENTS;
  return { grasp: per('grasp'), plain: per('plain'), native: per('native'), reading: per('reading') };
}
