import type { JournalEvent } from '../domain/events/journalEvent.ts';
import type { Journal } from '../ports/journal.ts';
import type { Logger } from '../ports/logger.ts';
import type { Timers } from '../ports/timers.ts';
import { inTime } from './inTime.ts';

export interface TakeDownParts {
  readonly journal: Pick<Journal, 'append'>;
  readonly timers: Timers;
  readonly log: Logger;
  readonly isPaused: () => boolean;
}

/** What is said where it is not on the disk, for people; `logged` is for the log. */
export interface TakeDownWords {
  readonly paused: string;
  /** the disk takes long: it is written when that can be */
  readonly waiting: string;
  readonly failed: string;
  readonly logged: string;
}

/** An event that says what the person said. */
export interface Said {
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly words: TakeDownWords;
}

/**
 * Takes down what the person says. Gives an empty text once that is on the disk, or what is wrong, for people.
 *
 * @param known called with the event at once, before it is on the disk; not where nothing is taken down
 */
export async function takeDown(
  { journal, timers, log, isPaused }: TakeDownParts,
  { kind, payload, words }: Said,
  known: (event: JournalEvent) => void,
): Promise<string> {
  // Asked last: a pause may have begun meanwhile, and a paused window writes nothing.
  if (isPaused()) return words.paused;
  try {
    const { event, written } = journal.append(kind, payload, 'at once');
    known(event);
    return (await inTime(timers, written)) ? '' : words.waiting;
  } catch (error) {
    log.error(words.logged, error);
    return words.failed;
  }
}
