import { mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { blockIn, madeHook, withBlock, withoutBlock } from './hookBlock.ts';
import { codeOf, readHookFile, replaceHookFile, sweepHookDrafts, type HookFile, type Replaced } from './hookFile.ts';
import type { HookFolder, HookRepository } from './hookFolders.ts';
import {
  aboutHook,
  ASKED_AFTERWARDS,
  refusal,
  type CommitHookDisabled,
  type CommitHookEnabled,
  type CommitHookState,
} from './hookOutcome.ts';
import { whyNoShell } from './hookShell.ts';

const HOOK = 'pre-commit';
/** What git runs, and what pre-commit runs for it: the hook that was there before pre-commit. */
const RUN_NAMES = [HOOK, `${HOOK}.legacy`];
/** Besides what lefthook lays aside when it is installed. */
const ALL_NAMES = [...RUN_NAMES, `${HOOK}.old`];
/** So often a file is read again that somebody else changes at the same time. */
const TRIES = 3;

const BROKEN = 'has the marks of Grasp, but not once each and in order: somebody changed them';
const NOT_RUN = 'is not executable, so git does not run it: somebody may have switched it off so';
const CHANGED = 'was changed by somebody else in the same moment';
const BY_HAND = 'Please take the lines from "# >>> grasp >>>" to "# <<< grasp <<<" out by hand.';

/** Whether a hook file of a repository has the block and runs, or why it can not have it. */
export async function fileHookState({ asked, hooks }: HookRepository): Promise<CommitHookState> {
  const file = await hookFile(hooks);
  if (hasWholeBlock(file)) return { kind: 'on', how: hooks.form, isCurrent: isCurrent(file) };
  const why = hooks.refused ?? whyLeft(asked.folder, file);
  return why === undefined ? { kind: 'off' } : refusal(why, ASKED_AFTERWARDS);
}

/** Whether a hook file that runs has anything of Grasp's. */
export async function isInFile({ hooks }: HookRepository): Promise<boolean> {
  const file = await hookFile(hooks);
  return 'bytes' in file && blockIn(textIn(file)) !== 'none';
}

/** Puts the block into the hook file, or makes one. */
export async function enableFileHook({ asked, hooks }: HookRepository): Promise<CommitHookEnabled> {
  const no = (why: string) => refusal(why, ASKED_AFTERWARDS);
  for (let tried = 0; tried < TRIES; tried += 1) {
    const file = await hookFile(hooks);
    if (hasWholeBlock(file) && isCurrent(file)) return { kind: 'already', how: hooks.form };
    const why = hooks.refused ?? whyLeft(asked.folder, file);
    if (why !== undefined || 'refused' in file) return no(why ?? '');
    const result = await putBlock(hooks, file);
    if (result === 'done') return { kind: 'done', how: hooks.form };
    if (result !== 'changed') return no(aboutHook(asked.folder, file.path, result.refused));
  }
  return no(aboutHook(asked.folder, join(hooks.path, HOOK), CHANGED));
}

async function putBlock(hooks: HookFolder, file: HookFile): Promise<Replaced> {
  const madeFolder = file.bytes === undefined && (await makeFolder(hooks.path));
  await sweepHookDrafts(hooks.path);
  const text = file.bytes === undefined ? madeHook(madeFolder) : withBlock(textIn(file));
  const result = await replaceHookFile(file, Buffer.from(text, 'latin1'));
  if (result !== 'done' && madeFolder) await rmdir(hooks.path).catch(() => undefined);
  return result;
}

/** Takes the block out of all hook files of a repository, and what Grasp made for it alone. One answer a file that had it. */
export async function disableFileHook(repository: HookRepository): Promise<CommitHookDisabled[]> {
  const { hooks, usual } = repository;
  const results: CommitHookDisabled[] = [];
  for (const folder of hooks.path === usual.path ? [usual] : [hooks, usual]) {
    if (!folder.isThere) continue;
    for (const name of ALL_NAMES) results.push(await removeFrom(folder, name, repository.asked.folder));
    if (folder.refused === undefined) await sweepHookDrafts(folder.path);
  }
  return results.filter(({ kind }) => kind !== 'nothing');
}

async function removeFrom(folder: HookFolder, name: string, top: string): Promise<CommitHookDisabled> {
  const path = join(folder.path, name);
  const no = (why: string) => refusal(aboutHook(top, path, why), BY_HAND);
  for (let tried = 0; tried < TRIES; tried += 1) {
    const file = await readHookFile(path);
    // What can not be read has nothing of Grasp's.
    if ('refused' in file || blockIn(textIn(file)) === 'none') return { kind: 'nothing' };
    const why = whyKept(folder, file);
    if (why !== undefined) return no(why);
    const { text, madeFolder } = withoutBlock(textIn(file));
    const result = await replaceHookFile(file, text === undefined ? undefined : Buffer.from(text, 'latin1'));
    if (result === 'changed') continue;
    if (result !== 'done') return no(result.refused);
    if (text === undefined && madeFolder) await rmdir(folder.path).catch(() => undefined);
    return { kind: 'done' };
  }
  return no(CHANGED);
}

function whyKept(folder: HookFolder, file: HookFile): string | undefined {
  if (blockIn(textIn(file)) === 'broken') return BROKEN;
  return file.fixed ?? (folder.refused === undefined ? undefined : 'lies where Grasp changes nothing');
}

/** Of the files that run before a commit the one with the block, else the hook, be it there or not. */
async function hookFile({ path, isThere }: HookFolder): ReturnType<typeof readHookFile> {
  for (const name of isThere ? RUN_NAMES : []) {
    const file = await readHookFile(join(path, name));
    if ('bytes' in file && blockIn(textIn(file)) !== 'none') return file;
  }
  return readHookFile(join(path, HOOK));
}

type Found = Awaited<ReturnType<typeof readHookFile>>;

/** Why a file is left as it is, as a sentence. */
function whyLeft(top: string, file: Found): string | undefined {
  const why = 'refused' in file ? file.refused : whyNot(file);
  return why === undefined ? undefined : aboutHook(top, file.path, why);
}

/** Why the block can not be put into a file, as the end of a sentence. */
function whyNot(file: HookFile): string | undefined {
  if (file.bytes === undefined) return undefined;
  if (!file.runs) return NOT_RUN;
  return file.fixed ?? whyNoShell(textIn(file)) ?? (blockIn(textIn(file)) === 'broken' ? BROKEN : undefined);
}

function hasWholeBlock(file: Found): file is HookFile {
  return 'bytes' in file && file.runs && blockIn(textIn(file)) === 'whole';
}

function isCurrent(file: HookFile): boolean {
  return withBlock(textIn(file)) === textIn(file);
}

/** Its bytes, a character each: a hook has any encoding, and keeps it. */
function textIn({ bytes }: HookFile): string {
  return bytes?.toString('latin1') ?? '';
}

async function makeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}
