import { copyFileSync, cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AppendingResult } from '../child/appending.ts';
import type { OpeningInput, OpeningResult } from '../child/opening.ts';
import type { Prepared } from '../child/preparing.ts';
import { median } from '../figures.ts';
import { runChild } from '../runChild.ts';
import type { Row } from '../table.ts';
import type { Bench, Part } from './part.ts';

/** The years that the figures are for, and those of a smaller history beside them. */
const LONG = 5;
const SHORT = 1;
const OPENINGS = 7;
const REBUILDS = 2;
/** Milliseconds until the first answer with the long history, and of a block of the loop; bytes of memory and of the file. */
const ANSWER_TARGET = 150;
const BLOCK_TARGET = 20;
const MEMORY_TARGET = 40_000_000;
const LEDGER_TARGET = 8_000_000;
/** Bytes that a year leaves. */
const JOURNAL_TARGET = 20_000_000;
/** Journals of the history that are folded for the figure of 10,000 events. */
const FOLDED_FILES = 350;

/** 7: from the call until an event is on the disk. */
export const appends: Part = async (bench) => {
  const { raw } = await bench.years(LONG);
  const folder = bench.freshStorage();
  const native = join(folder, 'native.db');
  copyFileSync(raw, native);
  const { atOnce, grouped, call, each } = await runChild('appending', { folder, plain: raw, native });
  rmSync(folder, { recursive: true });
  const scenario = 'append, five years before it';
  const row = (measure: string, grasp: number): Row => ({ scenario, measure, unit: 'ms', grasp });
  return [
    ...(['p50', 'p99'] as const).map((figure) => atOnceRow(scenario, atOnce, figure)),
    row('grouped, until it is written, p50', grouped.p50),
    row('grouped, until it is written, p99', grouped.p99),
    row('grouped, the call itself, p50', call.p50),
    row('grouped, the call itself, p99', call.p99),
    { ...row('one of 4,000 at once', each.grasp), plain: each.plain, native: each.native },
  ];
};

function atOnceRow(scenario: string, { grasp, plain, native }: AppendingResult['atOnce'], figure: 'p50' | 'p99'): Row {
  const figures = { grasp: grasp[figure], plain: plain?.[figure], native: native[figure] };
  return { scenario, measure: `at once, until it is written, ${figure}`, unit: 'ms', ...figures };
}

/** 8: journals into the tables. */
export const folds: Part = async (bench) => {
  const { storage } = await bench.years(SHORT);
  const folder = bench.freshStorage();
  const some = join(folder, 'storage');
  mkdirSync(join(some, 'journal'), { recursive: true });
  for (const name of readdirSync(join(storage, 'journal')).slice(0, FOLDED_FILES)) {
    copyFileSync(join(storage, 'journal', name), join(some, 'journal', name));
  }
  const { grasp, plain, native, reading } = await runChild('folding', { folder, storage: some });
  rmSync(folder, { recursive: true });
  const scenario = 'fold, per 10,000 events';
  return [
    { scenario, measure: 'from packed journals', unit: 'ms', grasp, plain, native },
    { scenario, measure: '… reading and decoding alone', unit: 'ms', grasp: reading },
  ];
};

/** 9: the first question of a session. */
export const opens: Part = async (bench) => {
  const short = await bench.years(SHORT);
  const long = await bench.years(LONG);
  const { dist } = bench.stage;
  const nothing: OpeningInput = { way: 'grasp', from: bench.freshStorage(), dist, now: long.now };
  const kinds = { nothing: [nothing], short: waysOf(short, dist), long: waysOf(long, dist) };
  const all = Object.values(kinds).flat();
  const results = new Map<OpeningInput, OpeningResult[]>(all.map((input) => [input, []]));
  for (let round = 0; round < OPENINGS; round += 1) {
    for (const input of all) results.get(input)?.push(await runChild('opening', input));
  }
  const of = (inputs: readonly OpeningInput[]): OpeningResult[][] => inputs.map((input) => results.get(input) ?? []);
  return [
    ...openRows('first question, no journal', of(kinds.nothing)),
    ...openRows('first question, one year', of(kinds.short)),
    ...openRows('first question, five years', of(kinds.long), true),
    ...(await rebuildRows(bench, long)),
    ...fileRows('files, one year', short, { journals: JOURNAL_TARGET }),
    ...fileRows('files, five years', long, { ledger: LEDGER_TARGET }),
  ];
};

