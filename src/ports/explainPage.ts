import type { ShownLine } from '../domain/debt/shownLines.ts';
import type { OwnershipClass } from '../domain/ownership/area.ts';
import type { Rating } from '../domain/debt/rating.ts';
import type { Chooser } from '../domain/events/noteWritten.ts';
import type { SkipReason } from '../domain/events/lotRecorded.ts';

export type { ShownLine };

/** One place that is asked about. */
export interface ExplainPlace {
  readonly id: string;
  /** for people */
  readonly path: string;
  readonly area: string;
  readonly class: OwnershipClass;
  /** whose the lines are and how sure that is, such as "agent, probable" */
  readonly how: string;
  /** lines of this place that are asked about */
  readonly lines: number;
  readonly shown: readonly ShownLine[];
  /** lines of the place beyond those shown */
  readonly more: number;
}

/** What the person has given so far. */
export interface ExplainDraft {
  readonly text: string;
  readonly before: Rating | undefined;
  readonly after: Rating | undefined;
  readonly chose: Chooser | undefined;
  readonly turnedDown: string;
  /** characters of the text that were pasted into it */
  readonly pasted: number;
  /** seconds that the page has been in front so far */
  readonly seconds: number;
}

export const EMPTY_DRAFT: ExplainDraft = {
  ...{ text: '', before: undefined, after: undefined, chose: undefined, turnedDown: '' },
  ...{ pasted: 0, seconds: 0 },
};

/** What is asked. */
export interface ExplainAsked {
  /**
   * `commit`: a commit follows; `waiting`: one is under way and waits for a while; `ahead`: lines lie staged; `fresh`: they were
   * written just now; `queue`: they were committed before
   */
  readonly purpose: 'commit' | 'waiting' | 'ahead' | 'fresh' | 'queue';
  /** one to three, those that matter most first */
  readonly places: readonly ExplainPlace[];
  /** AI-written lines that are asked about, in these places and in all others */
  readonly lines: number;
  /** places beyond those shown */
  readonly others: number;
  /** drawn from the code of one of the places; empty where nothing can be asked of it */
  readonly question: string;
  /** what the person planned before, for the area of a place; empty where there is no plan */
  readonly plan: string;
  readonly draft: ExplainDraft;
}

export type ExplainAnswer =
  /** `forOthers`: it holds for the places beyond those shown, too */
  | { readonly kind: 'saved'; readonly draft: ExplainDraft; readonly forOthers: boolean }
  | { readonly kind: 'skipped'; readonly reason: SkipReason; readonly draft: ExplainDraft }
  | { readonly kind: 'later'; readonly draft: ExplainDraft };

/** What the page needs from whoever asks. */
export interface ExplainActs {
  /** Takes an answer down. Settles with an empty text when it is on the disk, else with what is wrong, for people; the page stays then. */
  readonly answer: (answer: ExplainAnswer) => Promise<string>;
  /** Keeps what was given so far, so that it is there again after a reload or a crash. */
  readonly keep: (draft: ExplainDraft) => void;
  /** Moves the file of a place into another class, and gives what is to be asked now. */
  readonly changeClass: (place: string, to: OwnershipClass) => Promise<ExplainAsked>;
  /** Opens the editor's own diff at a place. */
  readonly openDiff: (place: string) => Promise<void>;
  /** Where a commit waits: settles when it has gone on, with what is asked from then on. Never rejects. */
  readonly wentOn?: Promise<ExplainAsked>;
}

/** How the person is asked for an explanation. */
export interface ExplainPage {
  /**
   * Asks, in place of what was asked before. Settles with the answer that was taken down, or with `closed` when the person
   * closed the page or something else is asked instead; a draft is kept then.
   */
  ask(asked: ExplainAsked, acts: ExplainActs): Promise<ExplainAnswer['kind'] | 'closed'>;
}
