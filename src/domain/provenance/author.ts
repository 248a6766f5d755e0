import { strengthOf } from '../attribution/signals.ts';
import type { Confidence } from '../attribution/confidence.ts';
import { isAi, type Origin } from '../attribution/origin.ts';
import { SIGNALS } from '../attribution/signals.ts';

/** What others say of a commit. What Grasp saw itself outranks it. */
export const COMMIT_EVIDENCE = ['git-ai-note', 'agent-trace', 'commit-trailer'] as const;
export type CommitEvidence = (typeof COMMIT_EVIDENCE)[number];

/** What told who wrote a text: the signals of acceptances, what tells of other edits, and what others say. */
export const EVIDENCES = [...SIGNALS, 'editor', 'events', 'clipboard', 'correction', ...COMMIT_EVIDENCE] as const;
export type Evidence = (typeof EVIDENCES)[number];

/** What was decided about a text. */
export interface Decision {
  readonly origin: Origin;
  readonly confidence: Confidence;
  readonly evidence: Evidence;
  /** id of the acceptance that the text belongs to */
  readonly acceptance?: string | undefined;
}

/**
 * Whoever wrote some text: all text with the same author. What is known of an author may change, and then it is known of
 * all that text at once, wherever it stands by then.
 */
export interface Author {
  /** `unseen` for text that was there before anybody looked, `open` until something is decided */
  known: Decision | 'open' | 'unseen';
  /** the author that this one has turned out to be */
  is: Author | undefined;
}

/** Of the text of a file as it was opened. */
export const UNSEEN: Author = { known: 'unseen', is: undefined };

/** Of text of which nobody can tell who wrote it. */
export const NOBODY: Decision = { origin: 'unknown', confidence: 'certain', evidence: 'events' };

export function openAuthor(): Author {
  return { known: 'open', is: undefined };
}

/** The author that one has turned out to be, in however many steps. */
export function authorOf(author: Author): Author {
  let found = author;
  while (found.is !== undefined) found = found.is;
  // The next one who asks takes one step.
  if (author.is !== undefined) author.is = found;
  return found;
}

/** Whether a decision stands back behind a later one: evidence of the same strength or a stronger one restates it. */
export function givesWay({ known }: Author, to: Decision): boolean {
  if (known === 'open') return true;
  if (known === 'unseen') return false;
  return known.origin === 'unknown' || strengthOf(to.confidence) >= strengthOf(known.confidence);
}

/** Whether an author is AI, and that no guess. */
export function isAiAuthor(author: Author): boolean {
  const { known } = authorOf(author);
  return typeof known !== 'string' && isAi(known.origin) && known.confidence !== 'guess';
}

function isCorrection(known: Author['known']): boolean {
  return typeof known !== 'string' && known.evidence === 'correction';
}

/** How many acceptances a window can still restate. */
const MOST_ACCEPTANCES = 10_000;

/** The authors that a window knows: one for each acceptance, and one for all text of the same origin that has none. */
export class Authors {
  readonly #alike = new Map<string, Author>();
  readonly #ofAcceptances = new Map<string, Author>();
  /** what was known of those that were restated, before that */
  readonly #recorded = new Map<string, Author['known']>();

  /** The author of all text that is known to be of one origin, for the same reason. */
  of(decision: Decision): Author {
    const { origin, confidence, evidence, acceptance } = decision;
    if (acceptance !== undefined) return this.#ofAcceptance(acceptance, decision);
    const name = `${origin} ${confidence} ${evidence}`;
    const author = this.#alike.get(name) ?? { known: decision, is: undefined };
    this.#alike.set(name, author);
    return author;
  }

  /**
   * Says anew whose an acceptance was: a correction, which counts in all documents, and for what was copied from it.
   * Without a decision it is again what it was before the first one.
   */
  restate(acceptance: string, decision?: Omit<Decision, 'acceptance'>): void {
    const author = this.#ofAcceptances.get(acceptance);
    if (author === undefined) return;
    const recorded = this.#recorded.get(acceptance) ?? author.known;
    if (decision === undefined) this.#recorded.delete(acceptance);
    else this.#recorded.set(acceptance, recorded);
    author.known = decision === undefined ? recorded : { ...decision, acceptance };
  }

  /**
   * The author of text of which the journals tell: they know an acceptance as it stands, with corrections of all windows.
   * @param isLate whether something was corrected here since the journals were asked
   */
  learn(decision: Decision, isLate: boolean): Author {
    const { acceptance, evidence } = decision;
    const author = acceptance === undefined ? undefined : this.#ofAcceptances.get(acceptance);
    if (acceptance === undefined || author === undefined) return this.of(decision);
    const isCorrected = isCorrection(author.known);
    if (isLate) return author;
    if (evidence === 'correction') this.restate(acceptance, decision);
    else if (isCorrected) {
      this.#recorded.delete(acceptance);
      author.known = decision;
    } else if (givesWay(author, decision)) author.known = decision;
    return author;
  }

  #ofAcceptance(id: string, decision: Decision): Author {
    const known = this.#ofAcceptances.get(id);
    if (known !== undefined) {
      // The engineer has the last word.
      if (!this.#recorded.has(id) && givesWay(known, decision)) known.known = decision;
      return known;
    }
    const author: Author = { known: decision, is: undefined };
    this.#ofAcceptances.set(id, author);
    const [oldest] = this.#ofAcceptances.keys();
    if (this.#ofAcceptances.size > MOST_ACCEPTANCES && oldest !== undefined) {
      this.#ofAcceptances.delete(oldest);
      this.#recorded.delete(oldest);
    }
    return author;
  }
}
