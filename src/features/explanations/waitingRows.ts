import type { Lot } from '../../domain/debt/lot.ts';
import { sinceInWords } from '../../domain/velocity/dateWords.ts';
import { localDay } from '../../domain/velocity/localWeek.ts';
import type { PanelWaiting } from '../../protocol/explainingMessages.ts';

/** Rows for what waits, and the lots that each stands for. */
export interface WaitingRows {
  readonly rows: readonly PanelWaiting[];
  readonly lots: ReadonlyMap<string, readonly string[]>;
}

/**
 * A row for each file and each area and class that it had, in the order in which the lots are given. A file waits as a whole,
 * since that is how it is read, and since its oldest lot.
 */
export function waitingRows(lots: readonly Lot[], today: number): WaitingRows {
  const groups = new Map<string, [Lot, ...Lot[]]>();
  for (const lot of lots) {
    const key = JSON.stringify([lot.uri, lot.area, lot.class]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [lot]);
    else group.push(lot);
  }
  const all = [...groups.values()];
  return {
    rows: all.map((group) => rowOf(group, today)),
    lots: new Map(all.map((group) => [idOf(group[0]), group.map(({ id }) => id)])),
  };
}

function rowOf(group: readonly [Lot, ...Lot[]], today: number): PanelWaiting {
  const [first] = group;
  const cut = first.path.lastIndexOf('/');
  return {
    id: idOf(first),
    name: first.path.slice(cut + 1),
    directory: cut < 0 ? '' : first.path.slice(0, cut),
    lines: group.reduce((sum, { lines }) => sum + lines, 0),
    owned: `${first.area} · ${first.class}`,
    since: sinceInWords(Math.min(...group.map(({ time, offset }) => localDay(time, offset))), today),
  };
}

function idOf({ id }: Lot): string {
  return `waiting ${id}`;
}
