import { homedir } from 'node:os';
import { basename, resolve } from 'node:path';
import { endOfDay, isValid, parseISO, startOfDay, subDays } from 'date-fns';
import * as v from 'valibot';
import * as vscode from 'vscode';
import type { ForgetScope } from '../../domain/privacy/forgetScope.ts';
import { repositoryRoot } from '../../git/repositoryRoot.ts';
import type { Clock } from '../../ports/clock.ts';
import { activeRecordedDocument } from '../editor/editObserver.ts';
import { KnownError } from '../guard.ts';
import { absolutePath, pathSchema } from './pathArgument.ts';

const timeSchema = v.union([v.string(), v.pipe(v.number(), v.finite())]);

export const scopeSchema = v.strictObject({
  file: v.optional(pathSchema),
  folder: v.optional(pathSchema),
  repository: v.optional(pathSchema),
  from: v.optional(timeSchema),
  until: v.optional(timeSchema),
  everything: v.optional(v.literal(true)),
});

export type ScopeArgument = v.InferOutput<typeof scopeSchema>;

/** What is to be forgotten, and how to name it in a sentence. */
export interface NamedScope {
  readonly scope: ForgetScope;
  readonly words: string;
}

export interface ScopeParts {
  readonly clock: Clock;
  /** what may stand in journals for a file, or for a folder and all that is in it, where names are hidden */
  readonly hiddenUris: (path: string, isFolder?: boolean) => Promise<readonly string[]>;
}

const TAKES =
  '{ file: a path } or { folder: a path } or { repository: a path } or { from, until: a time each } or { everything: true }';

/** The scope that an argument names; `undefined` for one that names none. */
export async function scopeOf(argument: ScopeArgument, parts: ScopeParts): Promise<NamedScope | undefined> {
  const { file, folder, repository, from, until, everything } = argument;
  const named = [file, folder, repository, from ?? until, everything].filter((one) => one !== undefined);
  if (named.length === 0) return undefined;
  if (named.length > 1) throw new KnownError(`One thing at a time: ${TAKES}. Nothing was forgotten.`);
  if (everything === true) return EVERYTHING;
  if (file !== undefined) return place(pathOf(file), false, parts);
  if (folder !== undefined) return place(pathOf(folder), true, parts);
  if (repository !== undefined) return place(await rootOf(pathOf(repository)), true, parts);
  return timeRange(timeOf(from) ?? 0, timeOf(until) ?? parts.clock.now());
}

/** Asks what is to be forgotten; `undefined` when the person called it off. */
export async function askForScope(parts: ScopeParts): Promise<NamedScope | undefined> {
  const choice = await vscode.window.showQuickPick(await choices(parts), {
    title: 'Grasp: forget',
    placeHolder: 'What? You see how much it is, and are asked, before anything goes.',
    ignoreFocusOut: true,
  });
  return choice?.choose();
}

type Choice = vscode.QuickPickItem & { choose: () => Promise<NamedScope | undefined> };

async function choices(parts: ScopeParts): Promise<Choice[]> {
  const { clock } = parts;
  const now = clock.now();
  const range = (label: string, from: Date | number): Choice => ({
    label,
    choose: () => Promise.resolve(timeRange(Number(from), clock.now())),
  });
  return [
    ...openFile(),
    { label: 'A file…', choose: () => askForPlace(false, parts) },
    { label: 'A folder…', choose: () => askForPlace(true, parts) },
    ...(await repositories(parts)),
    range('The last hour', now - 3_600_000),
    range('Today', startOfDay(now)),
    range('The last 7 days', startOfDay(subDays(now, 6))),
    { label: 'A time range…', choose: askForTimes },
    { label: 'Everything', choose: () => Promise.resolve(EVERYTHING) },
  ];

  function openFile(): Choice[] {
    const document = activeRecordedDocument();
    if (document === undefined) return [];
    const { uri } = document;
    const path = uri.scheme === 'file' ? uri.fsPath : uri.toString();
    const description = vscode.workspace.asRelativePath(uri);
    return [{ label: 'This file', description, choose: () => place(path, false, parts, uri) }];
  }
}

