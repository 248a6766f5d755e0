import type { TextChange } from './editFact.ts';
import { equalRuns, Steps } from './equalRuns.ts';

/** A piece of text that a change kept: where it was in the removed text, and where it is in the inserted one. */
export interface KeptPiece {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/**
 * How much comparing the changes of one edit may cost together, in steps. What would need more counts as new as a whole;
 * so a rewritten file costs some milliseconds, never seconds.
 */
const MOST_STEPS = 100_000;
/** How many characters, removed and inserted, are looked through for equal lines, which takes time before the first step. */
const MOST_CHARACTERS = 1_000_000;

/** What the changes of one edit kept of the text that they replaced: found once for all who ask, and only if one does. */
export class EditComparison {
  #changesLeft: number;
  // Made when the first one asks: nobody does so for a keystroke.
  #steps: Steps | undefined;
  #kept: Map<TextChange, readonly KeptPiece[]> | undefined;

  constructor(changes: readonly TextChange[]) {
    this.#changesLeft = changes.length;
  }

  /** What one of the changes kept, in order: the common ends, then equal lines, then equal characters. */
  keptBy(change: TextChange): readonly KeptPiece[] {
    const { removed = '', inserted } = change;
    if (removed === '' || inserted === '') return [];
    this.#kept ??= new Map();
    const known = this.#kept.get(change);
    if (known !== undefined) return known;
    this.#steps ??= new Steps(MOST_STEPS);
    const kept = this.#steps.share(this.#changesLeft, (steps) =>
      wholePieces(keptPieces(removed, inserted, steps), inserted),
    );
    this.#changesLeft -= 1;
    this.#kept.set(change, kept);
    return kept;
  }
}

type Compare = (removed: string, inserted: string, steps: Steps) => KeptPiece[];

/** The common ends of two texts, and what a comparison finds between these. */
function withEnds(compare: Compare): Compare {
  return (removed, inserted, steps) => {
    const head = commonStart(removed, inserted);
    const tail = commonEnd(removed, inserted, head);
    const before = removed.slice(head, removed.length - tail);
    const after = inserted.slice(head, inserted.length - tail);
    const between = before === '' || after === '' ? [] : compare(before, after, steps);
    return [
      { from: 0, to: 0, length: head },
      ...between.map((piece) => moved(piece, head, head)),
      { from: removed.length - tail, to: inserted.length - tail, length: tail },
    ].filter((piece) => piece.length > 0);
  };
}

/** A stretch of both texts between equal lines. */
interface Block {
  readonly from: number;
  readonly removed: string;
  readonly to: number;
  readonly inserted: string;
}

const keptPieces = withEnds((removed, inserted, steps) => {
  if (removed.length + inserted.length > MOST_CHARACTERS) return [];
  const equal = equalLines(removed, inserted, steps);
  if (equal === undefined) return [];
  const blocks = blocksBetween(equal, removed, inserted);
  const inBlocks = blocks.flatMap((block, before) => {
    const kept = steps.share(blocks.length - before, (share) => keptCharacters(block.removed, block.inserted, share));
    return kept.map((piece) => moved(piece, block.from, block.to));
  });
  return [...equal, ...inBlocks].sort((a, b) => a.to - b.to);
});

/** Where two texts have whole lines in common; `undefined` if that costs too much. */
function equalLines(removed: string, inserted: string, steps: Steps): KeptPiece[] | undefined {
  const numbers = new Map<string, number>();
  const before = linesOf(removed, (line) => {
    const number = numbers.get(line) ?? numbers.size;
    numbers.set(line, number);
    return number;
  });
  const after = linesOf(inserted, (line) => numbers.get(line));
  // A line that only one side has can not be equal to any: without such lines there is much less to compare.
  const here = new Set(after.map(({ number }) => number));
  const shared = before.filter(({ number }) => here.has(number));
  const sharedAfter = after.filter(({ number }) => number !== undefined);
  const runs = equalRuns(numbersOf(shared), numbersOf(sharedAfter), steps);
  return runs?.flatMap(({ from, to, count }) => {
    const lines = shared.slice(from, from + count);
    return lines.map(({ start, length }, index) => ({ from: start, to: sharedAfter[to + index]?.start ?? 0, length }));
  });
}

interface Line {
  readonly start: number;
  /** with its line break */
  readonly length: number;
  /** the same for equal lines */
  readonly number: number | undefined;
}

function linesOf(text: string, numberOf: (line: string) => number | undefined): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start) + 1 || text.length;
    lines.push({ start, length: end - start, number: numberOf(text.slice(start, end)) });
    start = end;
  }
  return lines;
}

function numbersOf(lines: readonly Line[]): number[] {
  return lines.map(({ number }) => number ?? 0);
}

/** What stands between equal pieces on both sides, and is no more than one replaced by the other. */
function blocksBetween(equal: readonly KeptPiece[], removed: string, inserted: string): Block[] {
  const blocks: Block[] = [];
  let from = 0;
  let to = 0;
  for (const piece of [...equal, { from: removed.length, to: inserted.length, length: 0 }]) {
    if (piece.from > from && piece.to > to) {
      blocks.push({ from, removed: removed.slice(from, piece.from), to, inserted: inserted.slice(to, piece.to) });
    }
    from = piece.from + piece.length;
    to = piece.to + piece.length;
  }
  return blocks;
}

const keptCharacters = withEnds((removed, inserted, steps) => {
  // Not even one character may be another: then taking a long text apart is wasted time, too.
  if (steps.mostEdits(Math.min(removed.length, inserted.length)) < 2) return [];
  const runs = equalRuns(unitsOf(removed), unitsOf(inserted), steps) ?? [];
  return runs.map(({ from, to, count }) => ({ from, to, length: count }));
});

function unitsOf(text: string): number[] {
  const units = new Array<number>(text.length);
  for (let at = 0; at < text.length; at += 1) units[at] = text.charCodeAt(at);
  return units;
}

/** Pieces that are neighbours on both sides as one, each without the half of a surrogate pair at its ends. */
function wholePieces(pieces: readonly KeptPiece[], inserted: string): KeptPiece[] {
  const whole: KeptPiece[] = [];
  for (const piece of pieces) {
    const last = whole.at(-1);
    const goesOn = last?.from === piece.from - (last?.length ?? 0) && last.to === piece.to - last.length;
    if (goesOn) whole[whole.length - 1] = { ...last, length: last.length + piece.length };
    else whole.push(piece);
  }
  return whole.map((piece) => withoutHalves(piece, inserted)).filter(({ length }) => length > 0);
}

function withoutHalves({ from, to, length }: KeptPiece, inserted: string): KeptPiece {
  const first = inserted.charCodeAt(to);
  const last = inserted.charCodeAt(to + length - 1);
  const before = first >= 0xdc00 && first <= 0xdfff ? 1 : 0;
  const behind = last >= 0xd800 && last <= 0xdbff ? 1 : 0;
  return { from: from + before, to: to + before, length: length - before - behind };
}

function moved({ from, to, length }: KeptPiece, byFrom: number, byTo: number): KeptPiece {
  return { from: from + byFrom, to: to + byTo, length };
}

function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  return length;
}

function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let length = 0;
  while (length < most && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) length += 1;
  return length;
}
