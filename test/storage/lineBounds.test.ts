import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareEvents, type JournalEvent } from '../../src/domain/events/journalEvent.ts';
import { dumpLines } from '../../src/storage/ledger/askLines.ts';
import { foldPiece } from '../../src/storage/ledger/foldEvents.ts';
import { LedgerDatabase } from '../../src/storage/ledger/ledgerDatabase.ts';
import { LEDGER_TABLES } from '../../src/storage/ledger/ledgerTables.ts';
import { loadSqlite, sessionOf } from '../support/ledger.ts';
import { linesEvent } from '../support/lines.ts';

const BOUNDS = { ofFile: 6, ofAll: 15, ofLots: 12 };
const SESSIONS = ['a', 'b'].map(sessionOf);
const RUNS = 60;

/** What some windows say of the lines of some files: a file, and how many names by each of some authors. */
const anyEvents = fc
  .array(
    fc.record({
      session: fc.nat(1),
      h: fc.integer({ min: 1, max: 30 }),
      file: fc.nat(3),
      names: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((all) =>
    all.map(({ session, h, file, names }, n) => {
      const lines = names.map((count, at) => ({ of: `${sessionOf('c')}:${String(at)}`, names: hashes(n, at, count) }));
      const payload = { uri: `file:///${String(file)}`, key: '0'.repeat(16), lines };
      return linesEvent(SESSIONS[session] ?? '', n, payload, { h });
    }),
  );

function hashes(event: number, author: number, count: number): string {
  return Array.from({ length: count }, (_, at) => `${String(1000 + event)}${String(author)}${String(at)}AAAAA`).join(
    '',
  );
}

describe('the names of lines that the ledger keeps', () => {
  it('are the newest ones, whatever the order in which they come', async () => {
    const sql = await loadSqlite();
    const folded = (pieces: readonly (readonly JournalEvent[])[]): string => {
      const database = new LedgerDatabase(sql);
      for (const table of LEDGER_TABLES) database.run(table);
      for (const events of pieces) {
        const lines = events.map((event, number) => ({ event, json: '', number }));
        foldPiece(database, 'journal', { lines, damaged: [], end: 0 }, BOUNDS);
      }
      const kept = Number(database.value('SELECT sum(names) FROM provenance'));
      const all = dumpLines(database);
      database.close();
      return JSON.stringify({ kept, all }, undefined, 1);
    };
    fc.assert(
      fc.property(anyEvents, fc.infiniteStream(fc.nat()), fc.integer({ min: 1, max: 4 }), (events, order, size) => {
        const shuffled = events
          .map((event) => ({ event, at: order.next().value as number }))
          .sort((a, b) => a.at - b.at);
        const pieces: JournalEvent[][] = [];
        for (let at = 0; at < shuffled.length; at += size) {
          pieces.push(shuffled.slice(at, at + size).map(({ event }) => event));
        }
        const inAnyOrder = folded(pieces);
        assert.equal(inAnyOrder, folded([events.toSorted(compareEvents)]));
        const { kept } = JSON.parse(inAnyOrder) as { kept: number };
        // The oldest event that is kept may be more than is needed.
        assert.ok(kept < BOUNDS.ofAll + BOUNDS.ofFile, String(kept));
      }),
      { numRuns: RUNS },
    );
  });
});
