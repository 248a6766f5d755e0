import { EditComparison, type KeptPiece } from './editComparison.ts';
import type { TextChange } from './editFact.ts';
import type { TextRun } from './newText.ts';
import { visibleCharacters } from './visibleText.ts';

interface OwnedRun {
  readonly id: string;
  /** moves with every edit before it */
  offset: number;
  readonly text: string;
}

/** Text that a change took away, with the tracked runs in it, so that an undo or a redo can bring them back. */
interface LostText {
  readonly removed: string;
  readonly offset: number;
  /** offsets count from the start of `removed` */
  readonly runs: readonly OwnedRun[];
  /** whether a deletion beside it may be undone in one step with it */
  readonly open: boolean;
}

/** How much removed text is remembered for an undo, in changes and in characters. */
const MOST_LOST = 200;
const MOST_LOST_CHARACTERS = 1_000_000;

/**
 * Follows pieces of text through the edits of one document: which characters of each piece are still there. The method
 * is that of VS Code's own measure of accepted and retained characters (`editArcTracker`): a change drops what it
 * replaces and keeps the rest. Here a change is compared with what it replaced first, so that a formatter or a whole-file
 * rewrite drops only what it really took, and undo and redo bring back what they restore.
 */
export class TrackedSpans {
  /** in the order of their offsets, never overlapping */
  #runs: OwnedRun[] = [];
  #lost: LostText[] = [];
  #lostCharacters = 0;

  get isEmpty(): boolean {
    return this.#runs.length === 0 && this.#lost.length === 0;
  }

  /** Adds runs to the piece `id`, where they stand now. */
  add(id: string, runs: readonly TextRun[]): void {
    if (runs.length === 0) return;
    this.#runs = [...this.#runs, ...runs.map((run) => ({ ...run, id }))].sort((a, b) => a.offset - b.offset);
  }

  /** Characters of each piece of which some are still there; white space does not count, so formatting does not change it. */
  keptCharacters(): ReadonlyMap<string, number> {
    const kept = new Map<string, number>();
    for (const { id, text } of this.#runs) {
      const visible = visibleCharacters(text);
      if (visible > 0) kept.set(id, (kept.get(id) ?? 0) + visible);
    }
    return kept;
  }

  /** The offset of the first character of each piece that is still there, white space aside. */
  starts(): ReadonlyMap<string, number> {
    const starts = new Map<string, number>();
    for (const { id, offset, text } of this.#runs) {
      const first = starts.has(id) ? -1 : text.search(/\S/u);
      if (first >= 0) starts.set(id, offset + first);
    }
    return starts;
  }

  /** Offsets at which a run of the piece ends. */
  endsOf(id: string): number[] {
    return this.#runs.flatMap((run) => (run.id === id ? [run.offset + run.text.length] : []));
  }

  /** Makes the piece `id` a part of the piece `of`. */
  join(id: string, of: string): void {
    const joined = (run: OwnedRun): OwnedRun => (run.id === id ? { ...run, id: of } : run);
    this.#runs = this.#runs.map(joined);
    this.#lost = this.#lost.map((lost) => ({ ...lost, runs: lost.runs.map(joined) }));
  }

  forget(id: string): void {
    this.#runs = this.#runs.filter((run) => run.id !== id);
  }

