import type { SqlValue } from 'sql.js';
import type { LandedCommit } from '../../domain/debt/lot.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';
import { commitName, packedCommit } from './packedCommit.ts';

const SELECT = `SELECT name, text AS uri, authored, utc_offset, typed, ai, probable, unseen, replaced
  FROM landed JOIN word ON word.id = repository WHERE authored IS NOT NULL`;
const ORDER = 'ORDER BY authored, uri, name';

/** Commits authored at a time or later that no other one replaces, oldest first. */
export function askLanded(database: LedgerDatabase, since: number): readonly LandedCommit[] {
  return database.all(`${SELECT} AND authored >= ? AND replaced IS NULL ${ORDER}`, [since]).map(toLanded);
}

/** Which of some commits are recorded, of whatever repository, also of those that were replaced. */
export function askKnownCommits(database: LedgerDatabase, commits: readonly string[]): readonly string[] {
  return commits.filter((commit) => {
    const name = packedCommit(commit);
    const known = 'SELECT 1 FROM landed WHERE name = ? AND authored IS NOT NULL LIMIT 1';
    return name !== undefined && database.value(known, [name]) !== undefined;
  });
}

/** All that is recorded of commits, with whether another one replaces them, oldest first. */
export function allCommits(database: LedgerDatabase): readonly (LandedCommit & { readonly isReplaced: boolean })[] {
  return database.all(`${SELECT} ${ORDER}`).map((row) => ({ ...toLanded(row), isReplaced: row['replaced'] === 1 }));
}

function toLanded(row: Record<string, SqlValue>): LandedCommit {
  return {
    uri: String(row['uri']),
    commit: commitName(row['name'] as Uint8Array),
    authored: Number(row['authored']),
    offset: Number(row['utc_offset']),
    typed: Number(row['typed']),
    ai: Number(row['ai']),
    probable: Number(row['probable']),
    unseen: Number(row['unseen']),
  };
}
