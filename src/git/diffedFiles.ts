import { addedLines, changeName } from '../domain/commits/addedLines.ts';
import { isInRepository } from '../domain/commits/repositoryPath.ts';
import type { DiffedFile } from '../ports/stagedFiles.ts';
import type { Asked } from './askGit.ts';
import { runGit } from './runGit.ts';

/** Files and renamed files are found the same way by both questions. No program that a repository names shows a difference. */
const COMPARED = [
  ...['-r', '--full-index', '--find-renames', '-l1000'],
  ...['--no-ext-diff', '--no-textconv', '--no-color'],
];
const RAW = /^:\d{6} (?<mode>\d{6}) (?<before>[0-9a-f]+) (?<after>[0-9a-f]+) (?<kind>[A-Z])\d*$/u;

/** Such a file is told without what the repository's attributes say of it. */
export type Diffed = Omit<DiffedFile, 'isGenerated'>;

/**
 * Files with new lines, by a comparison of git's. What it says is cut where it says too much or takes too long: then the
 * files are told of which it has said all. `undefined` where it can not tell, and where a conflict is not resolved.
 *
 * @param command that compares, with options of its own
 * @param trees what is compared
 */
export async function diffedFiles(
  asked: Asked,
  command: readonly string[],
  trees: readonly string[],
): Promise<readonly Diffed[] | undefined> {
  const [raw, patch] = await Promise.all([
    toldCompletely(asked, [...command, ...COMPARED, '-z', '--raw', ...trees], '\0:'),
    toldCompletely(
      asked,
      [...command, ...COMPARED, '--patch', '--unified=0', '--inter-hunk-context=0', ...trees],
      '\ndiff ',
    ),
  ]);
  if (raw === undefined || patch === undefined) return undefined;
  const changes = changesIn(raw);
  if (changes.some(({ kind }) => kind === 'U')) return undefined;
  const added = addedLines(patch);
  return changes.flatMap((change): Diffed[] => {
    const { before, after } = change;
    const [path, from] = [nameIn(change.path), change.from === undefined ? undefined : nameIn(change.from)];
    const lines = added.get(changeName(before, after)) ?? [];
    if (!isText(change) || path === undefined || lines.length === 0) return [];
    return [{ path, from, before: isNothing(before) ? undefined : before, blob: after, added: lines }];
  });
}

/**
 * What git says, a byte a character, since names may be no text; `undefined` where it says no.
 *
 * @param between what stands between two files: of one that git was stopped in, nothing counts
 */
async function toldCompletely(asked: Asked, args: readonly string[], between: string): Promise<string | undefined> {
  const result = await runGit({ ...asked, args });
  if (result.kind !== 'done' && result.kind !== 'stopped') return undefined;
  const text = result.output.toString('latin1');
  return result.kind === 'done' ? text : text.slice(0, text.lastIndexOf(between) + 1);
}

interface RawChange {
  readonly mode: string;
  readonly kind: string;
  readonly before: string;
  readonly after: string;
  readonly path: string;
  readonly from: string | undefined;
}

function changesIn(raw: string): RawChange[] {
  const fields = raw.split('\0');
  const changes: RawChange[] = [];
  let at = 0;
  const next = (): string => fields[at++] ?? '';
  while (at + 1 < fields.length) {
    const { mode = '', kind = '', before = '', after = '' } = RAW.exec(next())?.groups ?? {};
    const path = next();
    // What was renamed has its new name behind the old one.
    if (/^[RC]/u.test(kind)) changes.push({ mode, kind, before, after, path: next(), from: path });
    // What became a file from a link, git shows as two changes, of which the second makes the file.
    else
      changes.push({ mode, kind, before: kind === 'T' ? nothingLike(before) : before, after, path, from: undefined });
  }
  return changes;
}

/** Links and submodules are none, and what was deleted has no mode. */
function isText({ mode }: RawChange): boolean {
  return mode.startsWith('100');
}

function isNothing(hash: string): boolean {
  return /^0+$/u.test(hash);
}

function nothingLike(hash: string): string {
  return '0'.repeat(hash.length);
}

/** `undefined` for a name that is no text, or leads out of the repository. */
function nameIn(bytes: string): string | undefined {
  try {
    const name = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, 'latin1'));
    return isInRepository(name) ? name : undefined;
  } catch {
    return undefined;
  }
}
