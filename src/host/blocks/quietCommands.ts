import * as v from 'valibot';
import * as vscode from 'vscode';
import { LONGEST_QUIET, quietInWords } from '../../domain/blocks/quietRecord.ts';
import type { QuietAi, QuietBegun, QuietEnded } from '../../features/quiet-ai/quietAi.ts';
import type { QuietOutcome, QuietState } from '../../features/quiet-ai/quietOutcomes.ts';
import type { Clock } from '../../ports/clock.ts';
import { plainInQuickPick } from '../commands/words.ts';
import { KnownError } from '../guard.ts';

const MINUTE = 60_000;
const LONGEST_MINUTES = LONGEST_QUIET / MINUTE;

export interface QuietCommandParts {
  readonly quiet: Pick<QuietAi, 'until' | 'outcomes' | 'begin' | 'end'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** What the commands give to other extensions: until when, in milliseconds since 1970 UTC, and what came of each setting. */
export interface QuietResult {
  readonly until: number;
  readonly outcomes: readonly QuietOutcome[];
}

const TITLE = 'Quiet AI';
const STATES: Readonly<Record<QuietState, string>> = {
  quiet: 'quieted',
  elsewhere: 'not controlled here',
  policy: 'not controlled here',
  'changed since': 'changed since, and left as it is',
  'not written': 'could not be written',
};
/** Of its own line, since a row is cut off where it is long. */
const REASONS: Readonly<Partial<Record<QuietState, string>>> = {
  elsewhere: 'Another settings file of this window says otherwise.',
  policy: 'A policy decides.',
};

const argumentSchema = v.strictObject({
  minutes: v.optional(v.pipe(v.number(), v.finite(), v.gtValue(0), v.maxValue(LONGEST_MINUTES))),
});

/**
 * `grasp.quietAi({ minutes })`: quiets AI by settings, without `minutes` until it is ended, at most eight hours. Gives what
 * holds then, or `undefined` when the person called it off or ended it.
 */
export async function runQuietAi(argument: unknown, parts: QuietCommandParts): Promise<QuietResult | undefined> {
  const { quiet, clock } = parts;
  const isAsked = argument === undefined;
  const until = isAsked ? await askUntilWhen(parts) : fromArgument(argument, clock);
  if (until === undefined) return undefined;
  if (until === 'end') {
    await runEndQuietAi(parts);
    return undefined;
  }
  const begun = await quiet.begin(until);
  if (begun.state !== 'quiet') throw new KnownError(whyNot(begun));
  const { outcomes } = quiet;
  if (isAsked) showOutcomes(begun.until, outcomes);
  return { until: begun.until, outcomes };
}

/** `grasp.endQuietAi`: puts settings back as they were. Gives what became of them; `ended` is false where AI was not quieted. */
export async function runEndQuietAi({ quiet }: Pick<QuietCommandParts, 'quiet'>): Promise<QuietEnded> {
  const ended = await quiet.end();
  if (ended.failed.length > 0) throw new KnownError(endedInWords(ended));
  const words = ended.ended ? `AI is back. ${endedInWords(ended)}` : 'AI is not quieted, and there is nothing to end.';
  void vscode.window.showInformationMessage(`Grasp: ${words}`);
  return ended;
}

/** Lists what came of each setting, where AI is quieted. */
export function runShowQuieted({ quiet }: Pick<QuietCommandParts, 'quiet'>): void {
  if (quiet.until === undefined) throw new KnownError('AI is not quieted by settings now.');
  showOutcomes(quiet.until, quiet.outcomes);
}

function whyNot(begun: Exclude<QuietBegun, { state: 'quiet' }>): string {
  switch (begun.state) {
    case 'failed':
      return `AI could not be quieted. ${begun.why}`;
    case 'elsewhere':
      return 'Another window has just begun to quiet AI.';
    case 'nothing':
      return 'There is nothing to quiet: every setting that Grasp knows here is off already.';
  }
}

/** For people: what could be put back, and what could not. */
export function endedInWords({ left, waiting, failed }: QuietEnded): string {
  const sentences = [
    left.length === 0 ? '' : `You have changed ${named(left)} since, so that stays.`,
    waiting.length === 0
      ? ''
      : `${named(waiting)} can only be put back while its extension is there; Grasp does that when it is.`,
    ...failed.slice(0, 1).map(({ key, why }) => `"${key}" could not be put back yet, and is tried again. ${why}`),
  ].filter((one) => one !== '');
  return sentences.length === 0 ? 'Your settings are as they were.' : sentences.join(' ');
}

function named(keys: readonly string[]): string {
  return keys.map((key) => `"${key}"`).join(' and ');
}

function fromArgument(argument: unknown, clock: Pick<Clock, 'now'>): number {
  const parsed = v.safeParse(argumentSchema, argument);
  if (!parsed.success) {
    throw new KnownError(
      `Quieting AI takes { minutes: a number up to ${String(LONGEST_MINUTES)}, or none }. Nothing was changed.`,
    );
  }
  const { minutes = LONGEST_MINUTES } = parsed.output;
  return Math.ceil(clock.now() + minutes * MINUTE);
}

async function askUntilWhen({ quiet, clock }: QuietCommandParts): Promise<number | 'end' | undefined> {
  const now = clock.now();
  const { until: runsUntil } = quiet;
  const times = [
    { label: 'For 30 minutes', until: now + 30 * MINUTE },
    { label: 'For 1 hour', until: now + 60 * MINUTE },
    { label: 'For 90 minutes', until: now + 90 * MINUTE },
    { label: 'Until I end it', detail: 'At most 8 hours', until: now + LONGEST_QUIET },
  ];
  type Item = vscode.QuickPickItem & { readonly until?: number | 'end' };
  const items: Item[] =
    runsUntil === undefined
      ? times
      : [
          { label: 'End Now', description: 'puts your settings back as they were', until: 'end' },
          // A later end takes the place of an earlier one, and never the other way.
          ...times.filter(({ until }) => until > runsUntil),
          { label: 'What came of it', kind: vscode.QuickPickItemKind.Separator },
          ...quiet.outcomes.map((one) => ({ ...rowOf(one), alwaysShow: false })),
        ];
  const placeHolder = runsUntil === undefined ? 'For how long?' : quietInWords(runsUntil);
  const choice = await vscode.window.showQuickPick(items, { title: TITLE, placeHolder });
  if (choice !== undefined && choice.until === undefined) await openSetting(choice.label);
  return choice?.until;
}

/** Nobody waits for it: it is to be read, and a row opens its setting. */
function showOutcomes(until: number, outcomes: readonly QuietOutcome[]): void {
  const options = { title: TITLE, placeHolder: `${quietInWords(until)}. Enter opens a setting.` };
  void vscode.window.showQuickPick(outcomes.map(rowOf), options).then((choice) => choice && openSetting(choice.label));
}

function rowOf({ key, whose, state, why }: QuietOutcome): vscode.QuickPickItem {
  const detail = [REASONS[state] ?? '', plainInQuickPick(why ?? '')].filter((one) => one !== '').join(' ');
  return {
    ...{ label: key, description: `${whose} · ${STATES[state]}` },
    ...(detail === '' ? {} : { detail }),
  };
}

async function openSetting(key: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', `@id:${key}`);
}
