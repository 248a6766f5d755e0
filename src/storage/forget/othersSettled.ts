import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { listJournals, type JournalName } from '../journal/journalFolder.ts';
import { isWrittenElsewhere } from '../journal/packEnded.ts';

/** Within this time every window that is awake has heard of what another one wrote, in milliseconds. */
const HEARD = 2_500;
/** A window that has not let go of its file by then is stopped or hangs, in milliseconds. */
const PATIENCE = 10_000;
const LOOK_EVERY = 250;

/**
 * Waits until the other windows have heard that something is to be forgotten, and have let go of their files. One that
 * does not answer is not waited for: it drops what it holds when it hears of it. Rejects as the signal says.
 */
export async function othersSettled(journals: string, signal: AbortSignal): Promise<void> {
  // What begins later has nothing in it that a window held back until now.
  let written = await writtenElsewhere(journals, await listJournals(journals));
  await sleep(HEARD, undefined, { signal });
  for (let waited = HEARD; waited < PATIENCE; waited += LOOK_EVERY) {
    written = await writtenElsewhere(journals, written);
    if (written.length === 0) return;
    await sleep(LOOK_EVERY, undefined, { signal });
  }
}

async function writtenElsewhere(folder: string, journals: readonly JournalName[]): Promise<JournalName[]> {
  const written: JournalName[] = [];
  for (const journal of journals) {
    if (!journal.packed && (await isWrittenElsewhere(join(folder, journal.name)))) written.push(journal);
  }
  return written;
}
