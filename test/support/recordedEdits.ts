import type { Confidence } from '../../src/domain/attribution/confidence.ts';
import { isAi, type Origin } from '../../src/domain/attribution/origin.ts';
import {
  ACCEPTANCE,
  type ACCEPTANCE_GROWN,
  type AcceptanceRecorded,
} from '../../src/domain/events/acceptanceRecorded.ts';
import { EDITS_COUNTED, type EditsCounted } from '../../src/domain/events/editsCounted.ts';
import type { TrueAuthor } from './trueAuthor.ts';

/** An edit of a document, and who really made it. */
export interface TrueEdit {
  readonly by: TrueAuthor;
  /** milliseconds since 1970 UTC */
  readonly at: number;
  /** UTF-16 code units, all places together, a line break as one */
  readonly inserted: number;
  /** the editor's own reason, for whoever has to find out why something fails */
  readonly source: string;
}

/** What Grasp calls a text. */
export interface Said {
  readonly origin: Origin;
  readonly confidence: Confidence;
}

/** Edits of one document that Grasp calls the same, of which only numbers are known. */
interface Bin {
  readonly said: Said;
  readonly edits: number;
  readonly inserted: number;
  /** edits that came later are not among them */
  readonly until: number;
}

export interface SaidOfEdit {
  readonly by: TrueAuthor;
  readonly said: Said;
}

/** What the journals have of a document; `t` is in milliseconds since 1970 UTC. */
export type RecordedEvent = { readonly id: string; readonly t: number } & (
  | { readonly k: typeof EDITS_COUNTED; readonly p: EditsCounted }
  | { readonly k: typeof ACCEPTANCE; readonly p: AcceptanceRecorded }
  | { readonly k: typeof ACCEPTANCE_GROWN; readonly p: { readonly uri?: undefined; readonly of: string } }
);

/**
 * Joins the edits of a document with what was recorded of them. Grasp keeps no single edit that is no acceptance, only
 * how many there were and how long together. Edits of one length could change places in that: then what an edit is called
 * is what it is, wherever that is possible. Throws where what was recorded fits in no way, or in several of which not all
 * call the same edits AI's.
 */
export function joinEdits(edits: readonly TrueEdit[], recorded: readonly RecordedEvent[]): SaidOfEdit[] {
  const bins = binsOf(edits, recorded);
  const ways = [...waysToFill(groupsOf(edits, bins), bins)];
  const [best] = ways.toSorted((one, other) => correct(other) - correct(one));
  if (best === undefined || ways.some((way) => byAi(way) !== byAi(best))) {
    throw new Error(`What was recorded fits in no way, or in several: ${JSON.stringify({ edits, recorded })}`);
  }
  return best;
}

function correct(way: readonly SaidOfEdit[]): number {
  return way.filter(({ by, said }) => by === said.origin).length;
}

function byAi(way: readonly SaidOfEdit[]): string {
  return way
    .filter(({ said }) => isAi(said.origin))
    .map(({ by }) => by)
    .toSorted()
    .join();
}

/** Edits that can not be told from each other by what is recorded; all that only delete are one group. */
function groupsOf(edits: readonly TrueEdit[], bins: readonly Bin[]): TrueEdit[][] {
  const groups = new Map<string, TrueEdit[]>();
  for (const edit of edits) {
    const isLate = bins.some(({ until }) => edit.at > until);
    const key = edit.inserted === 0 ? 'deletes' : `${edit.by}, ${String(edit.inserted)}, ${String(isLate)}`;
    groups.set(key, [...(groups.get(key) ?? []), edit]);
  }
  return [...groups.values()];
}

function binsOf(edits: readonly TrueEdit[], recorded: readonly RecordedEvent[]): Bin[] {
  const bins = new Map<Origin, Bin>();
  for (const { k, p } of recorded) {
    if (k !== EDITS_COUNTED) continue;
    for (const [name, { edits: more, inserted }] of Object.entries(p.counts)) {
      const origin = name as Origin;
      const there = bins.get(origin) ?? {
        said: { origin, confidence: 'certain' },
        edits: 0,
        inserted: 0,
        until: Infinity,
      };
      bins.set(origin, { ...there, edits: there.edits + more, inserted: there.inserted + inserted });
    }
  }
  const accepted = recorded.flatMap(({ k, p }) => (k === ACCEPTANCE ? [p] : []));
  const [said] = accepted;
  if (said === undefined) return [...bins.values()];
  if (accepted.some(({ origin, confidence }) => origin !== said.origin || confidence !== said.confidence)) {
    throw new Error('Acceptances of several kinds in one document can not be told apart here.');
  }
  // All that is counted nowhere was accepted, and is written after its edit.
  const until = Math.max(...recorded.flatMap(({ k, t }) => (k === EDITS_COUNTED ? [] : [t])));
  const inserted = edits.reduce((sum, edit) => sum + edit.inserted, 0);
  const left = { said, edits: edits.length, inserted, until };
  for (const bin of bins.values()) {
    left.edits -= bin.edits;
    left.inserted -= bin.inserted;
  }
  return [...bins.values(), left];
}

/** All ways in which groups of equal edits can be spread over bins so that each bin is exactly full; deletions are left out. */
function* waysToFill(groups: readonly TrueEdit[][], bins: readonly Bin[]): Generator<SaidOfEdit[]> {
  const [group, ...others] = groups;
  if (group === undefined) {
    if (bins.every(({ edits, inserted }) => edits === 0 && inserted === 0)) yield [];
    return;
  }
  const { by, inserted } = group[0]!;
  for (const { taken, left } of spread(group, bins)) {
    for (const rest of waysToFill(others, left)) {
      yield inserted === 0 ? rest : [...taken.map((said) => ({ by, said })), ...rest];
    }
  }
}

/** All ways to put equal edits into bins. */
function* spread(edits: readonly TrueEdit[], bins: readonly Bin[]): Generator<{ taken: Said[]; left: Bin[] }> {
  const [bin, ...others] = bins;
  if (bin === undefined) {
    if (edits.length === 0) yield { taken: [], left: [] };
    return;
  }
  const length = edits[0]?.inserted ?? 0;
  const isLate = length > 0 && edits[0]!.at > bin.until;
  const most = Math.min(edits.length, bin.edits, length === 0 ? Infinity : Math.floor(bin.inserted / length));
  for (let here = isLate ? 0 : most; here >= 0; here -= 1) {
    const left = { ...bin, edits: bin.edits - here, inserted: bin.inserted - here * length };
    for (const rest of spread(edits.slice(here), others)) {
      yield { taken: [...Array.from({ length: here }, () => bin.said), ...rest.taken], left: [left, ...rest.left] };
    }
  }
}