function waysOf({ storage, raw, ledger, now }: Prepared, dist: string): OpeningInput[] {
  const ways = { grasp: storage, plain: raw, native: ledger };
  return (['grasp', 'plain', 'native'] as const).map((way) => ({ way, from: ways[way], dist, now }));
}

function openRows(scenario: string, [grasp = [], plain, native]: OpeningResult[][], hasTargets = false): Row[] {
  const row = (measure: string, unit: Row['unit'], of: (result: OpeningResult) => number, target?: number): Row => {
    const figure = (results: OpeningResult[] | undefined): number | undefined => results && median(results.map(of));
    const figures = { grasp: median(grasp.map(of)), plain: figure(plain), native: figure(native) };
    return { scenario, measure, unit, ...figures, target: hasTargets ? target : undefined };
  };
  return [
    row('until the answer', 'ms', ({ answered }) => answered, ANSWER_TARGET),
    row('processor time of all threads', 'ms', ({ processor }) => processor),
    row('longest block of the loop', 'ms', ({ blocked }) => blocked, BLOCK_TARGET),
    row('the second answer', 'ms', ({ again }) => again),
    row('memory (RSS) added', 'bytes', ({ rss }) => rss, MEMORY_TARGET),
  ];
}

/** With no ledger at all everything is folded again. */
async function rebuildRows({ stage, freshStorage }: Bench, { storage, now }: Prepared): Promise<Row[]> {
  const results: OpeningResult[] = [];
  for (let round = 0; round < REBUILDS; round += 1) {
    const from = freshStorage();
    cpSync(join(storage, 'journal'), join(from, 'journal'), { recursive: true });
    results.push(await runChild('opening', { way: 'grasp', from, dist: stage.dist, now }));
    rmSync(from, { recursive: true });
  }
  return openRows('first question, five years, no ledger', [results]).map((row) =>
    row.measure === 'longest block of the loop' ? { ...row, target: BLOCK_TARGET } : row,
  );
}

function fileRows(
  scenario: string,
  years: Prepared,
  { ledger, journals }: { readonly ledger?: number; readonly journals?: number },
): Row[] {
  const row = (measure: string, grasp: number): Row => ({ scenario, measure, unit: 'bytes', grasp });
  return [
    { ...row('ledger', years.ledgerBytes), plain: years.rawBytes, target: ledger },
    { ...row('journals, packed but for the last day', years.bytes), target: journals },
    row('journals as text', years.textBytes),
    row('… of it, who wrote lines', years.provenanceBytes),
    { scenario, measure: 'names of lines', unit: 'count', grasp: years.names },
    { scenario, measure: 'journals', unit: 'count', grasp: years.files },
    { scenario, measure: 'events', unit: 'count', grasp: years.events },
    { scenario, measure: 'acceptances', unit: 'count', grasp: years.acceptances },
  ];
}

/** 10: whether another window has written. */
export const looks: Part = async (bench) => {
  const { storage, raw, now } = await bench.years(LONG);
  const folder = bench.freshStorage();
  const copy = join(folder, 'storage');
  cpSync(storage, copy, { recursive: true });
  const native = join(folder, 'native.db');
  copyFileSync(raw, native);
  const input = { storage: copy, dist: bench.stage.dist, plain: raw, native, now };
  const result = await runChild('looking', input);
  rmSync(folder, { recursive: true });
  const scenario = 'other windows, five years';
  const row = (measure: string, grasp: number): Row => ({ scenario, measure, unit: 'ms', grasp });
  return [
    { ...row('a look when nothing changed', result.look), plain: result.plainLook, native: result.nativeLook },
    { scenario, measure: '… files and folders looked at', unit: 'count', grasp: result.files },
    {
      ...row('an event, until it is in an answer', result.takeIn),
      plain: result.plainTakeIn,
      native: result.nativeTakeIn,
    },
    row('the ledger, until it is published', result.publishing),
    row('an event, until the change is told, p50', result.told),
    row('an event, until the change is told, max', result.toldAtMost),
  ];
};
