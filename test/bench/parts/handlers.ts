import type { Accepted } from '../child/accepting.ts';
import type { BurstResult } from '../child/burst.ts';
import type { Compared } from '../child/inTurn.ts';
import type { KindResult, KindsResult } from '../child/kinds.ts';
import type { TypingResult } from '../child/typing.ts';
import { EXTENSIONS, type ExtensionName } from '../extensions.ts';
import { joined, median, type Spread } from '../figures.ts';
import { runChild } from '../runChild.ts';
import type { Row } from '../table.ts';
import type { Part } from './part.ts';

/** Each figure is the median of as many processes, in turn with the other kind's. */
const ROUNDS = 3;
const ONE_TENTH = 0.1;

/** 1: a typed edit in a long document in which many acceptances are followed. */
export const typedEdits: Part = async ({ stage, freshStorage }) => {
  const results: Record<'seen' | 'masked', TypingResult[]> = { seen: [], masked: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const kind of ['seen', 'masked'] as const) {
      const input = { stage: stage.folder, storage: freshStorage(), reasons: kind === 'seen' };
      results[kind].push(await runChild('typing', input));
    }
  }
  return [
    ...typedRows('typed edit, 500 acceptances followed, editor names causes', results.seen),
    ...typedRows('typed edit, 500 acceptances followed, no causes', results.masked),
  ];
};

function typedRows(scenario: string, results: readonly TypingResult[]): Row[] {
  const selection = joined(results.map((result) => result.selection));
  const later = joined(results.map((result) => result.later));
  const single = (measure: string, grasp: number): Row => ({ scenario, measure, unit: 'ms', grasp });
  return [
    ...comparedRows(scenario, 'change handler, ', joinedCompared(results.map(({ change }) => change)), ONE_TENTH),
    single('selection handler, p99', selection.p99),
    single('timers set by it, a callback, p50', later.p50),
    single('timers set by it, a callback, max', later.max),
    single('timers set by it, per key', median(results.map(({ laterPerKey }) => laterPerKey))),
  ];
}

/** 2: an accept, in the handler of the change and in that of the mark. */
export const accepts: Part = async ({ stage, freshStorage }) => {
  const rounds: Accepted[][] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push(await runChild('accepting', { stage: stage.folder, storage: freshStorage() }));
  }
  return (rounds[0] ?? []).flatMap(({ title }) =>
    acceptRows(
      `accept: ${title}`,
      rounds.flat().filter((accepted) => accepted.title === title),
    ),
  );
};

function acceptRows(scenario: string, results: readonly Accepted[]): Row[] {
  const mark = joined(results.map((result) => result.mark));
  const again = results.flatMap((result) => result.again ?? []);
  return [
    ...comparedRows(scenario, 'change handler, ', joinedCompared(results.map(({ change }) => change))),
    ...(again.length === 0 ? [] : comparedRows(scenario, 'once more, followed, ', joinedCompared(again))),
    { scenario, measure: 'mark, p50', unit: 'ms', grasp: mark.p50 },
    { scenario, measure: 'mark, max', unit: 'ms', grasp: mark.max },
  ];
}

/** 3: many changes in one turn of the loop. */
export const bursts: Part = async ({ stage, freshStorage }) => {
  const runs: { extension: ExtensionName; result: BurstResult }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const extension of EXTENSIONS) {
      const storage = freshStorage();
      runs.push({ extension, result: await runChild('burst', { stage: stage.folder, storage, extension }) });
    }
  }
  const scenario = 'burst of 20,000 changes';
  const row = (measure: string, unit: Row['unit'], of: (result: BurstResult) => number): Row => {
    const figure = (name: ExtensionName): number =>
      median(runs.flatMap(({ extension, result }) => (extension === name ? [of(result)] : [])));
    return { scenario, measure, unit, grasp: figure('grasp'), bare: figure('bare'), none: figure('none') };
  };
  return [
    row('all handlers together', 'ms', ({ total }) => total),
    row('one handler, p99', 'ms', ({ each }) => each.p99),
    row('one handler, max', 'ms', ({ each }) => each.max),
    row('heap kept afterwards', 'bytes', ({ heap }) => heap),
    row('memory (RSS) kept afterwards', 'bytes', ({ rss }) => rss),
  ];
};

/** 10: one edit of each kind, and a checkout, beside a listener that keeps WakaTime's rules. */
export const kinds: Part = async ({ stage, freshStorage }) => {
  const rounds: KindsResult[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push(await runChild('kinds', { stage: stage.folder, storage: freshStorage() }));
  }
  const rowsOf = (scenario: string, results: readonly KindResult[]): Row[] => [
    ...comparedRows(scenario, 'change handler, ', joinedCompared(results.map(({ change }) => change))),
    { scenario, measure: 'timers set by it, an event', unit: 'ms', grasp: median(results.map(({ later }) => later)) },
  ];
  const titles = (rounds[0]?.kinds ?? []).map(({ title }) => title);
  const ofKind = (title: string): KindResult[] =>
    rounds.flatMap((one) => one.kinds.filter((kind) => kind.title === title));
  const switched = rounds.map((one) => one.switched);
  const scenario = 'checkout of 10,000 open files';
  const heap = median(switched.map((one) => one.heap));
  return [
    ...titles.flatMap((title) => rowsOf(`one edit: ${title}`, ofKind(title))),
    ...rowsOf(scenario, switched),
    { scenario, measure: 'heap kept afterwards, all closed', unit: 'bytes', grasp: heap },
  ];
};

function joinedCompared(all: readonly Compared[]): Compared {
  const of = (name: ExtensionName): Spread => joined(all.map((compared) => compared[name]));
  const wakaTime = all.flatMap((compared) => compared.wakaTime ?? []);
  return {
    ...{ grasp: of('grasp'), bare: of('bare'), none: of('none') },
    ...(wakaTime.length === 0 ? {} : { wakaTime: joined(wakaTime) }),
  };
}

/** The target, where there is one, is for the 99th percentile. */
function comparedRows(
  scenario: string,
  prefix: string,
  { grasp, bare, none, wakaTime }: Compared,
  target?: number,
): Row[] {
  return (['p50', 'p99', 'max'] as const).map((figure) => ({
    scenario,
    measure: `${prefix}${figure}`,
    unit: 'ms',
    grasp: grasp[figure],
    bare: bare[figure],
    none: none[figure],
    wakaTime: wakaTime?.[figure],
    target: figure === 'p99' ? target : undefined,
  }));
}
