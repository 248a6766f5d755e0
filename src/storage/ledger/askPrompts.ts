import type { PromptNow } from '../../domain/debt/lot.ts';
import type { PromptKind, PromptOutcome } from '../../domain/events/prompted.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';

/** What the engineer was asked for at a time or later, oldest first. */
export function askPrompts(database: LedgerDatabase, since: number): readonly PromptNow[] {
  const rows = database.all(
    `SELECT t, utc_offset, kinds.text AS kind, asked, outcomes.text AS outcome, seconds FROM prompt
     JOIN session ON session.id = prompt.session
     JOIN word AS kinds ON kinds.id = kind
     JOIN word AS outcomes ON outcomes.id = outcome
     WHERE t >= ? ORDER BY h, session.name, n`,
    [since],
  );
  return rows.map((row) => ({
    kind: row['kind'] as PromptKind,
    asked: row['asked'] === 1,
    outcome: row['outcome'] as PromptOutcome,
    seconds: Number(row['seconds']),
    time: Number(row['t']),
    offset: Number(row['utc_offset']),
  }));
}
