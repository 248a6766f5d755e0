import type { RecentChange } from '../../domain/attribution/recentChanges.ts';
import type { Decision } from '../../domain/provenance/author.ts';

/** Somebody who is told of every edit that is recorded, and of what is decided about it. Must not throw. */
export interface EditWitness {
  /** Every edit of a document, in order, before anything is decided about it. */
  edited(change: RecentChange): void;
  /**
   * What an edit turned out to be; once more when stronger evidence tells it anew.
   * @param notOf lines that the edit brought, without the white space around them, of which that is not known
   */
  decided(change: RecentChange, decision: Decision, notOf?: ReadonlySet<string>): void;
  /** A document is closed, or not recorded any more: nothing more can be seen of what is in it. */
  forgetDocument(uri: string): void;
  /** Nothing is recorded any more. */
  letGo(): void;
}
