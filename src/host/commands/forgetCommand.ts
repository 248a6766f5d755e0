import * as v from 'valibot';
import * as vscode from 'vscode';
import type { ForgetControl, ForgetOutcome } from '../../features/forget/forgetControl.ts';
import type { Declined, FoundRecords, Job, JobProgress } from '../../ports/dataJob.ts';
import type { Timers } from '../../ports/timers.ts';
import { KnownError } from '../guard.ts';
import { askForScope, scopeOf, scopeSchema, type NamedScope, type ScopeParts } from './forgetScopes.ts';
import { showJob } from './showJob.ts';
import { codeOf, counted, daysInWords, plainInNotification } from './words.ts';

export interface ForgetCommandParts extends ScopeParts {
  readonly forgetting: ForgetControl;
  readonly timers: Timers;
}

const argumentSchema = v.strictObject({ ...scopeSchema.entries, preview: v.optional(v.boolean()) });

/** What the command gives to whoever called it; `left` journals follow when another window lets go of them. */
export interface ForgetResult extends Omit<FoundRecords, 'ids'> {
  readonly left?: number;
}

/**
 * `grasp.forget({ file | folder | repository | from, until | everything, preview })`: asks for what is to be forgotten
 * when it is not given. `preview: true` only tells how much that is, `preview: false` forgets at once; without it the
 * person is shown the one and asked for the other. Gives what was found or forgotten, or `undefined` when the person
 * called it off.
 */
export async function runForget(argument: unknown, parts: ForgetCommandParts): Promise<ForgetResult | undefined> {
  const parsed = v.safeParse(argumentSchema, argument ?? {});
  if (!parsed.success) {
    throw new KnownError(
      'Forgetting takes { file, folder or repository: an absolute path } or { from, until } or { everything: true }, and preview: true or false. Nothing was forgotten.',
    );
  }
  const { preview, ...given } = parsed.output;
  const named = (await scopeOf(given, parts)) ?? (await askForScope(parts));
  if (named === undefined) return undefined;
  if (preview === false) return forget(named, parts);
  const found = await find(named, parts);
  if (preview === true) return found;
  if (found.records === 0) {
    void vscode.window.showInformationMessage(`Grasp: nothing is recorded of ${plainInNotification(named.words)}.`);
    return found;
  }
  if (!(await isWanted(found, named))) return undefined;
  const result = await forget(named, parts);
  void vscode.window.showInformationMessage(
    `Grasp: ${counted(result.records, 'record')} forgotten.${leftInWords(result)}`,
  );
  return result;
}

async function find(named: NamedScope, { forgetting, timers }: ForgetCommandParts): Promise<ForgetResult> {
  const outcome = await shown(
    'Grasp: looking for what is to be forgotten',
    (progress) => forgetting.preview(named.scope, progress),
    timers,
  );
  if ('declined' in outcome) throw new KnownError(outcome.declined);
  const { ids: _ids, ...found } = outcome;
  return found;
}

async function forget(named: NamedScope, { forgetting, timers }: ForgetCommandParts): Promise<ForgetResult> {
  const outcome: ForgetOutcome = await shown(
    'Grasp: forgetting',
    (progress) => forgetting.forget(named.scope, progress),
    timers,
  );
  if (outcome === 'untold') {
    throw new KnownError(
      'The journal can not be written, so nothing could be forgotten yet. Make room on the disk, and try again.',
    );
  }
  if ('declined' in outcome) throw new KnownError(outcome.declined);
  const { purged: _purged, ...result } = outcome;
  return result;
}

async function shown<T>(
  title: string,
  begin: (progress: (progress: JobProgress) => void) => Job<T | Declined>,
  timers: Timers,
): Promise<T | Declined> {
  try {
    return await showJob(title, begin, timers);
  } catch (error) {
    if (error instanceof vscode.CancellationError || error instanceof KnownError) throw error;
    throw new KnownError(
      `Forgetting did not get to its end (${codeOf(error)}). What is left of it goes on by itself; forget again to be sure.`,
    );
  }
}

async function isWanted(found: ForgetResult, { words }: NamedScope): Promise<boolean> {
  const forgetItem = {
    label: `Forget ${counted(found.records, 'record')}`,
    detail: `${counted(found.acceptances, 'acceptance')}, about ${counted(found.files, 'file')}, ${daysInWords(found)}. They are gone for good; exports and backups keep what they have.`,
  };
  const cancelItem = { label: 'Cancel', detail: 'Nothing is changed.' };
  const choice = await vscode.window.showQuickPick([forgetItem, cancelItem], {
    title: `Grasp: forget ${words}`,
    placeHolder: 'What you do there from now on is recorded again, unless you exclude it.',
    ignoreFocusOut: true,
  });
  return choice === forgetItem;
}

function leftInWords({ left = 0 }: ForgetResult): string {
  if (left === 0) return '';
  return ` ${counted(left, 'journal')} of another window could not be cleaned yet; that follows by itself.`;
}
