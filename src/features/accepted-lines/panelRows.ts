import type { Acceptance } from '../../domain/attribution/acceptance.ts';
import { confidenceWord } from '../../domain/attribution/confidence.ts';
import { answerInWords, answersTo } from '../../domain/attribution/correction.ts';
import { isAi } from '../../domain/attribution/origin.ts';
import type { FileTotal } from '../../domain/velocity/acceptedByFile.ts';
import type { PanelEntry, PanelRow } from '../../protocol/messages.ts';

/** Most acceptances that a row tells of one by one. */
const MOST_ENTRIES = 10;

/** How a section shows its rows. */
export interface RowStyle {
  /** tells rows of one file in several sections apart */
  readonly section: string;
  readonly when: (at: number) => string;
}

/** All acceptances of a file that share origin and confidence, as one row. */
export function fileRow(total: FileTotal<Acceptance>, { section, when }: RowStyle): PanelRow {
  const { uri, path, origin, confidence, lines, acceptances, time } = total;
  const newest = acceptances.slice(-MOST_ENTRIES).reverse();
  return {
    id: [section, origin, confidence, uri].join(' '),
    ...placeOf(path),
    lines,
    origin,
    // Of what is no AI nobody but the engineer is sure.
    confidence: isAi(origin) ? confidenceWord(confidence) : 'as you said',
    entries: newest.map((one) => entryOf(one, when)),
    more: acceptances.length - newest.length,
    when: when(time),
  };
}

/** A guess that waits for an answer, as a row of its own. */
export function guessRow(one: Acceptance, { section, when }: RowStyle): PanelRow {
  const { id, path, lines, origin, confidence, time } = one;
  return {
    id: [section, id].join(' '),
    ...placeOf(path),
    ...{ lines, origin, confidence, when: when(time) },
    entries: [entryOf(one, when)],
    more: 0,
  };
}

function placeOf(path: string): { name: string; directory: string } {
  const cut = path.lastIndexOf('/');
  return { name: path.slice(cut + 1), directory: cut < 0 ? '' : path.slice(0, cut) };
}

function entryOf(one: Acceptance, when: (at: number) => string): PanelEntry {
  const { id, line, lines, time, reason, recorded } = one;
  const before =
    recorded && ` Recorded as ${recorded.origin}, ${confidenceWord(recorded.confidence)}: ${recorded.reason}`;
  return {
    id,
    which: `Line ${(line + 1).toLocaleString('en')}, ${lines.toLocaleString('en')} ${lines === 1 ? 'line' : 'lines'}`,
    when: when(time),
    reason: reason + (before ?? ''),
    answers: answersTo(one).map((answer) => ({ answer, words: answerInWords(answer) })),
  };
}
