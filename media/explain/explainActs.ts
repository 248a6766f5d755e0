import type { OwnershipClass } from '../../src/domain/ownership/area.ts';
import type { Rating } from '../../src/domain/debt/rating.ts';
import type { SkipReason } from '../../src/domain/events/lotRecorded.ts';
import type { DraftShown, ExplainSnapshot } from '../../src/protocol/explainMessages.ts';

/** What the person can do on the page. */
export interface ExplainPageActs {
  readonly rate: (when: 'before' | 'after', rating: Rating) => void;
  /** goes on to what follows a rating */
  readonly rated: (when: 'before' | 'after') => void;
  readonly change: (part: Partial<Pick<DraftShown, 'text' | 'chose' | 'turnedDown'>>) => void;
  /** @param characters that were pasted, or dropped, into the note */
  readonly paste: (characters: number) => void;
  readonly forOthers: (is: boolean) => void;
  /** takes what was chosen back where it is the class that the place has */
  readonly changeClass: (place: string, to: OwnershipClass) => void;
  readonly openDiff: (place: string) => void;
  readonly save: () => void;
  readonly later: () => void;
  /** offers the reasons, or takes the offer back */
  readonly offerSkip: (is: boolean) => void;
  readonly skip: (reason: SkipReason) => void;
  readonly close: () => void;
}

/** What the page itself knows, until it is made anew. */
export interface PageState {
  readonly snapshot: ExplainSnapshot;
  readonly draft: DraftShown;
  /** whether a commit waited for the answer, and waits no more */
  readonly wentOn: boolean;
  readonly forOthers: boolean;
  readonly isSkipping: boolean;
  /** whether an answer is on its way */
  readonly isBusy: boolean;
  /** what did not work, in words; else empty */
  readonly failure: string;
  /** what is missing for an answer */
  readonly missing: 'note' | 'after' | undefined;
  /** what just happened, for those who do not see it */
  readonly said: string;
  /** what happened with the answer, once it is on the disk; else empty */
  readonly done: string;
}
