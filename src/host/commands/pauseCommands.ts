import * as v from 'valibot';
import * as vscode from 'vscode';
import { PAUSE_SCOPES, type PauseScope } from '../../domain/privacy/pause.ts';
import { nextDayStart } from '../../domain/velocity/localWeek.ts';
import type { PauseControl } from '../../features/pause/pauseControl.ts';
import type { Clock } from '../../ports/clock.ts';
import { KnownError } from '../guard.ts';

const MINUTE = 60_000;
const LONGEST_MINUTES = 366 * 24 * 60;

const argumentSchema = v.strictObject({
  scope: v.picklist(PAUSE_SCOPES),
  minutes: v.optional(v.pipe(v.number(), v.finite(), v.gtValue(0), v.maxValue(LONGEST_MINUTES))),
});

const UNTOLD = 'the journal can not be written, so the other windows do not know yet. They will as soon as it can.';

/** A pause as the commands give it to other extensions; `until` in milliseconds since 1970 UTC. */
export interface PauseResult {
  readonly scope: PauseScope;
  readonly until?: number;
}

/**
 * `grasp.pause({ scope, minutes })`: asks when nothing is given. Gives the pause that began, or `undefined` when the
 * person called it off.
 */
export async function runPause(
  argument: unknown,
  { pausing, clock }: { pausing: PauseControl; clock: Clock },
): Promise<PauseResult | undefined> {
  const wanted = argument === undefined ? await askForPause(clock) : fromArgument(argument, clock);
  if (wanted === undefined) return undefined;
  if ((await pausing.pause(wanted.scope, wanted.until)) === 'untold') {
    throw new KnownError(`This window is paused; ${UNTOLD}`);
  }
  return wanted;
}

/** `grasp.resume`: ends every pause that keeps this window from recording. `resumed` is false when there was none. */
export async function runResume(pausing: PauseControl): Promise<{ resumed: boolean }> {
  const outcome = await pausing.resume();
  if (outcome === 'untold') throw new KnownError(`This window records again; ${UNTOLD}`);
  if (outcome === 'no pause') {
    void vscode.window.showInformationMessage(
      'Grasp is not paused. It records as usual, and there is nothing to resume.',
    );
  }
  return { resumed: outcome === 'done' };
}

function fromArgument(argument: unknown, clock: Clock): PauseResult {
  const parsed = v.safeParse(argumentSchema, argument);
  if (!parsed.success) {
    throw new KnownError(
      `A pause takes { scope: "window" or "all", minutes: a number up to ${String(LONGEST_MINUTES)}, or none }. Nothing was changed.`,
    );
  }
  const { scope, minutes } = parsed.output;
  return minutes === undefined ? { scope } : { scope, until: Math.ceil(clock.now() + minutes * MINUTE) };
}

async function askForPause(clock: Clock): Promise<PauseResult | undefined> {
  const scopes: (vscode.QuickPickItem & { scope: PauseScope })[] = [
    { label: 'This window', scope: 'window' },
    { label: 'All windows', detail: 'Those that are open, and those that you open until then', scope: 'all' },
  ];
  const where = await vscode.window.showQuickPick(scopes, { title: 'Pause Grasp', placeHolder: 'Record nothing in …' });
  if (where === undefined) return undefined;
  const now = clock.now();
  const times: (vscode.QuickPickItem & { until?: number })[] = [
    { label: 'For 30 minutes', until: now + 30 * MINUTE },
    { label: 'For 1 hour', until: now + 60 * MINUTE },
    { label: 'Until tomorrow', until: nextDayStart(now) },
    { label: 'Until I resume' },
  ];
  const time = await vscode.window.showQuickPick(times, { title: 'Pause Grasp', placeHolder: 'How long?' });
  if (time === undefined) return undefined;
  return time.until === undefined ? { scope: where.scope } : { scope: where.scope, until: time.until };
}
