import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import initSqlJs, { type SqlJsStatic } from 'sql.js';
import type { Acceptance } from '../../src/domain/attribution/acceptance.ts';
import { FORMAT_VERSION, type JournalEvent } from '../../src/domain/events/journalEvent.ts';
import { encodeLine } from '../../src/storage/journal/journalLine.ts';
import { RECORDED } from './fakes.ts';
import { LEDGER_SCHEMA } from '../../src/storage/ledger/ledgerTables.ts';
import { LedgerStore, type LedgerStoreOptions } from '../../src/storage/ledger/ledgerStore.ts';

/** SQLite's program, as it lies in the package that Grasp takes it from. */
export const WASM = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm');

/** A session's name from one hexadecimal digit. */
export function sessionOf(digit: string): string {
  return digit.repeat(16);
}

/** An event as it lies in a journal; later numbers are later events. */
export function eventOf(s: string, n: number, part: Partial<JournalEvent> = {}): JournalEvent {
  const t = Date.UTC(2026, 10, 18, 9) + n * 1_000;
  return { v: FORMAT_VERSION, s, n, t, h: t, z: 'Europe/Berlin', o: 60, k: 'acceptance', p: { ...RECORDED }, ...part };
}

/** The text of a journal: acceptances, each followed by what became of it, so two events each. */
export function journalOf(s: string, acceptances: number): string {
  const events = Array.from({ length: acceptances }, (_, at) => [
    eventOf(s, 2 * at),
    eventOf(s, 2 * at + 1, { k: 'acceptance-state', p: { of: `${s}:${String(2 * at)}`, state: 'reverted' } }),
  ]);
  return events.flat().map(encodeLine).join('');
}

let loaded: Promise<SqlJsStatic> | undefined;

export function loadSqlite(): Promise<SqlJsStatic> {
  const options = { wasmBinary: new Uint8Array(readFileSync(WASM)).buffer, useOldExtensionFunctions: false };
  return (loaded ??= initSqlJs(options));
}

/** A ledger of the journals in `folder`, in this process. */
export async function openLedger(
  folder: string,
  options: Partial<Omit<LedgerStoreOptions, 'folder'>> = {},
): Promise<LedgerStore> {
  const nothing = (): void => undefined;
  const sql = await loadSqlite();
  return new LedgerStore({
    ...{ folder, sql, now: () => Date.now(), from: 'published', reached: nothing, progress: nothing },
    ...options,
  });
}

/** What the journals in `folder` say, read afresh. */
export async function acceptancesBelow(folder: string): Promise<readonly Acceptance[]> {
  const ledger = await openLedger(folder, { from: 'journals' });
  try {
    await ledger.catchUp();
    return ledger.answer({}).acceptances;
  } finally {
    ledger.close();
  }
}

/** The name under which a ledger is published. */
export function ledgerName(number: number, schema = LEDGER_SCHEMA): string {
  return `ledger-${String(schema)}.${String(number).padStart(10, '0')}.db`;
}
