import * as v from 'valibot';
import * as vscode from 'vscode';
import type { BlockRun } from '../../domain/blocks/blockRuns.ts';
import { changedBlock, frozenUntil } from '../../domain/blocks/plannedBlocks.ts';
import { whenInWords } from '../../domain/blocks/blockWords.ts';
import { timeOfDay } from '../../domain/velocity/dateWords.ts';
import { blockInWords } from '../../features/no-ai-block/blockRow.ts';
import type { BlockPlanner } from '../../features/no-ai-block/blockPlanner.ts';
import type { BlockRunner, RunningBlock } from '../../features/no-ai-block/blockRunner.ts';
import { KnownError } from '../guard.ts';

const ACTS = [
  'start',
  'stop',
  'pause',
  'resume',
  'jot',
  'look-ups',
  'quieted',
  'look-back',
  'move',
  'skip',
  'undo',
  'freeze',
  'schedule',
  'export',
] as const;
export type BlockAct = (typeof ACTS)[number];
/** What each choice does. */
export type BlockActs = Readonly<Record<BlockAct, () => Promise<unknown>>>;

const argumentSchema = v.strictObject({ act: v.picklist(ACTS) });

type Choice = vscode.QuickPickItem & { readonly act: BlockAct };

export interface ChooseParts {
  readonly planner: BlockPlanner;
  readonly runner: BlockRunner;
  /** how many settings that quiet AI came to what, in words; empty where it is not quieted by settings */
  readonly quietedInWords: () => string;
}

/** `grasp.noAiBlock({ act })`: what can be done about blocks. Gives what the act gives. */
export async function runNoAiBlock(argument: unknown, parts: ChooseParts, acts: BlockActs): Promise<unknown> {
  const parsed = argument === undefined ? undefined : v.safeParse(argumentSchema, argument);
  if (parsed?.success === false) {
    const names = ACTS.map((act) => `"${act}"`).join(', ');
    throw new KnownError(`A block takes { act: one of ${names} }. Nothing was changed.`);
  }
  await Promise.all([parts.planner.read(), parts.runner.read()]);
  const act = parsed?.output.act ?? (await askForAct(parts));
  return act === undefined ? undefined : acts[act]();
}

async function askForAct({ planner, runner, quietedInWords }: ChooseParts): Promise<BlockAct | undefined> {
  const { current: running, latest } = runner;
  const items =
    running === undefined
      ? [...choicesAhead(planner), ...choicesAfter(latest)]
      : [...choicesIn(running), ...quietedChoice(quietedInWords())];
  const placeHolder =
    running === undefined
      ? blockInWords({ planner, runner }) ||
        (planner.asked === undefined ? 'None is scheduled' : 'All blocks are frozen')
      : `Runs until ${timeOfDay(running.until)}`;
  return (await vscode.window.showQuickPick(items, { title: 'No-AI block', placeHolder }))?.act;
}

function choicesIn({ until, pausedSince, lookUps }: RunningBlock): Choice[] {
  const stop: Choice = { label: 'Stop', description: `ends it before ${timeOfDay(until)}`, act: 'stop' };
  const pause: Choice = { label: 'Pause', description: 'for an interruption, which is not counted', act: 'pause' };
  const resume: Choice = { label: 'Go On', description: 'after the interruption', act: 'resume' };
  const jot: Choice = { label: 'Jot Down a Look-Up…', description: 'what you looked up, and why', act: 'jot' };
  const count = `${String(lookUps.length)} so far`;
  const list: Choice[] = lookUps.length === 0 ? [] : [{ label: 'Look-Ups…', description: count, act: 'look-ups' }];
  return [pausedSince === undefined ? pause : resume, stop, jot, ...list];
}

function quietedChoice(words: string): Choice[] {
  return words === '' ? [] : [{ label: 'AI by Settings…', description: words, act: 'quieted' }];
}

function choicesAfter(latest: BlockRun | undefined): Choice[] {
  if (latest === undefined || latest.debrief !== undefined) return [];
  return [{ label: 'Look Back…', description: 'at the last block', act: 'look-back' }];
}

function choicesAhead(planner: BlockPlanner): Choice[] {
  const { asked, current } = planner;
  const start: Choice = { label: 'Start…', description: 'a block without AI, now', act: 'start' };
  const schedule: Choice = { label: 'Schedule…', description: 'another day, time or length', act: 'schedule' };
  if (asked === undefined) return [start, { ...schedule, description: 'one every week' }];
  const items: Choice[] = [start];
  const changed = changedBlock(asked);
  const frozen = frozenUntil(asked);
  if (current !== undefined) {
    const when = whenInWords(current, asked.now);
    items.push({ label: 'Move…', description: `${when} to another time`, act: 'move' });
    items.push({ label: 'Skip…', description: `${when}, with a reason`, act: 'skip' });
  }
  if (changed !== undefined) {
    items.push({ label: 'Hold as Scheduled', description: `takes back that it was ${changed.state}`, act: 'undo' });
  }
  return [
    ...items,
    {
      label: frozen === undefined ? 'Freeze…' : 'Frozen…',
      description: frozen === undefined ? 'all blocks until a date' : `until ${frozen}`,
      act: 'freeze',
    },
    schedule,
    { label: 'Export Calendar…', description: 'a file for your calendar', act: 'export' },
  ];
}
