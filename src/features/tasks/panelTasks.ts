import {
  benchmark,
  ENOUGH_TASKS,
  feltRatio,
  sureness,
  timedTasks,
  type Benchmark,
  type Compared,
  type Until,
} from '../../domain/velocity/benchmark.ts';
import { timeThere } from '../../domain/velocity/dateWords.ts';
import { minutesInWords } from '../../domain/velocity/minutesRead.ts';
import { usesAi, type Task } from '../../domain/velocity/task.ts';
import type { PanelTasks } from '../../protocol/taskMessages.ts';

/** So many tasks are shown. */
const MOST_ROWS = 8;

const NO_TASKS: PanelTasks = { rows: [], told: [], explained: [] };

/** Comparing takes some milliseconds, and the panel is shown anew far more often than tasks change. */
let latest: { readonly of: string; readonly result: Benchmark } | undefined;

/** What the panel shows of tasks that are in the order in which they were started, with those that were done in blocks. */
export function panelTasks(tasks: readonly Task[], running: Task | undefined): PanelTasks {
  const ended = tasks.filter(({ end }) => end?.minutes !== undefined && end.as !== 'called off');
  const shown = running && { title: running.title, detail: runningInWords(running) };
  const result = comparison(tasks);
  if (ended.length === 0) return { ...NO_TASKS, ...(shown && { running: shown }) };
  const felt = feltRatio(tasks);
  return {
    ...(shown && { running: shown }),
    rows: ended.slice(-MOST_ROWS).reverse().map(taskRow),
    ...(result.compared && {
      compared: {
        ...result.compared.ratio,
        ...(felt && { felt: felt.ratio }),
        words: comparedInWords(result.compared, result),
      },
    }),
    told: [
      ...lackingInWords(result),
      ...(result.compared?.isMostlyOthers === true ? ['So far this is mostly what others measured.'] : []),
      ...(felt ? [`You felt that AI tasks take ${ratioInWords(felt.ratio)} (${countedTasks(felt.count)}).`] : []),
      ...(result.compared ? [untilInWords(result.compared.until)] : []),
    ],
    explained: explainedInWords(result, tasks),
  };
}

function comparison(tasks: readonly Task[]): Benchmark {
  const timed = timedTasks(tasks);
  const of = JSON.stringify(timed);
  if (latest?.of !== of) latest = { of, result: benchmark(timed) };
  return latest.result;
}

function runningInWords(task: Task): string {
  const { time, offset, estimate, ai } = task;
  return `since ${timeThere(time, offset)} · estimate ${minutesInWords(estimate)} · ${ai ? 'with AI' : 'without AI'}`;
}

function taskRow(task: Task): PanelTasks['rows'][number] {
  const { title, estimate, end } = task;
  const actual = minutesInWords(end?.minutes ?? 0);
  return {
    ...{ title, ai: usesAi(task) ? 'with' : 'without', estimate: minutesInWords(estimate) },
    actual: end?.as === 'done' ? actual : `over ${actual}, not finished`,
  };
}

/** How a time compares with another one, such as "19 % longer". */
function ratioInWords(ratio: number): string {
  if (ratio >= 1.995) return `${ratio.toFixed(1)} times as long`;
  const percent = Math.round(100 * Math.abs(ratio - 1));
  if (percent === 0) return 'as long';
  return `${String(percent)}\u{A0}% ${ratio > 1 ? 'longer' : 'less time'}`;
}

function comparedInWords({ ratio: { low, median, high } }: Compared, { done }: Benchmark): string {
  const sides = `${countedTasks(done.withAi)} with AI and ${String(done.withoutAi)} without`;
  return `With AI: ${ratioInWords(median)}. With four chances in five it is between ${ratioInWords(low)} and ${ratioInWords(high)}, from ${sides}.`;
}

function lackingInWords({ done, compared: result }: Benchmark): string[] {
  if (result !== undefined) return [];
  const of = (count: number, side: string): string[] =>
    count >= ENOUGH_TASKS ? [] : [`${String(count)} of ${String(ENOUGH_TASKS)} finished tasks ${side} AI`];
  return [`Not enough yet: ${[...of(done.withoutAi, 'without'), ...of(done.withAi, 'with')].join(', ')}.`];
}

function untilInWords(until: Until | undefined): string {
  if (until === undefined) return 'Your own tasks can tell even a difference of a quarter.';
  const { difference, withAi, withoutAi } = until;
  const more = [
    ...(withoutAi > 0 ? [`${String(withoutAi)} more without AI`] : []),
    ...(withAi > 0 ? [`${String(withAi)} more with AI`] : []),
  ].join(' and ');
  return `About ${more} until your own tasks can rule out a difference of ${String(difference)} times, if there is none.`;
}

function explainedInWords({ unfinished, leftOut }: Benchmark, tasks: readonly Task[]): string[] {
  const sure = sureness(tasks);
  return [
    'log(actual) = a + b · log(estimate) + kind + effect of AI + chance. Your estimates make tasks comparable, and effects of kinds are kept small.',
    'Before any task of yours the effect is taken to lie between half and twice the time, with four chances in five. METR measured 19\u{A0}% longer in 2025 (95\u{A0}% interval 2 to 39\u{A0}%), where people had believed 20\u{A0}% less; and 18\u{A0}% and 4\u{A0}% less in 2026.',
    'A block without AI is a task as well, once you have looked back at it: with its estimate, and with AI where some was used.',
    'You choose which tasks AI helps with, so this is a comparison and no proof: if it gets the easier ones, that shows as well.',
    ...(unfinished > 0
      ? [
          unfinished === 1
            ? 'Of 1 task left unfinished only counts that it takes longer than it had by then.'
            : `Of ${countedTasks(unfinished)} left unfinished only counts that they take longer than they had by then.`,
        ]
      : []),
    ...(leftOut > 0
      ? [`${countedTasks(leftOut)} with times that can not be ${leftOut === 1 ? 'is' : 'are'} left out.`]
      : []),
    ...(sure
      ? [
          `You were ${String(Math.round(sure.percent))}\u{A0}% sure on average that a task takes between half and twice its estimate; ${String(sure.right)} of ${String(sure.count)} did.`,
        ]
      : []),
  ];
}

function countedTasks(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'task' : 'tasks'}`;
}
