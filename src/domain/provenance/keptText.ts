import type { KeptPiece } from '../attribution/editComparison.ts';
import type { TextChange } from '../attribution/editFact.ts';
import { visibleCharacters } from '../attribution/visibleText.ts';

/** A part of a change: a text that it kept, or one that it replaced by another. */
export interface Stretch {
  readonly kept: boolean;
  readonly removed: string;
  readonly inserted: string;
}

/** A piece of so many characters beside white space is no accident, whatever is around it. */
const LONG_PIECE = 8;

/**
 * A change as its parts, in order, from what a comparison says that it kept. Any two texts have some letters in common: in
 * a line that became another one, such letters were not kept.
 */
export function stretchesOf({ removed = '', inserted }: TextChange, pieces: readonly KeptPiece[]): Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  let to = 0;
  const add = (kept: boolean, length: number, insertedLength: number): void => {
    if (length === 0 && insertedLength === 0) return;
    const stretch = {
      kept,
      removed: removed.slice(from, from + length),
      inserted: inserted.slice(to, to + insertedLength),
    };
    stretches.push(stretch);
    from += length;
    to += insertedLength;
  };
  for (const piece of withoutAccidents(pieces, removed, inserted)) {
    add(false, piece.from - from, piece.to - to);
    add(true, piece.length, piece.length);
  }
  add(false, removed.length - from, inserted.length - to);
  return stretches;
}

/** Small pieces stay only where they are together more than half of what stands between two pieces that are no accident. */
function withoutAccidents(pieces: readonly KeptPiece[], removed: string, inserted: string): readonly KeptPiece[] {
  // What stood around the caret is sent again with a completion, however short it is.
  if (pieces.length <= 2 && pieces.reduce((sum, { length }) => sum + length, 0) === removed.length) return pieces;
  const left: KeptPiece[] = [];
  let small: KeptPiece[] = [];
  let from = 0;
  let to = 0;
  for (const piece of [...pieces, { from: removed.length, to: inserted.length, length: 0 }]) {
    if (isSmall(piece, inserted)) {
      small.push(piece);
      continue;
    }
    if (small.length > 0) {
      const kept = small.reduce((sum, one) => sum + visibleCharacters(inserted, one.to, one.to + one.length), 0);
      const before = visibleCharacters(removed, from, piece.from);
      if (2 * kept > Math.max(before, visibleCharacters(inserted, to, piece.to))) left.push(...small);
      small = [];
    }
    if (piece.length > 0) left.push(piece);
    from = piece.from + piece.length;
    to = piece.to + piece.length;
  }
  return left;
}

function isSmall({ to, length }: KeptPiece, inserted: string): boolean {
  if (length === 0 || visibleCharacters(inserted, to, to + length) >= LONG_PIECE) return false;
  return !inserted.slice(to, to + length).includes('\n');
}
