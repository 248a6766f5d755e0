import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Note } from '../../src/domain/debt/lot.ts';
import { noteTexts } from '../../src/domain/debt/noteTexts.ts';
import { compareEvents, eventId, type JournalEvent } from '../../src/domain/events/journalEvent.ts';
import { askBlockRuns } from '../../src/storage/ledger/askBlockRuns.ts';
import { askBlockPlans } from '../../src/storage/ledger/askBlockPlans.ts';
import { allCommits, askLanded } from '../../src/storage/ledger/askCommits.ts';
import { editsOf } from '../../src/storage/ledger/askEarlierTexts.ts';
import { allLots, askLots, askOwed } from '../../src/storage/ledger/askLots.ts';
import { dumpLotNames } from '../../src/storage/ledger/askLotLines.ts';
import { allNotes, askNotes, notesCalled } from '../../src/storage/ledger/askNotes.ts';
import { askPlans } from '../../src/storage/ledger/askPlans.ts';
import { askPrompts } from '../../src/storage/ledger/askPrompts.ts';
import { askTasks } from '../../src/storage/ledger/askTasks.ts';
import { foldPiece } from '../../src/storage/ledger/foldEvents.ts';
import { storable } from '../../src/storage/ledger/foldNotes.ts';
import { LedgerDatabase } from '../../src/storage/ledger/ledgerDatabase.ts';
import { LEDGER_TABLES } from '../../src/storage/ledger/ledgerTables.ts';
import { anyExplained } from '../support/anyExplained.ts';
import { explainedBy } from '../support/explained.ts';
import { eventOf, loadSqlite, sessionOf } from '../support/ledger.ts';

const SESSIONS = ['a', 'b'].map(sessionOf);
const BOUNDS = { ofFile: 9, ofAll: 9, ofLots: 5 };
const RUNS = 100;

const anyEvents = fc
  .array(
    fc.record({ at: fc.nat(1), h: fc.integer({ min: 1, max: 30 }), what: anyExplained(SESSIONS), turn: fc.nat(999) }),
    { minLength: 1, maxLength: 40 },
  )
  .map((all) => {
    const next = [0, 0];
    const events = all.map(({ at, h, what, turn }) => {
      const n = next[at] ?? 0;
      next[at] = n + 1;
      return { turn, event: eventOf(SESSIONS[at] ?? '', n, { h, ...what }) };
    });
    return {
      ordered: events.map(({ event }) => event).toSorted(compareEvents),
      shuffled: events.toSorted((one, other) => one.turn - other.turn).map(({ event }) => event),
    };
  });

describe('lots, notes, commits and prompts in the ledger', () => {
  it('are what a plain replay of the events says, in whatever order these are read', async () => {
    const sql = await loadSqlite();
    const folded = (events: readonly JournalEvent[], size: number): LedgerDatabase => {
      const database = new LedgerDatabase(sql);
      for (const table of LEDGER_TABLES) database.run(table);
      for (let at = 0; at < events.length; at += size) {
        const lines = events.slice(at, at + size).map((event, number) => ({ event, json: '', number }));
        foldPiece(database, 'journal', { lines, damaged: [], end: 0 }, BOUNDS);
      }
      return database;
    };
    fc.assert(
      fc.property(anyEvents, fc.integer({ min: 1, max: 4 }), ({ ordered, shuffled }, size) => {
        const database = folded(shuffled, size);
        const { lots, notes, commits, prompts, plans, blockPlans, blockRuns, tasks } = explainedBy(ordered);
        assert.deepEqual(askLots(database, allLots(database)), lots);
        assert.deepEqual(plain(notesCalled(database, allNotes(database))), plain(notes));
        assert.deepEqual(plain(askNotes(database, { most: 99 })), plain(notes.toReversed()));
        assert.deepEqual(allCommits(database), commits);
        for (const note of notes) assertTextsFound(database, note, ordered);
        const standing = commits.filter((one) => one.authored >= 2 && !one.isReplaced);
        assert.deepEqual(
          askLanded(database, 2),
          standing.map(({ isReplaced: _isReplaced, ...landed }) => landed),
        );
        assert.deepEqual(askPrompts(database, 0), prompts);
        assert.deepEqual(askPlans(database, 0), plans);
        assert.deepEqual(plain(askBlockPlans(database)), plain(blockPlans));
        assert.deepEqual(askTasks(database), tasks);
        assert.deepEqual(askBlockRuns(database, 0), blockRuns);
        const owed = lots.filter(({ state }) => state === 'owed').reverse();
        const byClass = ['core', 'transient'].flatMap((name) => owed.filter((lot) => lot.class === name));
        assert.deepEqual(askOwed(database), { lots: byClass, more: 0 });
        const other = folded(ordered, ordered.length);
        assert.deepEqual(dumpLotNames(database), dumpLotNames(other));
        database.close();
        other.close();
      }),
      { numRuns: RUNS },
    );
  });
});

/** Where the ledger says that the edits of a note are, there are those that made it what it is. */
function assertTextsFound(database: LedgerDatabase, { id, text, after }: Note, events: readonly JournalEvent[]): void {
  const pointed = new Set([id, ...editsOf(database, id)]);
  const last = noteTexts(events.filter((event) => pointed.has(eventId(event)))).at(-1);
  assert.deepEqual([storable(last?.text ?? ''), last?.after], [text, after]);
}

/** With what is not there left out, as in a message. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
