import { cpSync } from 'node:fs';
import type { ActivationResult, HistoryResult } from '../child/activation.ts';
import { EXTENSIONS, type ExtensionName } from '../extensions.ts';
import { median } from '../figures.ts';
import { runChild } from '../runChild.ts';
import type { Row } from '../table.ts';
import type { Bench, Part } from './part.ts';

const STARTS = 15;
const SESSIONS = 3;
/** Milliseconds to load and to activate together. */
const TARGET = 30;

interface Kind {
  readonly extension: ExtensionName;
  readonly storage: string;
}

/** 4: the start, and a whole session, with an empty journal and with one of five years. */
export const starts: Part = async (bench) => {
  const written = await bench.years(5);
  const years = bench.freshStorage();
  cpSync(written.storage, years, { recursive: true });
  bench.report(
    `  five years: ${String(written.events)} events, ${String(written.acceptances)} of them acceptances, in ` +
      `${String(written.files)} files of ${String(Math.round(written.bytes / written.files / 1_000))} kB`,
  );
  const empty = bench.freshStorage();
  const kinds: Kind[] = [
    ...EXTENSIONS.map((extension) => ({ extension, storage: empty })),
    { extension: 'grasp', storage: years },
  ];
  const results: ActivationResult[][] = kinds.map(() => []);
  for (let round = 0; round < STARTS; round += 1) {
    for (const [at, kind] of kinds.entries()) {
      results[at]?.push(await runChild('activation', { ...kind, stage: bench.stage.folder }));
    }
  }
  const [grasp = [], bare = [], none = [], withYears = []] = results;
  return [
    ...startRows('start, empty journal', { grasp, bare, none }),
    ...startRows('start, journal of five years', { grasp: withYears, bare, none }),
    ...(await sessionRows(bench, years, written.acceptances)),
  ];
};

function startRows(scenario: string, results: Readonly<Record<ExtensionName, readonly ActivationResult[]>>): Row[] {
  const row = (measure: string, unit: Row['unit'], of: (result: ActivationResult) => number): Row => {
    const figure = (name: ExtensionName): number => median(results[name].map(of));
    return { scenario, measure, unit, grasp: figure('grasp'), bare: figure('bare'), none: figure('none') };
  };
  return [
    row('load', 'ms', ({ load }) => load),
    row('activate()', 'ms', ({ activate }) => activate),
    { ...row('both', 'ms', ({ load, activate }) => load + activate), target: TARGET },
    row('heap', 'bytes', ({ heap }) => heap),
    row('memory (RSS)', 'bytes', ({ rss }) => rss),
  ];
}

async function sessionRows(bench: Bench, years: string, held: number): Promise<Row[]> {
  const stage = bench.stage.folder;
  const full: HistoryResult[] = [];
  const empty: HistoryResult[] = [];
  let recorded = held;
  for (let round = 0; round < SESSIONS; round += 1) {
    const result = await runChild('history', { stage, storage: years, held: recorded });
    recorded += result.accepts.length;
    full.push(result);
    empty.push(await runChild('history', { stage, storage: bench.freshStorage(), held: 0 }));
  }
  return [...historyRows('session, empty journal', empty), ...historyRows('session, journal of five years', full)];
}

function historyRows(scenario: string, results: readonly HistoryResult[]): Row[] {
  const row = (measure: string, unit: Row['unit'], of: (result: HistoryResult) => number): Row => ({
    scenario,
    measure,
    unit,
    grasp: median(results.map(of)),
  });
  return [
    row('first content after activate()', 'ms', ({ ready }) => ready),
    row('longest block of the loop until then', 'ms', ({ blockedByReading }) => blockedByReading),
    row('heap with the content', 'bytes', ({ heap }) => heap),
    row('memory (RSS) with the content', 'bytes', ({ rss }) => rss),
    row('an accept until the screens show it', 'ms', ({ accepts }) => median(accepts)),
    row('longest block of the loop by an accept', 'ms', ({ blockedByAccepts }) => median(blockedByAccepts)),
  ];
}