  /** Applies one change. `isHistory` tells an undo or redo, the only changes that bring tracked text back. */
  apply(change: TextChange, isHistory: boolean, comparison = new EditComparison([change])): void {
    const { offset, inserted } = change;
    const removed = change.removed ?? '';
    const end = offset + removed.length;
    const grown = inserted.length - removed.length;
    const first = this.#indexOfRunAfter(offset);
    let next = first;
    while ((this.#runs[next]?.offset ?? Infinity) < end) next += 1;
    this.#move(next, grown);
    const touched = this.#runs.slice(first, next);
    const cut = cutOut(touched, change, comparison);
    if (touched.length > 0) this.#runs.splice(first, touched.length, ...cut.left);
    this.#remember({ removed, offset, runs: cut.lost, open: !isHistory && inserted === '' });
    if (isHistory && inserted !== '') this.#restore(offset, inserted);
  }

  /** Moves all runs from one on. A loop by index: most keystrokes have some hundred runs behind them. */
  #move(first: number, by: number): void {
    for (let at = first; at < this.#runs.length; at += 1) {
      const run = this.#runs[at];
      if (run !== undefined) run.offset += by;
    }
  }

  /** First run that ends after the offset; binary search, since every keystroke asks. */
  #indexOfRunAfter(offset: number): number {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const run = this.#runs[middle];
      if (run !== undefined && run.offset + run.text.length <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #remember(lost: LostText): void {
    const last = this.#lost.at(-1);
    const joined = last?.open === true && lost.open ? joinDeletions(last, lost) : undefined;
    if (joined !== undefined) {
      this.#lost[this.#lost.length - 1] = joined;
      this.#lostCharacters += lost.removed.length;
    } else if (lost.runs.length > 0) {
      this.#lost.push(lost);
      this.#lostCharacters += lost.removed.length;
    } else if (last?.open === true) {
      this.#lost[this.#lost.length - 1] = { ...last, open: false };
    }
    while (this.#lost.length > MOST_LOST || this.#lostCharacters > MOST_LOST_CHARACTERS) {
      this.#lostCharacters -= this.#lost.shift()?.removed.length ?? 0;
    }
  }

  #restore(offset: number, inserted: string): void {
    const lost = this.#lost.findLast(({ removed }) => removed === inserted);
    if (lost === undefined) return;
    const back = lost.runs.map((run) => ({ ...run, offset: run.offset + offset }));
    const end = offset + inserted.length;
    const others = this.#runs.filter((run) => run.offset + run.text.length <= offset || run.offset >= end);
    this.#runs = [...others, ...back].sort((a, b) => a.offset - b.offset);
  }
}

/** Takes what a change replaced out of the runs that it touches: what is left of them, and what was lost or replaced. */
function cutOut(
  touched: readonly OwnedRun[],
  change: TextChange,
  comparison: EditComparison,
): { left: OwnedRun[]; lost: OwnedRun[] } {
  const { offset, inserted } = change;
  const end = offset + (change.removed ?? '').length;
  const before: OwnedRun[] = [];
  const lost: OwnedRun[] = [];
  const behind: OwnedRun[] = [];
  for (const { id, offset: start, text } of touched) {
    const cut = Math.max(offset - start, 0);
    const stop = Math.max(end - start, 0);
    if (cut > 0) before.push({ id, offset: start, text: text.slice(0, cut) });
    if (text.slice(cut, stop) !== '') lost.push({ id, offset: start + cut - offset, text: text.slice(cut, stop) });
    if (text.length > stop) behind.push({ id, offset: offset + inserted.length, text: text.slice(stop) });
  }
  const kept = lost.length === 0 ? [] : keptOf(lost, comparison.keptBy(change), offset);
  return { left: [...before, ...kept, ...behind], lost };
}

/** Backspaces and deletions one after another are undone in one step: together they are one lost text. */
function joinDeletions(earlier: LostText, later: LostText): LostText | undefined {
  const isBackspace = later.offset + later.removed.length === earlier.offset;
  if (!isBackspace && later.offset !== earlier.offset) return undefined;
  const [head, tail] = isBackspace ? [later, earlier] : [earlier, later];
  const tailRuns = tail.runs.map((run) => ({ ...run, offset: run.offset + head.removed.length }));
  return { removed: head.removed + tail.removed, offset: later.offset, runs: [...head.runs, ...tailRuns], open: true };
}

/** Both are in order, so that each step leaves one behind. */
function keptOf(runs: readonly OwnedRun[], pieces: readonly KeptPiece[], offset: number): OwnedRun[] {
  const kept: OwnedRun[] = [];
  let at = 0;
  for (const { id, offset: start, text } of runs) {
    const end = start + text.length;
    while (at < pieces.length && pieceEnd(pieces[at]) <= start) at += 1;
    for (let next = at; next < pieces.length; next += 1) {
      const piece = pieces[next];
      if (piece === undefined || piece.from >= end) break;
      const from = Math.max(start, piece.from);
      const to = Math.min(end, pieceEnd(piece));
      kept.push({ id, offset: offset + piece.to + from - piece.from, text: text.slice(from - start, to - start) });
      at = next;
    }
  }
  return kept;
}

function pieceEnd(piece: KeptPiece | undefined): number {
  return piece === undefined ? Infinity : piece.from + piece.length;
}
