import { howWritten } from '../../domain/debt/howWritten.ts';
import { placesToExplain } from '../../domain/debt/placesToExplain.ts';
import { shownLines } from '../../domain/debt/shownLines.ts';
import { questionFor } from '../../domain/questions/questionFor.ts';
import { EMPTY_DRAFT, type ExplainAsked, type ExplainPlace } from '../../ports/explainPage.ts';
import { linesOwed, type OwedText, type OwedWork } from './owedWork.ts';

export type Purpose = ExplainAsked['purpose'];

/** No more files of which nothing is left are asked about at once. */
const MOST_GONE = 3;

/** Where a place is. */
interface PlaceIn {
  readonly file: OwedText;
  /** none where they are not in the file any more */
  readonly lines: readonly number[];
}

/** What the person is asked, and which lines that is about. */
export interface AskedWork {
  readonly work: OwedWork;
  readonly shown: ExplainAsked;
  /** lines of shown places, by their file */
  readonly linesShown: ReadonlyMap<OwedText, ReadonlySet<number>>;
  /** the places that are shown, by id */
  readonly places: ReadonlyMap<string, PlaceIn>;
}

/** Ids that places were given, by what they are. One that is asked about again keeps its id, and no other place gets it. */
export type PlaceIds = Map<string, string>;

/** How many places there are to explain. */
export function countPlaces(work: OwedWork): number {
  const { places, others } = choose(work);
  return places.length + others;
}

/**
 * The places that matter most, with one question about them, and without a draft.
 *
 * @param ids of places that were asked about before in the same question; new ones are added
 */
export async function askedAbout(
  work: OwedWork,
  purpose: Purpose,
  plan = '',
  ids: PlaceIds = new Map(),
): Promise<AskedWork> {
  const { places, others } = choose(work);
  const linesShown = new Map<OwedText, ReadonlySet<number>>();
  for (const { file, lines } of places) linesShown.set(file, new Set([...(linesShown.get(file) ?? []), ...lines]));
  const named = new Map<string, PlaceIn>();
  const shown: ExplainPlace[] = [];
  let question = '';
  for (const place of places) {
    const id = idOf(place, ids, named);
    named.set(id, place);
    const one = await shownPlace(place, id);
    shown.push(one);
    // Of the place that matters most, else of the next one that gives one.
    if (question === '') question = questionAbout(one);
  }
  return {
    work,
    linesShown,
    places: named,
    shown: { purpose, places: shown, lines: linesOwed(work), others, question, plan, draft: EMPTY_DRAFT },
  };
}

function choose({ files }: OwedWork): { readonly places: readonly PlaceIn[]; readonly others: number } {
  // Two files may have the same path, in two folders.
  const names = files.map((_, index) => String(index).padStart(6, '0'));
  const owed = files.map(({ owned, owed: lines, novelty }, index) => ({
    ...{ path: names[index] ?? '', owned, lines, probable: 0, novelty },
  }));
  const { places, others } = placesToExplain(owed);
  if (places.length === 0) {
    const gone = files.map((file) => ({ file, lines: [] }));
    return { places: gone.slice(0, MOST_GONE), others: Math.max(0, gone.length - MOST_GONE) };
  }
  return {
    others,
    places: places.flatMap(({ path, lines }) => {
      const file = files[Number(path)];
      return file === undefined ? [] : [{ file, lines }];
    }),
  };
}

/** @param taken ids of other places that are shown */
function idOf({ file, lines }: PlaceIn, ids: PlaceIds, taken: ReadonlyMap<string, unknown>): string {
  const known = [file.name.file.uri, lines[0]];
  const before = ids.get(JSON.stringify(known));
  if (before !== undefined && !taken.has(before)) return before;
  const id = String(ids.size);
  ids.set(JSON.stringify(before === undefined ? known : [...known, id]), id);
  return id;
}

async function shownPlace({ file, lines }: PlaceIn, id: string): Promise<ExplainPlace> {
  const { path, owned, origins, added, lines: text } = file;
  const place = { id, path, area: owned.area, class: owned.class, lines: lines.length };
  if (lines.length === 0) return { ...place, how: 'not in the file any more', shown: [], more: 0 };
  const how = howWritten(lines.map((line) => origins[line]));
  return { ...place, how, ...shownLines({ lines, text, added, before: await file.before() }) };
}

function questionAbout({ path, shown }: ExplainPlace): string {
  const of = (wanted: string): string[] => shown.filter(({ kind }) => kind === wanted).map(({ text }) => text);
  const added = shown.filter(({ isAsked }) => isAsked).map(({ text }) => text);
  return added.length === 0 ? '' : questionFor({ path, added, removed: of('removed') });
}
