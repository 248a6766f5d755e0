import type { EditComparison } from '../attribution/editComparison.ts';
import type { TextChange } from '../attribution/editFact.ts';
import type { Origin } from '../attribution/origin.ts';
import { isVisible } from '../attribution/visibleText.ts';
import {
  authorOf,
  givesWay,
  isAiAuthor,
  NOBODY,
  openAuthor,
  type Author,
  type Authors,
  type Decision,
} from './author.ts';
import { AuthoredRuns, RunReader, type Run } from './authoredRuns.ts';
import { EditHistory, type EditTaken, type StepTaken } from './editHistory.ts';
import { stretchesOf } from './keptText.ts';
import { lineOrigins, settledLineOrigins, mainAuthor, sharesOf, UNKNOWN, type LineOrigin } from './lineOrigin.ts';
import { namesOfLines } from './knownLines.ts';
import { LineQuestion, mayBeKnownBetter } from './lineQuestion.ts';
import { isTelling, linesIn, type FindLine, type LostLines } from './lineTexts.ts';
import { isTooLong, linesWithRuns, MovedLines, type Part } from './movedLines.ts';

/** An edit that has been made. */
export interface SeenEdit {
  /** tells it from every other edit of this session */
  readonly key: string;
  /** in the order in which they were applied */
  readonly changes: readonly TextChange[];
  readonly history: 'undo' | 'redo' | undefined;
  readonly comparison: EditComparison;
  /** when it was made, in milliseconds */
  readonly at: number;
}

/**
 * Bounds for one document, beyond which nothing more is known of it: runs of text with one author, and changes in one
 * edit. A change of 20,000 runs takes about a millisecond, and they take about a megabyte.
 */
const MOST_RUNS = 20_000;
const MOST_CHANGES = 10_000;
/** In a longer text nobody counts whose characters are the most. */
const MOST_COUNTED = 1_000_000;
/** How many edits that may be decided anew are remembered. */
const MOST_DECIDED = 64;
/** The shortest text that may be one of a known line, or have been moved. */
const KEY = 3;
const NOTHING: readonly Run[] = [];

/** Text that an edit brought and of which nobody knew then who wrote it. */
interface Piece {
  readonly author: Author;
  /** its text without the white space around it; `undefined` for a text that was not taken apart into its lines */
  readonly line: string | undefined;
  /** whose text it replaced */
  readonly replaced: Author | undefined;
}

export interface DocumentProvenanceParts {
  readonly uri: string;
  readonly authors: Authors;
  readonly lost: LostLines;
}

/**
 * Who wrote what in one open document. Every change is followed at once, its text under an author of whom nothing is known
 * yet; what is decided later holds for that text wherever it stands by then.
 */
export class DocumentProvenance {
  readonly #parts: DocumentProvenanceParts;
  #runs = new AuthoredRuns();
  readonly #history = { undo: new EditHistory(), redo: new EditHistory() };
  /** by the key of the edit that brought them */
  readonly #open = new Map<string, readonly Piece[]>();
  /** those of which something was decided that stronger evidence may restate */
  readonly #decided = new Map<string, readonly Piece[]>();
  /** lines that are asked about, each of which may be a run meanwhile */
  #asked = 0;
  #isLost = false;

  constructor(parts: DocumentProvenanceParts) {
    this.#parts = parts;
  }

