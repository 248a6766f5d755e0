import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { outputOf, type Asked } from '../askGit.ts';
import { ignoredFiles } from '../committedText.ts';
import { runGit } from '../runGit.ts';
import { codeOf, isThere } from './hookFile.ts';
import { plainPath } from './hookOutcome.ts';

/** A repository, and where its hooks lie. All paths are absolute. */
export interface HookRepository {
  /** the top folder of the work tree, which is asked */
  readonly asked: Asked;
  /** what worktrees share; a submodule has one of its own */
  readonly common: string;
  /** the folder from which git runs hooks */
  readonly hooks: HookFolder;
  /** the folder from which it does so unless it is told otherwise; mostly the same */
  readonly usual: HookFolder;
}

export interface HookFolder {
  /** `husky` for one in the work tree that git ignores, as husky makes it */
  readonly form: 'file' | 'husky';
  readonly path: string;
  readonly isThere: boolean;
  /** why nothing is put there, as a sentence */
  readonly refused?: string;
}

/** Finds where git runs hooks from, or says why it can not be told. Rejects with errors of the disk that are not expected. */
export async function hookRepository(asked: Asked): Promise<HookRepository | { readonly refused: string }> {
  const top = oneLine(await outputOf(asked, ['rev-parse', '--show-toplevel']));
  const common = oneLine(await outputOf(asked, ['rev-parse', '--git-common-dir']));
  if (top === '' || common === '') return { refused: 'Git knows of no repository with files here.' };
  const whole = { asked: { ...asked, folder: top }, common: resolve(asked.folder, common) };
  const usual = await hookFolder(whole, undefined);
  const configured = await hooksPath(whole.asked);
  if (configured.kind === 'unset') return { ...whole, usual, hooks: usual };
  if (configured.kind === 'set') return { ...whole, usual, hooks: await hookFolder(whole, configured.path) };
  const refused = 'Git can not tell where hooks lie here (core.hooksPath).';
  return { ...whole, usual, hooks: { form: 'file', path: usual.path, isThere: false, refused } };
}

type HooksPath = { readonly kind: 'unset' | 'unclear' } | { readonly kind: 'set'; readonly path: string };

/** What core.hooksPath says. Grasp's own runs of git set it too, for themselves, on the command line: that one is left out. */
async function hooksPath(asked: Asked): Promise<HooksPath> {
  const args = ['config', '--null', '--show-scope', '--type=path', '--get-all', 'core.hooksPath'];
  const result = await runGit({ ...asked, args });
  if (result.kind !== 'done') return { kind: 'unclear' };
  const told = result.output.toString('utf8').split('\0').slice(0, -1);
  // A scope and a value in turn; the last value holds.
  const at = told.findLastIndex((word, index) => index % 2 === 0 && word !== 'command');
  const path = told[at + 1];
  if (at < 0) return { kind: 'unset' };
  return path === undefined || path === '' ? { kind: 'unclear' } : { kind: 'set', path };
}

async function hookFolder(
  { asked, common }: Pick<HookRepository, 'asked' | 'common'>,
  configured: string | undefined,
): Promise<HookFolder> {
  const usual = join(common, 'hooks');
  const named = configured === undefined ? usual : resolve(asked.folder, configured);
  const path = await realFolder(named);
  if (path === null) {
    return {
      form: 'file',
      path: named,
      isThere: false,
      refused: `Hooks would lie in ${plainPath(named)}, which is no folder.`,
    };
  }
  if (path === undefined) {
    const refused = `Git runs hooks from ${plainPath(named)} (core.hooksPath), and there is no such folder.`;
    return { form: 'file', path: named, isThere: false, ...(named === usual ? {} : { refused }) };
  }
  const [realTop, realCommon] = await Promise.all([realpath(asked.folder), realpath(common)]);
  // The repository may lie in the work tree, or the work tree in the repository.
  const holder = [realTop, realCommon].filter((one) => isInside(one, path)).sort((a, b) => b.length - a.length)[0];
  if (holder === realCommon) return { form: 'file', path, isThere: true };
  const from = `Git runs hooks from ${plainPath(path)} (${configured === undefined ? 'by a link' : 'core.hooksPath'})`;
  if (holder === undefined) {
    const refused = `${from}, outside of this repository, where others may run them too.`;
    return { form: 'file', path, isThere: true, refused };
  }
  const hook = join(path, 'pre-commit');
  const ignored = await ignoredFiles({ ...asked, folder: realTop }, [hook]);
  if (ignored?.has(hook) === true) return { form: 'husky', path, isThere: true };
  return { form: 'file', path, isThere: true, refused: `${from}, where git does not ignore them.` };
}

/** A folder without links; `undefined` where nothing is there, `null` where something else is. */
async function realFolder(path: string): Promise<string | null | undefined> {
  try {
    const real = await realpath(path);
    return (await stat(real)).isDirectory() ? real : null;
  } catch (error) {
    const code = codeOf(error);
    // A link to nothing is something.
    if (code === 'ENOENT') return (await isThere(path)) ? null : undefined;
    if (code === 'ENOTDIR' || code === 'ELOOP' || code === 'EACCES') return null;
    throw error;
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** What git prints with one line end behind it. A path may hold others. */
function oneLine(output: Buffer): string {
  return output.toString('utf8').replace(/\r?\n$/u, '');
}
