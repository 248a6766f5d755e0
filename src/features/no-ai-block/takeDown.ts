import type { JournalEvent } from '../../domain/events/journalEvent.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import { inTime } from '../inTime.ts';

export interface TakeDownParts {
  readonly journal: Pick<Journal, 'append'>;
  readonly timers: Timers;
  readonly log: Logger;
  readonly isPaused: () => boolean;
}

/**
 * Takes down what the person says of blocks. Gives an empty text once that is on the disk, or what is wrong, for people.
 *
 * @param known called with the event at once, before it is on the disk
 */
export async function takeDown(
  { journal, timers, log, isPaused }: TakeDownParts,
  said: { readonly kind: string; readonly payload: Readonly<Record<string, unknown>> },
  known: (event: JournalEvent) => void,
): Promise<string> {
  if (isPaused()) return 'Grasp is paused and writes nothing. Resume it to change blocks.';
  try {
    const { event, written } = journal.append(said.kind, said.payload, 'at once');
    known(event);
    if (await inTime(timers, written)) return '';
    return 'The journal can not be written now. What you said is in memory, and is written when it can be.';
  } catch (error) {
    log.error('What was said of blocks could not be written.', error);
    return 'That could not be written; the log says more.';
  }
}
