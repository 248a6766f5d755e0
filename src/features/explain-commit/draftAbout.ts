import { linesToName } from '../../domain/provenance/anchors.ts';
import { namesOfLines } from '../../domain/provenance/knownLines.ts';
import type { AskedWork } from './askedWork.ts';

/** Of a file a draft is known by its first so many lines that are shown. */
const MOST_LINES = 100;

/** The code that a draft is about: what is shown, and not what else there is to explain. */
export interface DraftAbout {
  /** ids of lots; none as long as its lines are in none */
  readonly lots: readonly string[];
  /** names under which its lines are found again, each with its file */
  readonly lines: readonly string[];
}

/** What a draft that is written now is about. */
export function draftAbout({ linesShown }: AskedWork): DraftAbout {
  const lots = new Set<string>();
  const lines = new Set<string>();
  for (const [file, shown] of linesShown) {
    for (const lot of file.gone) lots.add(lot);
    const named = linesToName(file.lines);
    const names = namesOfLines(named);
    const first = [...shown].sort((one, other) => one - other);
    for (const line of first) lots.add(file.lots.get(line) ?? '');
    for (const line of first.slice(0, MOST_LINES)) {
      const ofLine = names[line] ?? [];
      const all = ofLine.length > 0 ? ofLine : [named[line] ?? ''];
      for (const name of all) lines.add(JSON.stringify([file.name.file.uri, name]));
    }
  }
  lots.delete('');
  return { lots: [...lots], lines: [...lines] };
}

/**
 * Whether a draft is about what is asked now. One that was put off is about the lots that were made then, and about nothing
 * else: what AI writes into the same file later is other code, also where it is much alike. One of which nothing was taken down is
 * about its lines, wherever these have gone: staged, committed, or waiting in the queue. Some of them may have been changed.
 */
export function isAboutTheSame(kept: DraftAbout, asked: DraftAbout): boolean {
  if (kept.lots.length > 0) return common(kept.lots, asked.lots) > 0;
  return common(kept.lines, asked.lines) * 2 > Math.min(kept.lines.length, asked.lines.length);
}

function common(some: readonly string[], others: readonly string[]): number {
  const known = new Set(others);
  return some.filter((one) => known.has(one)).length;
}
