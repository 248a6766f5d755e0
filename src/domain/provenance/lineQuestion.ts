import { isVisible } from '../attribution/visibleText.ts';
import { evidenceOf, SIGNALS, type Signal } from '../attribution/signals.ts';
import { authorOf, NOBODY, type Author, type Authors, type Decision } from './author.ts';
import { RunReader, type Run } from './authoredRuns.ts';
import type { LineOrigin } from './lineOrigin.ts';

/** Text of a line that is asked about, under an author of its own until there is an answer. */
interface AskedText {
  readonly line: number;
  readonly author: Author;
  /** who it belonged to before, and does again when the answer tells no more */
  readonly before: Author;
}

/**
 * Lines of a document of which somebody else may know more, as they were when it was asked. Each has an author of its own
 * meanwhile: so edits are followed as ever, and the answer counts for what is left of the line, wherever it stands by then.
 */
export class LineQuestion {
  /** the authors of the whole text, a break behind each line included */
  readonly runs: readonly Run[];
  readonly #asked: readonly AskedText[];

  /** @param origins of the lines, as far as this window knows them */
  constructor(lines: readonly string[], origins: readonly (LineOrigin | undefined)[], runs: readonly Run[]) {
    const reader = new RunReader(runs);
    const asked: AskedText[] = [];
    this.runs = lines.flatMap((text, line) => {
      const inLine = reader.take(text.length + 1);
      const isAsked = isWeak(origins[line]) && isVisible(text, 0, text.length);
      return isAsked ? inLine.map((run) => askedRun(run, line, asked)) : inLine;
    });
    this.#asked = asked;
  }

  /**
   * Takes an answer in: what nobody saw gets any author that is known, what was seen without knowing who it was only one
   * beyond doubt. Where the answer is `undefined`, or missing, all stays as it was. Tells whether any line has got an author.
   * @param isLate whether the engineer has corrected something since it was asked
   */
  answer(answer: readonly (LineOrigin | undefined)[], authors: Authors, isLate: boolean): boolean {
    const learned = answer.map((one) => one && authors.learn(decisionOf(one), isLate));
    let isNews = false;
    for (const { line, author, before } of this.#asked) {
      const told = learned[line];
      const takes = told !== undefined && (before.known === 'unseen' || !isWeak(answer[line]));
      author.is = authorOf(takes ? told : before);
      isNews ||= takes;
    }
    return isNews;
  }
}

function askedRun(run: Run, line: number, asked: AskedText[]): Run {
  const before = authorOf(run.author);
  if (!isWeakAuthor(before)) return run;
  const last = asked.at(-1);
  if (last?.line === line && last.before === before) return { length: run.length, author: last.author };
  const author: Author = { known: before.known, is: undefined };
  asked.push({ line, author, before });
  return { length: run.length, author };
}

/** Whether somebody who saw a line being written would know more of it: nobody saw it here, or not who wrote it. */
export function isWeak(line: LineOrigin | undefined): boolean {
  return line === undefined || line.origin === 'unknown' || line.origin === 'external' || line.origin === 'restored';
}

function isWeakAuthor({ known }: Author): boolean {
  if (typeof known === 'string') return known === 'unseen';
  return known.confidence === 'guess' || isWeak({ ...known, acceptance: undefined });
}

/** Whether text that somebody saw, here or elsewhere, may be known better, or be an acceptance that somebody corrects. */
export function mayBeKnownBetter(author: Author): boolean {
  const { known } = authorOf(author);
  return typeof known !== 'string' && (known.acceptance !== undefined || isWeakAuthor({ known, is: undefined }));
}

/** What was decided about a line, as far as its origin tells. */
function decisionOf({ origin, confidence, evidence, acceptance }: LineOrigin): Decision {
  if (origin !== 'unknown') {
    return { origin, confidence: confidence ?? 'likely', evidence: evidence ?? 'events', acceptance };
  }
  // Of a guess the line does not tell what is guessed, and its signal does.
  if (confidence !== 'guess' || !isSignal(evidence)) return NOBODY;
  return { origin: evidenceOf(evidence).origin, confidence, evidence, acceptance };
}

function isSignal(evidence: string | undefined): evidence is Signal {
  return SIGNALS.some((signal) => signal === evidence);
}
