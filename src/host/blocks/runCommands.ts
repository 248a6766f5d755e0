import * as v from 'valibot';
import * as vscode from 'vscode';
import { localTime } from '../../domain/blocks/blockOccurrence.ts';
import { blockToBegin, workedMinutes } from '../../domain/blocks/blockRuns.ts';
import { BLOCK_LADDER, LONGEST_BLOCK, USUAL_MINUTES } from '../../domain/blocks/blockSchedule.ts';
import { coreAreasOwed } from '../../domain/debt/coreAreas.ts';
import { blockTaskSchema } from '../../domain/events/blockRun.ts';
import type { BlockPlanner } from '../../features/no-ai-block/blockPlanner.ts';
import { runsAlready, type BlockRunner } from '../../features/no-ai-block/blockRunner.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Explanations } from '../../ports/explanations.ts';
import { KnownError } from '../guard.ts';
import { tellProblem } from './blockCommands.ts';
import { tellOver, type DebriefParts } from './debriefCommand.ts';
import { askForTask, type TaskIdeas } from './taskQuestions.ts';

export interface RunCommandParts {
  readonly planner: BlockPlanner;
  readonly runner: BlockRunner;
  readonly clock: Clock;
  /** the branch that is open, where it has a name of its own */
  readonly branch: () => Promise<string | undefined>;
  readonly explanations: Pick<Explanations, 'owed'>;
}

const startSchema = v.strictObject({
  minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LONGEST_BLOCK))),
  ...blockTaskSchema.entries,
});
/** What was looked up in so many weeks may be learned in the next block. */
const LATELY = 8;

/**
 * `grasp.startBlock({ minutes, title, kind, estimate, confidence, done })`: begins a block without AI. In the time of a scheduled one it is
 * that, for what remains of it. Gives its planned end as a local time, or `undefined` when the person called it off.
 */
export async function runStartBlock(argument: unknown, parts: RunCommandParts): Promise<{ until: string } | undefined> {
  const parsed = v.safeParse(startSchema, argument ?? {});
  if (!parsed.success) {
    throw new KnownError(
      `Starting takes { minutes: 1 to ${String(LONGEST_BLOCK)}, title, kind, estimate, confidence: 1 to 5, done }. Nothing was started.`,
    );
  }
  const { planner, runner, clock } = parts;
  await Promise.all([planner.read(), runner.read()]);
  // The questions would be asked for nothing.
  if (runner.current !== undefined) tellProblem(runsAlready(runner.current));
  const { minutes, ...task } = parsed.output;
  const { current: scheduled, asked } = planner;
  const plan = (length?: number) => blockToBegin(length, scheduled, clock.now());
  const length = plan(minutes) === undefined ? await askHowLong(asked?.schedule.minutes ?? USUAL_MINUTES) : minutes;
  if (plan(length) === undefined) return undefined;
  const about = argument === undefined ? await askForTask(await ideas(parts)) : task;
  // Only now it is known when it begins.
  const begins = plan(length);
  if (begins === undefined) throw new KnownError('The time of the block is over by now. Start another one.');
  tellProblem(await runner.begin({ ...begins, ...about }));
  return { until: localTime(begins.until) };
}

/** `grasp.stopBlock()`: ends the block that runs. Gives the minutes that it was worked, without its pauses. */
export async function runStopBlock(parts: DebriefParts, lookBack: () => unknown): Promise<{ minutes: number }> {
  const { runner } = parts;
  tellProblem(await runner.stop());
  const run = runner.latest;
  if (run === undefined) return { minutes: 0 };
  void tellOver(run, parts, lookBack);
  return { minutes: workedMinutes(run, parts.clock.now()) };
}

/** `grasp.pauseBlock()`: counts no more until `grasp.resumeBlock()`. Both give whether the block is paused. */
export async function runPauseBlock(runner: BlockRunner, paused: boolean): Promise<{ paused: boolean }> {
  tellProblem(await (paused ? runner.pause() : runner.resume()));
  return { paused };
}

async function askHowLong(usual: number): Promise<number | undefined> {
  const all = [...new Set([usual, ...BLOCK_LADDER])];
  const items = all.map((minutes) => ({ label: `${String(minutes)} minutes`, minutes }));
  const title = 'Start a block without AI';
  return (await vscode.window.showQuickPick(items, { title, placeHolder: 'For how long?' }))?.minutes;
}

async function ideas({ runner, branch, explanations }: RunCommandParts): Promise<TaskIdeas> {
  // Where the journals can not be read there are fewer ideas, and the block begins all the same.
  const [again, areas] = await Promise.all([
    runner.lookedUpAgain(LATELY).catch(() => []),
    explanations.owed().then(
      ({ lots }) => coreAreasOwed(lots),
      () => [],
    ),
  ]);
  return { branch: await branch(), areas, again };
}
