import type { Rating } from './rating.ts';
import type { FileName } from '../events/filePath.ts';
import type { CommitLanded } from '../events/commitLanded.ts';
import type { LotRecorded, SkipReason } from '../events/lotRecorded.ts';
import type { NoteWritten } from '../events/noteWritten.ts';
import type { PlanWritten } from '../events/planWritten.ts';
import type { Prompted } from '../events/prompted.ts';

/** When something was recorded. */
interface Recorded {
  /** milliseconds since 1970 UTC */
  readonly time: number;
  /** what local time was ahead of UTC then and there, in minutes */
  readonly offset: number;
}

/** A lot as it stands now. */
export interface Lot extends FileName, Recorded, Pick<LotRecorded, 'lines' | 'probable' | 'line' | 'area' | 'class'> {
  /** id of the event that recorded it */
  readonly id: string;
  /** path for people */
  readonly path: string;
  /** `owed` where an explanation is missing, `small` where none was asked for */
  readonly state: 'owed' | 'explained' | 'skipped' | 'small';
  /** why it was skipped, last */
  readonly reason: SkipReason | undefined;
  /** the commit that it was last seen in */
  readonly commit: string | undefined;
}

/** A note as it stands now. */
export interface Note extends Recorded, Omit<NoteWritten, 'lots'> {
  /** id of the event that recorded it first */
  readonly id: string;
  readonly lots: readonly Lot[];
  /** wall time of its latest text, where that is not the first one */
  readonly edited: number | undefined;
}

/** A text that a note has, or had before, and when it was written. */
export interface NoteText extends Recorded {
  readonly text: string;
  /** the last rating that it was given */
  readonly after: Rating | undefined;
}

/** A commit of the engineer's own that stands for itself: no later one replaces it. */
export type LandedCommit = Omit<CommitLanded, 'replaces'>;

/** Something that the engineer was asked for. */
export type PromptNow = Prompted & Recorded;

/** What the engineer meant to do in an area. */
export type Plan = PlanWritten & Recorded;