async function repositories(parts: ScopeParts): Promise<Choice[]> {
  const open = activeRecordedDocument()?.uri;
  const folders = [
    ...(open?.scheme === 'file' ? [open] : []),
    ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri),
  ];
  const roots = await Promise.all(folders.map(({ fsPath }) => repositoryRoot(fsPath)));
  return [...new Set(roots)]
    .filter((root) => root !== undefined)
    .map((root) => ({
      label: 'The repository',
      description: basename(root),
      detail: root,
      choose: () => place(root, true, parts),
    }));
}

const EVERYTHING: NamedScope = { scope: { what: 'everything' }, words: 'everything' };

/** @param uri where a file is not named by its path alone */
async function place(path: string, isFolder: boolean, parts: ScopeParts, uri?: vscode.Uri): Promise<NamedScope> {
  const hidden = await parts.hiddenUris(path, isFolder);
  const uris = [(uri ?? vscode.Uri.file(path)).toString(), ...hidden];
  return { scope: { what: 'place', path, isFolder, uris }, words: `"${path}"` };
}

function timeRange(from: number, until: number): NamedScope {
  if (from >= until) throw new KnownError('That time range ends before it begins. Nothing was forgotten.');
  const [first, last] = [from, until].map((at) =>
    new Date(at).toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'short' }),
  );
  const words = from === 0 ? `all until ${last ?? ''}` : `${first ?? ''} to ${last ?? ''}`;
  return { scope: { what: 'time', from, until }, words };
}

function pathOf(given: string | vscode.Uri): string {
  const path = absolutePath(given);
  if (path === undefined) throw new KnownError(`Forgetting needs an absolute path: ${TAKES}. Nothing was forgotten.`);
  return resolve(path);
}

async function rootOf(path: string): Promise<string> {
  const root = await repositoryRoot(path);
  if (root === undefined) throw new KnownError(`"${path}" is in no repository. Forget it as a folder instead.`);
  return root;
}

/** Milliseconds, or a time such as "2026-11-18" or "2026-11-18T10:00", local unless it says otherwise. */
function timeOf(given: string | number | undefined): number | undefined {
  if (given === undefined) return undefined;
  const time = typeof given === 'number' ? new Date(given) : parseISO(given);
  if (!isValid(time))
    throw new KnownError(`"${String(given)}" is no time such as 2026-11-18T10:00. Nothing was forgotten.`);
  return time.getTime();
}

async function askForPlace(isFolder: boolean, parts: ScopeParts): Promise<NamedScope | undefined> {
  const [choice] =
    (await vscode.window.showOpenDialog({
      title: `Forget what is recorded of a ${isFolder ? 'folder' : 'file'}`,
      openLabel: 'Forget…',
      defaultUri: vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir()),
      canSelectFiles: !isFolder,
      canSelectFolders: isFolder,
    })) ?? [];
  return choice === undefined ? undefined : place(pathOf(choice), isFolder, parts);
}

async function askForTimes(): Promise<NamedScope | undefined> {
  const from = await askForTime('From when on? Such as 2026-11-18 or 2026-11-18 14:30');
  if (from === undefined) return undefined;
  const until = await askForTime('Until when? A day is forgotten to its end');
  if (until === undefined) return undefined;
  const isDay = /^\S+$/u.test(until.trim()) && !until.includes('T');
  const end = parseTyped(until);
  return timeRange(Number(parseTyped(from)), isDay ? Number(endOfDay(end)) + 1 : Number(end));
}

function askForTime(prompt: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: 'Grasp: forget a time range',
    prompt,
    ignoreFocusOut: true,
    validateInput: (text) =>
      isValid(parseTyped(text)) ? undefined : 'A day such as 2026-11-18, or with a time 2026-11-18 14:30',
  });
}

function parseTyped(text: string): Date {
  return parseISO(text.trim().replace(/\s+/u, 'T'));
}
