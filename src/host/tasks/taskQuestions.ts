import * as vscode from 'vscode';
import { LONGEST_TITLE, MOST_MINUTES, type TaskEnd, type TaskStarted } from '../../domain/events/taskTold.ts';
import { minutesInWords, minutesRead } from '../../domain/velocity/minutesRead.ts';
import { minutesSince, type Task } from '../../domain/velocity/task.ts';
import { plainInQuickPick } from '../commands/words.ts';
import { TASK_KIND_CHOICES } from './taskKindChoices.ts';

const SURE = [
  { label: 'Rather unsure', description: '50 %', confidence: 50 },
  { label: 'Fairly sure', description: '70 %', confidence: 70 },
  { label: 'Very sure', description: '90 %', confidence: 90 },
  { label: 'I can not say', description: '', confidence: undefined },
];

/** By how much longer it took with AI than it would have taken without. */
const FELT = [
  { label: 'Much faster', description: 'half the time', felt: 0.5 },
  { label: 'Faster', description: 'four fifths of the time', felt: 0.8 },
  { label: 'No difference', description: 'the same time', felt: 1 },
  { label: 'Slower', description: 'a quarter more time', felt: 1.25 },
  { label: 'Much slower', description: 'twice the time', felt: 2 },
  { label: 'I can not say', description: '', felt: undefined },
];

/** Asks for all that is to be said before a task; `undefined` when the person called it off. */
export async function askForStart(): Promise<
  (Omit<TaskStarted, 'confidence'> & { confidence: number | undefined }) | undefined
> {
  const title = await vscode.window.showInputBox({
    ...{ title: 'Start a task (1 of 5)', prompt: 'What is it?', placeHolder: 'Parse dates without a year' },
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === ''
        ? 'A few words are enough.'
        : text.length > LONGEST_TITLE
          ? 'That is more than a title.'
          : undefined,
  });
  if (title === undefined) return undefined;
  const chosen = await pick('Start a task (2 of 5)', 'What kind of work is it?', TASK_KIND_CHOICES);
  if (chosen === undefined) return undefined;
  const estimate = await askForMinutes('Start a task (3 of 5)', 'How long will it take?', '');
  if (estimate === undefined) return undefined;
  const range = `${minutesInWords(estimate / 2)} to ${minutesInWords(2 * estimate)}`;
  const sure = await pick('Start a task (4 of 5)', `How sure are you that it takes ${range}?`, SURE);
  if (sure === undefined) return undefined;
  const help = await pick('Start a task (5 of 5)', 'Does AI help with it?', [
    { label: 'With AI', description: 'completions, chat or agents', ai: true },
    { label: 'Without AI', description: 'by yourself', ai: false },
  ]);
  return help && { title, kind: chosen.work, estimate, confidence: sure.confidence, ai: help.ai };
}

export interface EndSaid {
  readonly as: TaskEnd;
  readonly minutes?: number;
  readonly ai?: boolean;
  readonly felt?: number | undefined;
}

/** Asks how a task came out; `undefined` when the person called that off. */
export async function askForEnd(task: Task, now: number): Promise<EndSaid | undefined> {
  const title = `Finish "${plainInQuickPick(task.title)}"`;
  const otherwise = task.ai ? 'without AI' : 'with AI';
  const how = await pick(title, 'How did it come out?', [
    { label: 'Done', description: task.ai ? 'with AI' : 'without AI', as: 'done', ai: task.ai },
    { label: 'Not finished', description: 'it took at least as long as until now', as: 'unfinished', ai: task.ai },
    { label: `Done, but ${otherwise}`, description: 'other than planned', as: 'done', ai: !task.ai },
    { label: 'Call it off', description: 'it enters no comparison', as: 'called off', ai: task.ai },
  ] as const);
  if (how === undefined) return undefined;
  if (how.as === 'called off') return { as: how.as };
  const spent = minutesSince(task, now);
  const minutes = await askForMinutes(title, 'How long did you work on it? Take off what were breaks.', String(spent));
  if (minutes === undefined) return undefined;
  if (!how.ai) return { as: how.as, minutes, ai: how.ai };
  const felt = await pick(
    title,
    'How does it feel: how fast was it with AI, by what it would have been without?',
    FELT,
  );
  return felt && { as: how.as, minutes, ai: how.ai, felt: felt.felt };
}

/** Asks what becomes of a task that runs while another one is to be started. */
export async function askWhatOfRunning(task: Task, now: number): Promise<'finish' | 'called off' | undefined> {
  const runs = `"${plainInQuickPick(task.title)}" has run for ${minutesInWords(minutesSince(task, now))}`;
  const what = await pick('Start a task', `${runs}. One runs at a time.`, [
    { label: 'Finish It First…', description: '', what: 'finish' },
    { label: 'Call It Off', description: 'it enters no comparison', what: 'called off' },
  ] as const);
  return what?.what;
}

async function askForMinutes(title: string, prompt: string, value: string): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    ...{ title, prompt: `${prompt} In minutes, or such as 1.5 h.`, value, ignoreFocusOut: true },
    validateInput: (entered) => {
      const read = minutesRead(entered);
      if (read === undefined) return 'Such as 45, 90 min, 1.5 h or 1h30.';
      return read < 1 || read > MOST_MINUTES ? 'From a minute to a year.' : undefined;
    },
  });
  return text === undefined ? undefined : minutesRead(text);
}

async function pick<Item extends vscode.QuickPickItem>(
  title: string,
  placeHolder: string,
  items: readonly Item[],
): Promise<Item | undefined> {
  return vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true });
}
