import { isAi } from '../../domain/attribution/origin.ts';
import type { RecordedAuthor } from '../../domain/events/provenanceRecorded.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';
import { unpackEvents } from './packedLines.ts';

/** More names are not looked at: nobody stages as many files by hand. */
const MOST_NAMES = 20_000;

/** Those of some names of files under which a line is recorded that AI may have written, each once. */
export function askFilesOfAi(database: LedgerDatabase, uris: readonly string[]): readonly string[] {
  // One question for all: a statement a name takes longer than to read what it finds.
  const rows = database.all(
    `SELECT uri, lines FROM json_each(?) JOIN file ON file.uri = value JOIN provenance ON provenance.file = file.id`,
    [JSON.stringify([...new Set(uris)].slice(0, MOST_NAMES))],
  );
  const found = new Set<string>();
  for (const { uri, lines } of rows) {
    const isOfAi = unpackEvents(lines as Uint8Array).some((event) => event.lines.some(({ by }) => mayBeAi(by)));
    if (isOfAi) found.add(String(uri));
  }
  return [...found];
}

/** What an acceptance is by now the acceptance tells. */
function mayBeAi(by: RecordedAuthor): boolean {
  return 'of' in by || ('origin' in by && isAi(by.origin));
}
