import type { SqlValue } from 'sql.js';
import { upgraded, type Acceptance, type AcceptanceQuery, type Upgrade } from '../../domain/attribution/acceptance.ts';
import type { Confidence } from '../../domain/attribution/confidence.ts';
import { corrected } from '../../domain/attribution/correction.ts';
import { reasonInWords, type AcceptedOrigin, type Signal } from '../../domain/attribution/signals.ts';
import { CHECKPOINTS, type AcceptanceState, type Correction } from '../../domain/events/acceptanceRecorded.ts';
import { eventId, readEventId } from '../../domain/events/journalEvent.ts';
import { filePath, matchesPath, type FileName } from '../../domain/events/filePath.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';
import { KEPT_UNITS } from './ledgerTables.ts';

const SELECT = `SELECT session.name AS s, n, uri, folder, t, utc_offset, line, lines, characters, state, corrected,
    upgradedConfidences.text AS upgraded_confidence,
    words.text AS language, origins.text AS origin, confidences.text AS confidence, signals.text AS signal, providers.text AS provider,
    upgradedSignals.text AS upgraded_signal, upgradedProviders.text AS upgraded_provider,
    ${CHECKPOINTS.map((at) => `kept_${at}`).join(', ')}
  FROM acceptance
  JOIN session ON session.id = acceptance.session
  JOIN file ON file.id = acceptance.file
  JOIN word AS words ON words.id = language
  JOIN word AS origins ON origins.id = origin
  JOIN word AS confidences ON confidences.id = confidence
  JOIN word AS signals ON signals.id = signal
  LEFT JOIN word AS providers ON providers.id = provider
  LEFT JOIN word AS upgradedConfidences ON upgradedConfidences.id = upgraded_confidence
  LEFT JOIN word AS upgradedSignals ON upgradedSignals.id = upgraded_signal
  LEFT JOIN word AS upgradedProviders ON upgradedProviders.id = upgraded_provider`;
const ORDER = 'ORDER BY h, s, n';

/** The acceptances that a query asks for, in the order of `compareEvents`. */
export function askAcceptances(
  database: LedgerDatabase,
  { id, since, until, path, uris = [] }: AcceptanceQuery,
): Acceptance[] {
  const conditions = ['t >= ? AND t < ?'];
  const values: SqlValue[] = [since ?? -Infinity, until ?? Infinity];
  if (path !== undefined) {
    const files = filesCalled(database, path, uris);
    conditions.push(`acceptance.file IN (${files.map(() => '?').join()})`);
    values.push(...files);
  }
  if (id !== undefined) {
    const event = readEventId(id);
    conditions.push('session.name = ? AND n = ?');
    values.push(event?.s ?? '', event?.n ?? -1);
  }
  return database.all(`${SELECT} WHERE ${conditions.join(' AND ')} ${ORDER}`, values).map(toAcceptance);
}

/** Acceptances ever recorded, as far as they are known: not those of which only a follow-up could be read. */
export function countAcceptances(database: LedgerDatabase): number {
  return Number(database.value('SELECT count(*) FROM acceptance WHERE file IS NOT NULL'));
}

function filesCalled(database: LedgerDatabase, path: string, uris: readonly string[]): number[] {
  const files = database.all('SELECT id, uri, folder FROM file');
  const isCalled = (file: FileName): boolean => uris.includes(file.uri) || matchesPath(file, path);
  return files.filter((row) => isCalled(fileOf(row))).map((row) => Number(row['id']));
}

function fileOf(row: Record<string, SqlValue>): { uri: string; folder: string | undefined } {
  return { uri: String(row['uri']), folder: row['folder'] === '' ? undefined : String(row['folder']) };
}

function toAcceptance(row: Record<string, SqlValue>): Acceptance {
  const kept = CHECKPOINTS.flatMap((at) => {
    const share = row[`kept_${at}`];
    return typeof share === 'number' ? [[at, share / KEPT_UNITS] as const] : [];
  });
  const provider = row['provider'];
  const recorded: Acceptance = {
    id: eventId({ s: String(row['s']), n: Number(row['n']) }),
    uri: String(row['uri']),
    path: filePath(fileOf(row)),
    time: Number(row['t']),
    offset: Number(row['utc_offset']),
    origin: row['origin'] as AcceptedOrigin,
    confidence: row['confidence'] as Confidence,
    reason: reasonInWords(row['signal'] as Signal),
    lines: Number(row['lines']),
    characters: Number(row['characters']),
    line: Number(row['line']),
    language: String(row['language']),
    ...(typeof provider === 'string' ? { provider } : {}),
    state: (row['state'] as AcceptanceState | null) ?? 'kept',
    survival: Object.fromEntries(kept),
  };
  const known = row['upgraded_signal'] === null ? recorded : upgraded(recorded, upgradeIn(row));
  const correction = row['corrected'];
  return typeof correction === 'string' ? corrected(known, correction as Correction) : known;
}

function upgradeIn(row: Record<string, SqlValue>): Upgrade {
  return {
    confidence: row['upgraded_confidence'] as Confidence,
    signal: row['upgraded_signal'] as Signal,
    provider: String(row['upgraded_provider']),
  };
}
