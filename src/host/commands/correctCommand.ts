import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Acceptance } from '../../domain/attribution/acceptance.ts';
import {
  ANSWERS,
  answerInWords,
  answersTo,
  corrected,
  countsAs,
  type Answer,
} from '../../domain/attribution/correction.ts';
import { AS_RECORDED } from '../../domain/events/acceptanceRecorded.ts';
import { isWaiting } from '../../domain/velocity/acceptedByFile.ts';
import { dayAndTime } from '../../domain/velocity/dateWords.ts';
import type { Corrections, CorrectionOutcome } from '../../features/corrections/corrections.ts';
import { KnownError } from '../guard.ts';
import { counted, plainInQuickPick } from './words.ts';

const TITLE = 'Grasp: Correct Origin';
/** An id is a session and a number. */
const LONGEST_ID = 40;

const argumentSchema = v.strictObject({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_ID)),
  origin: v.optional(v.picklist(ANSWERS)),
});

const WHY_NOT: Record<Exclude<CorrectionOutcome, { acceptance: Acceptance }>['kind'], string> = {
  'not found': 'There is no acceptance with this id. Nothing was changed.',
  paused: 'Grasp is paused and writes nothing. Resume it to correct something; nothing was changed.',
  newer: 'A newer Grasp has written here. Update this one to correct something; nothing was changed.',
};

/** A correction as the command gives it to other extensions: what the acceptance counts as now. */
export type CorrectionResult = Pick<Acceptance, 'id' | 'origin' | 'confidence'>;

/**
 * `grasp.correctOrigin({ id, origin })`: asks for what is not given. Gives what the acceptance counts as now, or
 * `undefined` when the person called it off.
 */
export async function runCorrect(argument: unknown, corrections: Corrections): Promise<CorrectionResult | undefined> {
  if (argument === undefined) return resultOf(await askForOne(corrections));
  const parsed = v.safeParse(argumentSchema, argument);
  if (!parsed.success) {
    const origins = ANSWERS.map((answer) => `"${answer}"`).join(', ');
    throw new KnownError(`A correction takes { id, origin }, with one of ${origins}. Nothing was changed.`);
  }
  const { id, origin } = parsed.output;
  if (origin !== undefined) return resultOf(await correctNow(corrections, id, origin));
  const one = await corrections.find(id);
  if (typeof one === 'string') throw new KnownError(WHY_NOT[one]);
  return resultOf(await askWhatItWas(corrections, one, 0));
}

/** Corrects, and gives the acceptance as it counts now. Throws in words when that can not be. */
export async function correctNow(corrections: Corrections, id: string, answer: Answer): Promise<Acceptance> {
  const outcome = await corrections.correct(id, answer);
  if (!('acceptance' in outcome)) throw new KnownError(WHY_NOT[outcome.kind]);
  if (outcome.kind === 'waiting') {
    throw new KnownError(
      'The journal can not be written now. Your answer is in memory, and is written when it can be.',
    );
  }
  return outcome.acceptance;
}

/** An acceptance and what it counts as, for people, such as "src/retry.ts, 4 lines: typed, as you said". */
export function inWords(one: Acceptance): string {
  return `${one.path}, ${counted(one.lines, 'line')}: ${countsAs(one)}`;
}

/** Goes on with further guesses for as long as the person likes to. */
async function askForOne(corrections: Corrections): Promise<Acceptance | undefined> {
  for (;;) {
    const recent = await corrections.recent();
    if (recent === 'newer') throw new KnownError(WHY_NOT.newer);
    if (recent.length === 0) {
      void vscode.window.showInformationMessage('Grasp: nothing was recorded in the last two weeks.');
      return undefined;
    }
    const one = await pickOne(recent);
    if (one === undefined) return undefined;
    const guesses = recent.filter((other) => isWaiting(other) && other.id !== one.id).length;
    const said = await askWhatItWas(corrections, one, guesses);
    if (said !== 'next') return said;
  }
}

async function pickOne(recent: readonly Acceptance[]): Promise<Acceptance | undefined> {
  const guesses = recent.filter(isWaiting);
  const others = recent.filter((one) => !isWaiting(one));
  const items: (vscode.QuickPickItem & { acceptance?: Acceptance })[] = [
    ...(guesses.length === 0 ? [] : [separator('Guesses, which enter no total until you answer')]),
    ...guesses.map(toItem),
    ...(others.length === 0 ? [] : [separator('Others of the last two weeks')]),
    ...others.map(toItem),
  ];
  const options = { title: TITLE, placeHolder: 'Which one do you mean?', matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.acceptance;
}

function separator(label: string): vscode.QuickPickItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function toItem(acceptance: Acceptance): vscode.QuickPickItem & { acceptance: Acceptance } {
  const { path, line, lines, time } = acceptance;
  return {
    label: plainInQuickPick(`${path}:${String(line + 1)}`),
    description: `${counted(lines, 'line')} · ${countsAs(acceptance)} · ${dayAndTime(time)}`,
    acceptance,
  };
}

/** Asks about one acceptance, and offers to undo the answer. `next` when the person wants to answer another guess. */
async function askWhatItWas(
  corrections: Corrections,
  one: Acceptance,
  otherGuesses: number,
): Promise<Acceptance | 'next' | undefined> {
  const answers = answersTo(one).map((answer) => ({ label: answerInWords(answer), answer }));
  const asked = await vscode.window.showQuickPick(answers, {
    title: plainInQuickPick(`${TITLE}: ${inWords(one)}`),
    placeHolder: one.reason,
  });
  if (asked === undefined) return undefined;
  const said = await correctNow(corrections, one.id, asked.answer);
  if (asked.answer === AS_RECORDED) return said;
  const next = {
    label: 'Answer the next guess',
    detail: `${counted(otherGuesses, 'guess', 'guesses')} left`,
    then: 'next',
  };
  const then = await vscode.window.showQuickPick(
    [
      ...(otherGuesses === 0 ? [] : [next]),
      { label: 'Done', then: 'done' },
      { label: answerInWords(AS_RECORDED), detail: `Back to: ${countsAs(corrected(one, AS_RECORDED))}`, then: 'undo' },
    ],
    { title: TITLE, placeHolder: inWords(said) },
  );
  if (then?.then === 'undo') return correctNow(corrections, one.id, AS_RECORDED);
  return then?.then === 'next' ? 'next' : said;
}

function resultOf(one: Acceptance | 'next' | undefined): CorrectionResult | undefined {
  if (typeof one !== 'object') return undefined;
  const { id, origin, confidence } = one;
  return { id, origin, confidence };
}
