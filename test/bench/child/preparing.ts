import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NativeStore } from '../stores/nativeStore.ts';
import { workedYears } from '../years/workedYears.ts';
import { publishedLedger, writeYears, type Years } from '../years/writeYears.ts';

/** The line that ends a published ledger, behind its database. */
const TRAILER_BYTES = '\ngrasp-ledger 00000000\n'.length;

export interface PreparingInput {
  readonly folder: string;
  readonly years: number;
}

/** Where what was prepared lies. */
export interface Prepared extends Years {
  /** a storage folder of Grasp */
  readonly storage: string;
  /** a database file with all events as they are, and one with the tables of the ledger */
  readonly raw: string;
  readonly ledger: string;
  /** of the file with all events */
  readonly rawBytes: number;
  /** a time after the last event, in milliseconds */
  readonly now: number;
}

/** Writes what so many years of work leave, for Grasp and for those that it is compared with. */
export async function preparing({ folder, years }: PreparingInput): Promise<Prepared> {
  const now = Date.now();
  const at = (name: string): string => join(folder, name);
  mkdirSync(at('storage'));
  const sessions = [...workedYears(years, now)];
  const written = await writeYears(at('storage'), sessions);
  const store = new NativeStore(at('raw.db'));
  store.commit(sessions.flatMap(({ events }) => events));
  store.close();
  writeFileSync(at('ledger.db'), readFileSync(publishedLedger(at('storage'))).subarray(0, -TRAILER_BYTES));
  const places = { storage: at('storage'), raw: at('raw.db'), ledger: at('ledger.db') };
  return { ...written, ...places, rawBytes: statSync(places.raw).size, now };
}
