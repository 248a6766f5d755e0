import { placesToExplain, shownLines, type Place } from '../../domain/debt/placesToExplain.ts';
import { confidenceWord } from '../../domain/attribution/confidence.ts';
import { questionFor } from '../../domain/questions/questionFor.ts';
import type { ExplainAsked, ExplainDraft, ExplainPlace } from '../../ports/explainPage.ts';
import { owedLines, type OwedFile, type OwedWork } from './owedWork.ts';

export type Purpose = ExplainAsked['purpose'];

/** No more files of which nothing is left are asked about at once. */
const MOST_GONE = 3;

/** What the person is asked, and which lines that is about. */
export interface AskedWork {
  readonly work: OwedWork;
  readonly shown: ExplainAsked;
  /** lines of shown places, by the number of their file */
  readonly linesShown: ReadonlyMap<number, ReadonlySet<number>>;
  /** where a place is */
  readonly fileOf: (
    place: string,
  ) => { readonly path: string; readonly uri: string | undefined; readonly line: number } | undefined;
}

/** How many places there are to explain. */
export function placesIn({ files }: OwedWork): number {
  const { places, others } = placesToExplain(files);
  return places.length + others;
}

/** The places that matter most, with one question about them. */
export function askedAbout(work: OwedWork, purpose: Purpose, draft: ExplainDraft): AskedWork {
  const { files } = work;
  const { places, others } = placesToExplain(files);
  const gone = places.length > 0 ? [] : files.slice(0, MOST_GONE).map((_, file): Place => ({ file, lines: [] }));
  const chosen = places.length > 0 ? places : gone;
  const linesShown = new Map<number, ReadonlySet<number>>();
  for (const { file, lines } of chosen) linesShown.set(file, new Set([...(linesShown.get(file) ?? []), ...lines]));
  return {
    work,
    linesShown,
    shown: {
      purpose,
      places: chosen
        .map((place, index) => shownPlace(place, files[place.file], index))
        .filter((one) => one !== undefined),
      lines: owedLines(work),
      others: places.length > 0 ? others : Math.max(0, files.length - MOST_GONE),
      question: questionOf(chosen, files),
      plan: '',
      draft,
    },
    fileOf: (id) => {
      const place = chosen[Number(id)];
      const file = place && files[place.file];
      return file && { path: file.path, uri: file.uri, line: place.lines[0] ?? 0 };
    },
  };
}

function shownPlace({ lines }: Place, file: OwedFile | undefined, index: number): ExplainPlace | undefined {
  if (file === undefined) return undefined;
  const { shown, more } = shownLines({ lines: file.lines, owed: lines });
  return {
    id: String(index),
    path: file.path,
    area: file.owned.area,
    class: file.owned.class,
    how: lines.length === 0 ? 'not in the file any more' : howInWords(file, lines),
    lines: lines.length,
    shown,
    more,
  };
}

/** Whose the lines are and how sure that is, such as "agent, probable". */
function howInWords({ origins }: OwedFile, lines: readonly number[]): string {
  const words = new Set(lines.flatMap((line) => origins[line]?.origin ?? []));
  const isProbable = lines.some((line) => origins[line]?.confidence === 'likely');
  return `${[...words].join(' and ')}, ${confidenceWord(isProbable ? 'likely' : 'certain')}`;
}

/** Drawn from the place that matters most, or from the next one that gives one. */
function questionOf(places: readonly Place[], files: readonly OwedFile[]): string {
  for (const { file, lines } of places) {
    const text = files[file];
    const question = questionFor({
      path: text?.path ?? '',
      added: lines.map((line) => text?.lines[line] ?? ''),
      removed: [],
    });
    if (question !== '') return question;
  }
  return '';
}