  /** Follows an edit: what it kept stays with its authors, and what is new has none yet. */
  apply({ key, changes, history, comparison, at }: SeenEdit): void {
    if (this.#isLost) return;
    const [only] = changes;
    if (changes.length === 1 && history === undefined && only !== undefined && isKey(only)) {
      this.#applyKey(key, only);
      return;
    }
    if (changes.length > MOST_CHANGES || changes.some(({ removed }) => removed === undefined)) {
      this.#lose();
      return;
    }
    if (history !== undefined && this.#takeBack(history, changes)) return;
    const pieces: Piece[] = [];
    const steps = this.#follow(changes, comparison, { pieces, at });
    if (pieces.length > 0) this.#open.set(key, pieces);
    if (history === undefined) this.#remember(steps);
    else this.#forgetHistory();
    this.#keepBound();
  }

  /**
   * What an edit turned out to be, or, by stronger evidence, to have been after all.
   * @param notOf lines of it, without the white space around them, of which that is not known
   */
  decide(
    key: string,
    decision: Decision,
    { at, copiedFrom, notOf }: { at: number; copiedFrom: FindLine; notOf?: ReadonlySet<string> | undefined },
  ): void {
    const { authors } = this.#parts;
    // A part of an acceptance, or stronger evidence for it, counts for all of it.
    const known = decision.acceptance === undefined ? undefined : authors.of(decision);
    const pieces = this.#open.get(key) ?? this.#decided.get(key);
    if (pieces === undefined) return;
    this.#open.delete(key);
    const found = this.#linesFrom(pieces, decision.origin, { at, copiedFrom });
    pieces.forEach(({ author, line, replaced }, index) => {
      if (author.is !== undefined || !givesWay(author, decision)) return;
      const of = decision.origin === 'tool' ? (replaced ?? found[index]) : found[index];
      if (of !== undefined && authorOf(of) !== author) author.is = authorOf(of);
      else if (decision.origin === 'restored' || isOneOf(line, notOf)) author.is = authors.of(NOBODY);
      else if (mayBeRestated(decision)) author.known = decision;
      else author.is = known ?? authors.of(decision);
    });
    this.#rememberDecided(key, pieces);
  }

  /** The origin of each line, `undefined` for a blank one and for one that was there before anybody looked. */
  lineOrigins(lines: readonly string[]): (LineOrigin | undefined)[] {
    if (this.#isLost) return lines.map((line) => (isVisible(line, 0, line.length) ? UNKNOWN : undefined));
    return lineOrigins(lines, this.#runs.inOrder());
  }

  /** The same with `open` for lines of which something has not been decided yet; none where all is lost. */
  settledOrigins(lines: readonly string[]): (LineOrigin | 'open' | undefined)[] {
    return this.#isLost ? [] : settledLineOrigins(lines, this.#runs.inOrder());
  }

  /** Begins to ask about the lines, as they are now, of which it is not known who wrote them. Nothing to ask where all is lost. */
  ask(lines: readonly string[]): LineQuestion | undefined {
    if (this.#isLost) return undefined;
    const question = new LineQuestion(lines, this.lineOrigins(lines), [...this.#runs.inOrder()]);
    const length = lines.reduce((sum, line) => sum + line.length + 1, 0);
    this.#runs.replace(0, length, question.runs);
    this.#asked += lines.length;
    return question;
  }

  /** Once a question has its answer, lines one after another by the same author are one run again. */
  answered({ length }: readonly string[]): void {
    this.#asked -= length;
    this.#runs.compact();
    this.#keepBound();
  }

  /** The author of most of each line, `undefined` where there is none. */
  lineAuthors(lines: readonly string[]): (Author | undefined)[] {
    const reader = new RunReader(this.#isLost ? [] : [...this.#runs.inOrder()]);
    return lines.map((line) => {
      const inLine = reader.take(line.length);
      reader.skip(1);
      return mainAuthor(sharesOf(line, inLine));
    });
  }

  /** Whether somebody else may know more of what was seen here: who wrote it, or what became of an acceptance. */
  get mayLearn(): boolean {
    if (this.#isLost) return false;
    for (const { author } of this.#runs.inOrder()) if (mayBeKnownBetter(author)) return true;
    return false;
  }

  /** Whether any text in it is AI's. */
  get hasAi(): boolean {
    for (const { author } of this.#runs.inOrder()) if (isAiAuthor(author)) return true;
    return false;
  }

  /** The authors of all characters, in order; behind the last one is text that nobody saw. */
  runs(): Run[] {
    return [...this.#runs.inOrder()];
  }

  /** The same for what nearly every edit is, without anything that this one does not need. */
  #applyKey(key: string, { offset, inserted }: TextChange): void {
    const author = openAuthor();
    this.#runs.insert(offset, inserted.length, author);
    this.#open.set(key, [{ author, line: inserted, replaced: undefined }]);
    this.#remember([{ offset, removed: '', inserted, lost: NOTHING }]);
    this.#keepBound();
  }

  #remember(steps: EditTaken): void {
    this.#history.redo.clear();
    this.#history.undo.push(steps);
  }

  /** Where an undo leads to no text that is remembered, the order of what is remembered is not that of the editor. */
  #forgetHistory(): void {
    this.#history.undo.clear();
    this.#history.redo.clear();
  }

  #keepBound(): void {
    const most = MOST_RUNS + this.#asked;
    if (this.#runs.count > most && this.#runs.compact() > most * 0.8) this.#lose();
  }

  #lose(): void {
    this.#isLost = true;
    this.#runs = new AuthoredRuns();
    this.#forgetHistory();
    this.#open.clear();
    this.#decided.clear();
  }

  /** Undoes, or redoes, the newest edits that these changes take back, with all the authors that there were. */
  #takeBack(history: 'undo' | 'redo', changes: readonly TextChange[]): boolean {
    const from = this.#history[history];
    const to = this.#history[history === 'undo' ? 'redo' : 'undo'];
    const steps = changes.map(({ offset, removed = '', inserted }) => ({ offset, removed, inserted }));
    const edits = from.takenBackBy(steps);
    for (let left = edits ?? 0; left > 0; left -= 1) {
      to.push((from.pop() ?? []).toReversed().map((step) => this.#takeBackStep(step)));
    }
    return edits !== undefined;
  }

  #takeBackStep({ offset, removed, inserted, lost }: StepTaken): StepTaken {
    const lostNow = this.#runs.read(offset, inserted.length);
    this.#runs.replace(offset, inserted.length, lost);
    return { offset, removed: inserted, inserted: removed, lost: lostNow };
  }

  #follow(
    changes: readonly TextChange[],
    comparison: EditComparison,
    { pieces, at }: { pieces: Piece[]; at: number },
  ): StepTaken[] {
    // From the end of the document to its start no change moves a later one, so that all can be read before any is applied.
    const parts = isFromEnd(changes) ? changes.map((change) => this.#partsOf(change, comparison)) : [];
    const moved = new MovedLines(parts.flat());
    return changes.map((change, index) => {
      const ofChange = parts[index] ?? this.#partsOf(change, comparison);
      const { offset, removed = '', inserted } = change;
      const runs: Run[] = [];
      for (const part of ofChange) {
        if (part.kept) for (const run of part.lost) runs.push(run);
        else this.#addNew(part, moved, { runs, pieces });
        if (!part.kept) this.#rememberLost(part, at);
      }
      this.#runs.replace(offset, removed.length, runs);
      return { offset, removed, inserted, lost: ofChange.flatMap(({ lost }) => lost) };
    });
  }

  #partsOf(change: TextChange, comparison: EditComparison): Part[] {
    const { removed = '', inserted, offset } = change;
    if (removed === '') return [{ kept: false, removed, inserted, lost: [] }];
    const reader = new RunReader(this.#runs.read(offset, removed.length));
    const stretches = stretchesOf(change, comparison.keptBy(change));
    return stretches.map((stretch) => ({ ...stretch, lost: reader.take(stretch.removed.length) }));
  }

  #addNew(part: Part, moved: MovedLines, to: { runs: Run[]; pieces: Piece[] }): void {
    const { inserted } = part;
    if (inserted === '') return;
    const replaced = this.#replacedBy(part);
    const add = (line: string | undefined, length: number): void => {
      const author = openAuthor();
      to.pieces.push({ author, line, replaced });
      to.runs.push({ length, author });
    };
    if (isTooLong(inserted)) {
      add(undefined, inserted.length);
      return;
    }
    for (const { text, length, indent } of linesIn(inserted)) {
      const from = moved.take(text);
      if (from === undefined) add(text, length);
      else for (const run of widened(from, indent, length)) to.runs.push(run);
    }
  }

  #replacedBy({ removed, lost }: Part): Author | undefined {
    if (removed.length > MOST_COUNTED) return this.#parts.authors.of(NOBODY);
    const shares = sharesOf(removed, lost);
    if (shares.size === 0) return undefined;
    return mainAuthor(shares) ?? this.#parts.authors.of(NOBODY);
  }

  #rememberLost({ removed, lost }: Part, at: number): void {
    if (!isTelling(removed) || isTooLong(removed)) return;
    const lines = linesWithRuns(removed, lost);
    const found = new Map<string, { document: string; author: Author; at: number }>();
    namesOfLines(lines.map(({ text }) => text)).forEach((names, index) => {
      const { text = '', runs = [] } = lines[index] ?? {};
      const author = mainAuthor(sharesOf(text, runs)) ?? this.#parts.authors.of(NOBODY);
      for (const name of names) found.set(name, { document: this.#parts.uri, author, at });
    });
    this.#parts.lost.add(found, removed.length);
  }

  /** The authors of lines that have come from elsewhere: cut or copied, moved by a tool, or back from before. */
  #linesFrom(
    pieces: readonly Piece[],
    origin: Origin,
    { at, copiedFrom }: { at: number; copiedFrom: FindLine },
  ): (Author | undefined)[] {
    const { lost, uri } = this.#parts;
    const find = ((): FindLine | undefined => {
      if (origin === 'pasted' || origin === 'tool') return (line) => lost.justBefore(at, line) ?? copiedFrom(line);
      if (origin === 'unknown') return (line) => lost.justBefore(at, line);
      return origin === 'external' || origin === 'restored' ? (line) => lost.of(uri, line) : undefined;
    })();
    if (find === undefined) return [];
    return namesOfLines(pieces.map(({ line }) => line ?? '')).map((names) => firstFound(names, find));
  }

  #rememberDecided(key: string, pieces: readonly Piece[]): void {
    this.#decided.delete(key);
    if (pieces.every(({ author }) => author.is !== undefined)) return;
    this.#decided.set(key, pieces);
    if (this.#decided.size <= MOST_DECIDED) return;
    const [oldest] = this.#decided;
    if (oldest === undefined) return;
    this.#decided.delete(oldest[0]);
    for (const { author } of oldest[1]) {
      if (author.is === undefined && typeof author.known !== 'string') author.is = this.#parts.authors.of(author.known);
    }
  }
}

/** Whether a change puts so little between two characters that there is nothing in it to look for. */
function isKey({ removed, inserted }: TextChange): boolean {
  return removed === '' && inserted !== '' && inserted.length < KEY && !inserted.includes('\n');
}

/** Whether each change stands before the one that was applied before it, as VS Code applies them. */
function isFromEnd(changes: readonly TextChange[]): boolean {
  return changes.every(({ offset, removed = '' }, index) => {
    const earlier = changes[index - 1];
    return earlier === undefined || offset + removed.length <= earlier.offset;
  });
}

/** Of what has no acceptance, later evidence may tell more, such as of an agent at work; of keys and tools nothing will. */
function mayBeRestated({ origin, acceptance }: Decision): boolean {
  return acceptance === undefined && (origin === 'unknown' || origin === 'pasted' || origin === 'external');
}

/** Runs of a line with the white space around it. */
function widened(runs: readonly Run[], indent: number, length: number): Run[] {
  const text = runs.reduce((sum, run) => sum + run.length, 0);
  return runs.map((run, index) => {
    const before = index === 0 ? indent : 0;
    const behind = index === runs.length - 1 ? length - indent - text : 0;
    return before + behind === 0 ? run : { length: run.length + before + behind, author: run.author };
  });
}

function firstFound(names: readonly string[], find: FindLine): Author | undefined {
  for (const name of names) {
    const author = find(name);
    if (author !== undefined) return author;
  }
  return undefined;
}

function isOneOf(line: string | undefined, lines: ReadonlySet<string> | undefined): boolean {
  return lines !== undefined && (line === undefined || lines.has(line));
}
