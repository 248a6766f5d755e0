import type { LineRange } from '../commits/addedLines.ts';
import { isAi } from '../attribution/origin.ts';
import type { LineOrigin } from '../provenance/lineOrigin.ts';
import { linesIn } from './owedLines.ts';

/** Non-blank new lines: typed, AI's for certain, AI's probably, and all others, of which nobody saw who wrote them. */
export interface LineGroups {
  readonly typed: number;
  readonly ai: number;
  readonly probable: number;
  readonly unseen: number;
}

/** To which group each new line of a text belongs, and how many there are. A guess is unseen. */
export function linesByGroup({
  lines,
  origins,
  added,
}: {
  readonly lines: readonly string[];
  readonly origins: readonly (LineOrigin | undefined)[];
  readonly added: readonly LineRange[];
}): LineGroups {
  const groups = { typed: 0, ai: 0, probable: 0, unseen: 0 };
  for (const line of linesIn(added, lines.length)) {
    if ((lines[line] ?? '').trim() !== '') groups[groupOf(origins[line])] += 1;
  }
  return groups;
}

function groupOf(origin: LineOrigin | undefined): keyof LineGroups {
  if (origin === undefined || origin.confidence === 'guess') return 'unseen';
  if (origin.origin === 'typed') return 'typed';
  if (!isAi(origin.origin)) return 'unseen';
  return origin.confidence === 'certain' ? 'ai' : 'probable';
}
