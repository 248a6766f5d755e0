import type { Note, PromptNow } from '../debt/lot.ts';

const DAY = 86_400_000;
/** The time that is accounted for, in milliseconds: four weeks, up to now. */
export const GATE_SPAN = 28 * DAY;

/** What being asked for explanations took and gave. */
export interface GateAccount {
  /** that was spent */
  readonly seconds: number;
  readonly notes: number;
  /** notes after whose question the explained code was changed before it was committed */
  readonly changed: number;
  /** prompts of all kinds */
  readonly prompts: number;
}

/**
 * What the last four weeks took and gave. No second counts twice: a prompt that was answered ended in a note, which has its
 * seconds, and one that was put off left a draft, whose seconds are in the note that comes of it. So of prompts only those count
 * that nothing came of, and answered ones for a plan, which is no note.
 */
export function gateAccount(given: {
  readonly notes: readonly Pick<Note, 'time' | 'seconds' | 'changed'>[];
  readonly prompts: readonly Pick<PromptNow, 'time' | 'kind' | 'outcome' | 'seconds'>[];
  /** in milliseconds */
  readonly now: number;
}): GateAccount {
  const isLately = ({ time }: { readonly time: number }): boolean => time > given.now - GATE_SPAN && time <= given.now;
  const notes = given.notes.filter(isLately);
  // Being told of a block is no question about code.
  const prompts = given.prompts.filter((one) => isLately(one) && one.kind !== 'block');
  return {
    seconds: secondsOf(notes) + secondsOf(prompts.filter(hasOwnSeconds)),
    notes: notes.length,
    changed: notes.filter(({ changed }) => changed).length,
    prompts: prompts.length,
  };
}

/** The account in a sentence, and how it is made; both empty where there is nothing to tell. */
export function gateInWords(account: GateAccount): { readonly words: string; readonly explained: string } {
  if (account.notes + account.prompts === 0) return { words: '', explained: '' };
  return {
    words: `The last four weeks: ${minutesInWords(account.seconds)} of explaining; ${broughtInWords(account)}.`,
    explained: [
      'Minutes are the seconds of all explanations, from the question to the answer, and those of questions that were skipped or went away by themselves.',
      'An answered question counts once, with its explanation, and so does one that you put off: what you had begun is kept and counts with the explanation.',
      'The code counts as changed where the lines that were asked about were edited between the question and the commit. All of it by the clock of this machine, up to this minute.',
    ].join(' '),
  };
}

function broughtInWords({ notes, changed }: GateAccount): string {
  if (notes === 0) return 'no explanation yet';
  const all = `${notes.toLocaleString('en')} ${notes === 1 ? 'explanation' : 'explanations'}`;
  return `${changed.toLocaleString('en')} of ${all} changed the code before it was committed`;
}

/** Rounded to whole minutes. */
function minutesInWords(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes === 0) return 'less than a minute';
  return `${minutes.toLocaleString('en')} ${minutes === 1 ? 'minute' : 'minutes'}`;
}

function hasOwnSeconds({ kind, outcome }: Pick<PromptNow, 'kind' | 'outcome'>): boolean {
  return outcome === 'answered' ? kind === 'plan' : outcome !== 'later';
}

function secondsOf(all: readonly { readonly seconds: number }[]): number {
  return all.reduce((sum, { seconds }) => sum + seconds, 0);
}
