import type { JournalEvent } from '../domain/events/journalEvent.ts';
import type { Disposable } from './disposable.ts';

/** What reading all journals gave. */
export interface JournalContent {
  /**
   * every readable event of every session, in the order of `compareEvents`; a later read may give the same array, grown
   * at its end, or another one
   */
  readonly events: readonly JournalEvent[];
  /** lines whose checksum or form is wrong; they are left where they are */
  readonly damagedLines: number;
}

/** Whether what is recorded reaches the disk. */
export type JournalHealth =
  | { readonly state: 'writing' }
  /** `waiting` events are in memory and are tried again; `lost` had no room left */
  | { readonly state: 'failing'; readonly reason: string; readonly waiting: number; readonly lost: number };

/** An event on its way to the disk. */
export interface Appended {
  /** known at once, so that later events can name it */
  readonly event: JournalEvent;
  /**
   * Settles when the event is written, which is at most a second later while the disk takes it; a failing disk is
   * retried, and the promise waits with it. Rejects when the event can not be kept at all.
   */
  readonly written: Promise<void>;
}

/** The append-only record of everything that Grasp knows. */
export interface Journal {
  /** The folder that holds the journal, for people to read. */
  readonly folder: string;
  append(kind: string, payload: Readonly<Record<string, unknown>>): Appended;
  /** All events of all sessions, of other windows too. */
  read(): Promise<JournalContent>;
  readonly health: JournalHealth;
  onDidChangeHealth(listener: (health: JournalHealth) => void): Disposable;
}
