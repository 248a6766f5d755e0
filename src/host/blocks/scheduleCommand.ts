import * as v from 'valibot';
import * as vscode from 'vscode';
import {
  BLOCK_LADDER,
  isBlockLength,
  readTime,
  scheduleText,
  USUAL_MINUTES,
  WEEKDAYS,
  type BlockSchedule,
  type Weekday,
} from '../../domain/blocks/blockSchedule.ts';
import { USUAL_SPAN, usualTimes, type UsualTime } from '../../domain/blocks/usualTimes.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Explanations } from '../../ports/explanations.ts';
import { KnownError } from '../guard.ts';
import { blockChoices, writeBlockSchedule } from './blockChoices.ts';

export interface ScheduleCommandParts {
  readonly explanations: Pick<Explanations, 'landed'>;
  readonly clock: Clock;
}

const TITLE = 'Schedule a weekly block without AI';
const TIMES = ['08:00', '09:00', '10:00', '11:00', '13:00', '14:00', '15:00', '16:00'];

const argumentSchema = v.union([
  v.strictObject({ off: v.literal(true) }),
  v.strictObject({
    weekday: v.picklist(WEEKDAYS),
    time: v.pipe(v.string(), v.transform(readTime), v.string()),
    minutes: v.optional(v.pipe(v.number(), v.check(isBlockLength)), USUAL_MINUTES),
  }),
]);

/**
 * `grasp.scheduleBlock({ weekday, time, minutes })`, or `{ off: true }`: asks for day and time where nothing is given. Gives the
 * schedule that is in force, as the setting has it, empty where there is none; `undefined` when the person called it off.
 */
export async function runScheduleBlock(
  argument: unknown,
  parts: ScheduleCommandParts,
): Promise<{ schedule: string } | undefined> {
  const chosen = argument === undefined ? await askForSchedule(parts) : fromArgument(argument);
  if (chosen === undefined) return undefined;
  const schedule = chosen === 'off' ? undefined : chosen;
  await writeBlockSchedule(schedule);
  return { schedule: schedule === undefined ? '' : scheduleText(schedule) };
}

function fromArgument(argument: unknown): BlockSchedule | 'off' {
  const parsed = v.safeParse(argumentSchema, argument);
  if (!parsed.success) {
    throw new KnownError(
      'A schedule takes { weekday: "monday" to "sunday", time: such as "09:00", minutes: 5 to 480 }, or { off: true }. Nothing was changed.',
    );
  }
  return 'off' in parsed.output ? 'off' : parsed.output;
}

async function askForSchedule({
  explanations,
  clock,
}: ScheduleCommandParts): Promise<BlockSchedule | 'off' | undefined> {
  const now = clock.now();
  // Where they can not be read there is nothing to go by.
  const commits = await explanations.landed(now - USUAL_SPAN).catch(() => []);
  const usual = usualTimes(commits, now);
  const { schedule } = blockChoices();
  const weekday = await askForDay(usual, schedule);
  if (weekday === undefined || weekday === 'off') return weekday;
  return askForTime(
    weekday,
    usual.find((one) => one.weekday === weekday),
    schedule?.minutes ?? USUAL_MINUTES,
  );
}

async function askForDay(
  usual: readonly UsualTime[],
  schedule: BlockSchedule | undefined,
): Promise<Weekday | 'off' | undefined> {
  const suggested = usual.map(({ weekday }) => weekday);
  const days = [...suggested, ...WEEKDAYS.filter((day) => !suggested.includes(day))];
  const items: (vscode.QuickPickItem & { readonly day: Weekday | 'off' })[] = days.map((day) => {
    const description = usualInWords(usual.find(({ weekday }) => weekday === day));
    return { label: named(day), description, day };
  });
  if (schedule !== undefined) {
    items.push({ label: 'No block any more', description: `now: ${scheduleText(schedule)}`, day: 'off' });
  }
  const placeHolder =
    usual.length === 0
      ? 'On which day? There are too few commits yet to suggest one.'
      : 'On which day? First those on which you often commit.';
  return (await vscode.window.showQuickPick(items, { title: `${TITLE} (1 of 2)`, placeHolder }))?.day;
}

type TimeItem = vscode.QuickPickItem & {
  readonly time?: string;
  readonly minutes?: number;
  readonly isOther?: boolean;
};

/** Time and, in the same list, length: choosing a length shows the list again. */
async function askForTime(
  weekday: Weekday,
  usual: UsualTime | undefined,
  minutes: number,
): Promise<BlockSchedule | undefined> {
  const suggested: TimeItem[] =
    usual === undefined ? [] : [{ label: usual.time, description: usualInWords(usual), time: usual.time }];
  const lengths = BLOCK_LADDER.map((length): TimeItem => {
    const description = length === USUAL_MINUTES ? 'the usual one' : length === BLOCK_LADDER[0] ? 'to begin with' : '';
    return { label: `${String(length)} minutes instead`, description, minutes: length };
  });
  const items: TimeItem[] = [
    ...[...suggested, ...TIMES.filter((time) => time !== usual?.time).map((time) => ({ label: time, time }))],
    { label: 'Another time…', isOther: true },
    { label: 'Length', kind: vscode.QuickPickItemKind.Separator },
    ...lengths.filter((item) => item.minutes !== minutes),
  ];
  const choice = await vscode.window.showQuickPick(items, {
    title: `${TITLE} (2 of 2)`,
    placeHolder: `When on ${named(weekday)}? For ${String(minutes)} minutes.`,
  });
  if (choice?.minutes !== undefined) return askForTime(weekday, usual, choice.minutes);
  const time = choice?.isOther === true ? await askForOtherTime(weekday) : choice?.time;
  return time === undefined ? undefined : { weekday, time, minutes };
}

async function askForOtherTime(weekday: Weekday): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title: `${TITLE} (2 of 2)`,
    prompt: `When on ${named(weekday)}? Such as 09:30.`,
    validateInput: (given) => (readTime(given) === undefined ? 'A time looks like 09:30.' : undefined),
  });
  return text === undefined ? undefined : readTime(text);
}

function usualInWords(usual: UsualTime | undefined): string {
  if (usual === undefined) return '';
  return `you committed in ${String(usual.weeks)} of the last ${String(usual.of)} weeks from ${usual.time} on`;
}

function named(day: Weekday): string {
  return `${day.slice(0, 1).toUpperCase()}${day.slice(1)}`;
}
