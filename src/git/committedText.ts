import { createHash } from 'node:crypto';
import { relative, sep } from 'node:path';
import type { Asked } from './askGit.ts';
import { runGit, withoutFilters } from './runGit.ts';

/** A longer file is not read, in bytes. */
const LONGEST_FILE = 2_000_000;
/** Most paths in one run; a command line has no room for any number. */
const MOST_PATHS = 100;
/** Names of files are no patterns. */
const LITERAL = '--literal-pathspecs';
/** A mode, a kind or a stage, and the object that a path has. */
const ENTRY = /^(?<mode>\d{6}) (?:blob )?(?<blob>[0-9a-f]{40}|[0-9a-f]{64})(?: \d)?\t(?<path>[^]+)$/u;

/** What git has of a file: the objects that it is in the last commit and in the index. */
export interface CommittedFile {
  readonly head: string | undefined;
  readonly index: string | undefined;
}

/**
 * What git has of some files, by their absolute paths; a file that it does not know is not in it. `undefined` when git can
 * not tell. Reads the last commit and the index only, never the files.
 */
export async function committedFiles(
  asked: Asked,
  paths: readonly string[],
): Promise<ReadonlyMap<string, CommittedFile> | undefined> {
  const names = new Map(paths.slice(0, MOST_PATHS).map((path) => [inRepository(asked.folder, path), path]));
  if (names.size === 0) return new Map();
  const [head, index] = await Promise.all([
    runGit({ ...asked, args: [LITERAL, 'ls-tree', '-z', '--full-tree', 'HEAD', '--', ...names.keys()] }),
    runGit({ ...asked, args: [LITERAL, 'ls-files', '-z', '--stage', '--', ...names.keys()] }),
  ]);
  if (index.kind !== 'done') return undefined;
  // A repository without a commit has no HEAD.
  const inHead = head.kind === 'done' ? blobsOf(head.output) : new Map<string, string>();
  const inIndex = blobsOf(index.output);
  const found = new Map<string, CommittedFile>();
  for (const [name, path] of names) {
    const file = { head: inHead.get(name), index: inIndex.get(name) };
    if (file.head !== undefined || file.index !== undefined) found.set(path, file);
  }
  return found;
}

/** The text of an object; `undefined` for one that is not there, is too long, or is no text. */
export async function blobText(asked: Asked, blob: string): Promise<string | undefined> {
  const bytes = await blobBytes(asked, blob);
  return bytes && textIn(bytes);
}

/** The content of an object; `undefined` for one that is not there, or is too long. */
export async function blobBytes(asked: Asked, blob: string): Promise<Buffer | undefined> {
  const result = await runGit({ ...asked, args: ['cat-file', 'blob', blob], mostOutput: LONGEST_FILE });
  return result.kind === 'done' ? result.output : undefined;
}

/** Those of some files that git is told to ignore; `undefined` when git can not tell. */
export async function ignoredFiles(asked: Asked, paths: readonly string[]): Promise<ReadonlySet<string> | undefined> {
  const names = new Map(paths.slice(0, MOST_PATHS).map((path) => [`./${inRepository(asked.folder, path)}`, path]));
  if (names.size === 0) return new Set();
  const input = [...names.keys()].join('\0');
  const result = await runGit({ ...asked, args: ['check-ignore', '-z', '--stdin'], input });
  if (result.kind === 'failed' && result.code === 1) return new Set();
  if (result.kind !== 'done') return undefined;
  const ignored = result.output.toString('utf8').split('\0');
  return new Set(ignored.flatMap((name) => names.get(name) ?? []));
}

/**
 * The files that differ from the index, and those that are in no index and not ignored, as absolute paths; `undefined` when
 * git can not tell.
 */
export async function unfinishedFiles(asked: Asked): Promise<ReadonlySet<string> | undefined> {
  const filters = await withoutFilters(asked);
  if (filters === undefined) return undefined;
  const args = [...filters, 'ls-files', '-z', '--modified', '--others', '--exclude-standard'];
  const result = await runGit({ ...asked, args });
  if (result.kind !== 'done') return undefined;
  const names = result.output.toString('utf8').split('\0').filter(Boolean);
  return new Set(names.map((name) => `${asked.folder}${sep}${name.replaceAll('/', sep)}`));
}

/** The names that git would give to a content: as it is, and as it is kept where line breaks are converted. */
export function blobNames(content: Uint8Array): readonly string[] {
  const bytes = Buffer.from(content);
  const forms = bytes.includes('\r\n')
    ? [bytes, Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')]
    : [bytes];
  return forms.flatMap((form) =>
    ['sha1', 'sha256'].map((kind) =>
      createHash(kind)
        .update(`blob ${String(form.length)}\0`)
        .update(form)
        .digest('hex'),
    ),
  );
}

/** The text in bytes, with plain line breaks; `undefined` for what is no text, or too long. */
export function textIn(bytes: Uint8Array): string | undefined {
  return bytes.length > LONGEST_FILE ? undefined : decoded(bytes)?.replaceAll(/\r\n?/gu, '\n');
}

/** The text in bytes as it is; `undefined` for what is no text. */
export function decoded(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function inRepository(root: string, path: string): string {
  return relative(root, path).replaceAll(sep, '/');
}

function blobsOf(output: Buffer): ReadonlyMap<string, string> {
  const blobs = new Map<string, string>();
  for (const line of output.toString('utf8').split('\0')) {
    const groups = ENTRY.exec(line)?.groups;
    // Links and submodules are no text.
    if (groups?.['mode']?.startsWith('100') === true) blobs.set(groups['path'] ?? '', groups['blob'] ?? '');
  }
  return blobs;
}
