import * as v from 'valibot';
import * as vscode from 'vscode';
import { assistedInWords, assistedMinutes } from '../../domain/blocks/assistedMinutes.ts';
import { partsOf, workedMinutes, type BlockRun } from '../../domain/blocks/blockRuns.ts';
import { debriefSchema, LONGEST_LOOK_UP, type Debrief } from '../../domain/events/blockRun.ts';
import { timeOfDay } from '../../domain/velocity/dateWords.ts';
import type { BlockRunner } from '../../features/no-ai-block/blockRunner.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ledger } from '../../ports/ledger.ts';
import { KnownError } from '../guard.ts';
import { askChoice, askLine, askMinutes, askScale } from './askNumber.ts';
import { tellProblem } from './blockCommands.ts';

const FELT = ['stuck', '', 'neither', '', 'flowing'] as const;
const STRESS = ['calm', '', 'some', '', 'a lot'] as const;
const LOOK_BACK = 'Look Back…';

const argumentSchema = v.strictObject(debriefSchema.entries);

export interface DebriefParts {
  readonly runner: BlockRunner;
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, 'acceptances'>;
}

/**
 * `grasp.debriefBlock({ outcome, minutes, felt, stress, gone, ai })`: takes down how the block went that was begun last. Gives the
 * minutes, and in how many of them something by AI was taken; `undefined` when the person called it off.
 */
export async function runDebriefBlock(
  argument: unknown,
  parts: DebriefParts,
): Promise<{ minutes: number; assisted: number }> {
  const parsed = argument === undefined ? undefined : v.safeParse(argumentSchema, argument);
  if (parsed?.success === false) {
    throw new KnownError(
      'Looking back takes { outcome: "done", "partly" or "not", minutes, felt, stress, gone, ai }. Nothing was noted.',
    );
  }
  const { runner } = parts;
  await runner.read();
  const run = runner.latest;
  if (run === undefined) throw new KnownError('There was no block without AI in the last day.');
  if (runner.current !== undefined) throw new KnownError('The block still runs. Stop it first.');
  const [worked, assisted] = [workedMinutes(run, parts.clock.now()), await assistedIn(run, parts)];
  const debrief = parsed?.output ?? (await askForDebrief(run, { worked, assisted }));
  const minutes = debrief.minutes ?? worked;
  tellProblem(await runner.debrief(run.id, { ...debrief, minutes, assisted }));
  return { minutes, assisted };
}

/** Says that a block is over, how long it was, and that AI was in it where it was; then lets the person look back at it. */
export async function tellOver(run: BlockRun, parts: DebriefParts, lookBack: () => unknown): Promise<void> {
  const minutes = workedMinutes(run, parts.clock.now());
  const length = minutes === 1 ? '1 minute' : `${String(minutes)} minutes`;
  const ai = assistedInWords(await assistedIn(run, parts), minutes);
  const words = `Grasp: the block is over after ${length}${ai === '' ? '' : `, ${ai}`}.`;
  const back = `Completions come back now, or by ${timeOfDay(run.until)} where your editor goes on snoozing them.`;
  const choice = await vscode.window.showInformationMessage(
    run.stopped === undefined ? words : `${words} ${back}`,
    LOOK_BACK,
  );
  if (choice !== undefined) lookBack();
}

/** None where that can not be read: it is no more than a number beside others. */
async function assistedIn(run: BlockRun, { ledger }: Pick<DebriefParts, 'ledger'>): Promise<number> {
  const parts = partsOf(run);
  const since = Math.min(...parts.map(({ from }) => from));
  const until = Math.max(...parts.map(({ to }) => to));
  const answer = await ledger.acceptances({ since, until }).catch(() => undefined);
  return assistedMinutes(answer?.acceptances ?? [], run);
}

async function askForDebrief(
  { lookUps }: BlockRun,
  { worked, assisted }: { readonly worked: number; readonly assisted: number },
): Promise<Omit<Debrief, 'assisted'>> {
  const lookedUp = lookUps.length === 1 ? '1 look-up' : `${String(lookUps.length)} look-ups`;
  const count = lookUps.length === 0 ? '' : ` (${lookedUp})`;
  const outcomes = [
    { label: 'Done', outcome: 'done' },
    { label: 'Partly', outcome: 'partly' },
    { label: 'Not done', outcome: 'not' },
  ] as const;
  const { outcome } = await askChoice(`How far did you get?${count}`, outcomes);
  const minutes = await askMinutes('How long did it take?', String(worked));
  const felt = await askScale('How did it feel?', FELT);
  const stress = await askScale('How much stress was in it?', STRESS);
  const gone = await askLine('What did you notice that you no longer know?', LONGEST_LOOK_UP);
  return { outcome, minutes, felt, stress, gone, ai: await askForAi(assisted) };
}

async function askForAi(assisted: number): Promise<Debrief['ai']> {
  const recorded = assisted === 0 ? 'none is recorded' : `recorded in ${String(assisted)} min`;
  const items = [
    { label: 'None', ai: 'none' },
    { label: 'A little', ai: 'little' },
    { label: 'Much', ai: 'much' },
  ] as const;
  const [none, little, much] = items;
  // What is recorded is what Enter takes.
  const ordered = assisted === 0 ? [none, little, much] : [little, none, much];
  return (await askChoice(`AI used? (${recorded})`, ordered)).ai;
}
