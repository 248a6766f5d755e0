import type { JournalEvent } from '../domain/events/journalEvent.ts';
import type { Disposable } from './disposable.ts';

/** Whether what is recorded reaches the disk. */
export type JournalHealth =
  | { readonly state: 'writing' }
  /** `waiting` events are in memory and are tried again; `lost` had no room left */
  | { readonly state: 'failing'; readonly reason: string; readonly waiting: number; readonly lost: number };

/**
 * What the editor observes is grouped for a moment; what the engineer says is written at once. Either way `written`
 * settles only when the event has been flushed to the disk.
 */
export type Urgency = 'grouped' | 'at once';

/** An event on its way to the disk. */
export interface Appended {
  /** known at once, so that later events can name it */
  readonly event: JournalEvent;
  /**
   * Settles when the event is on the disk, which is at most a second later while the disk takes it; a failing disk is
   * retried, and the promise waits with it. Rejects when the event can not be kept at all.
   */
  readonly written: Promise<void>;
}

/** The append-only record of everything that Grasp knows. */
export interface Journal {
  /** The folder that holds the journal, for people to read. */
  readonly folder: string;
  append(kind: string, payload: Readonly<Record<string, unknown>>, urgency?: Urgency): Appended;
  readonly health: JournalHealth;
  onDidChangeHealth(listener: (health: JournalHealth) => void): Disposable;
}

/** A journal that can be kept from writing. */
export interface PausableJournal extends Journal {
  /**
   * Writes what waits and lets go of the file, so that nothing is written until the next event, which begins another one.
   * Settles when that is done; a failing disk is retried, and the promise waits with it.
   */
  rest(): Promise<void>;
  /** Writes what it was started to hold back, and holds nothing back from now on. */
  release(): void;
  /** Drops what it was started to hold back, whose `written` rejects with an `AbortError`, and holds nothing back from now on. */
  discard(): void;
}
