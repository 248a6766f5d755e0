import { addedLines, changeName } from '../domain/commits/addedLines.ts';
import { isInRepository } from '../domain/commits/repositoryPath.ts';
import type { ChangedFile } from '../ports/stagedFiles.ts';
import type { Asked } from './askGit.ts';
import { runGit } from './runGit.ts';

/**
 * Both in one run of git, since each costs more than what it compares: first what has changed, then the lines. No program that
 * a repository names shows a difference.
 */
const COMPARED = [
  ...['-r', '--full-index', '--find-renames', '-l1000', '--raw', '--patch', '--unified=0', '--inter-hunk-context=0'],
  ...['--no-ext-diff', '--no-textconv', '--no-color'],
];
/** What git may say of all that is compared, in bytes, and how long it may take, in milliseconds. What is beyond is not told. */
export const COMPARING = { mostOutput: 50_000_000, longest: 20_000 } as const;
const RAW =
  /^:\d{6} (?<mode>\d{6}) (?<before>[0-9a-f]+) (?<after>[0-9a-f]+) (?<kind>[A-Z])\d*\t(?<one>[^\t]+)(?:\t(?<other>.+))?$/u;

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
): Promise<readonly ChangedFile[] | undefined> {
  const told = await toldCompletely(asked, [...command, ...COMPARED, ...trees]);
  if (told === undefined) return undefined;
  const changes = changesIn(told);
  if (changes.some(({ kind }) => kind === 'U')) return undefined;
  const added = addedLines(told);
  return changes.flatMap((change): ChangedFile[] => {
    const { before, after } = change;
    const [path, from] = [nameIn(change.path), change.from === undefined ? undefined : nameIn(change.from)];
    const lines = added.get(changeName(before, after)) ?? [];
    if (!isText(change) || path === undefined || lines.length === 0) return [];
    return [{ path, from, before: isNothing(before) ? undefined : before, blob: after, added: lines }];
  });
}

/** What git says, a byte a character, since names may be no text; `undefined` where it says no. */
async function toldCompletely(asked: Asked, args: readonly string[]): Promise<string | undefined> {
  const result = await runGit({ ...asked, args });
  if (result.kind !== 'done' && result.kind !== 'stopped') return undefined;
  const text = result.output.toString('latin1');
  // Of the file that git was stopped in nothing counts.
  return result.kind === 'done' ? text : text.slice(0, text.lastIndexOf('\ndiff ') + 1);
}

interface RawChange {
  readonly mode: string;
  readonly kind: string;
  readonly before: string;
  readonly after: string;
  readonly path: string;
  readonly from: string | undefined;
}

/** The changes that stand before the first empty line: no name has a line break in it, since git quotes such a name. */
function changesIn(told: string): RawChange[] {
  const changes: RawChange[] = [];
  for (let from = 0; told.startsWith(':', from);) {
    const end = told.indexOf('\n', from);
    if (end < 0) break;
    const { mode, kind, before, after, one, other } = RAW.exec(told.slice(from, end))?.groups ?? {};
    from = end + 1;
    if (mode === undefined || kind === undefined || before === undefined || after === undefined) continue;
    // What was renamed has its new name behind the old one.
    const [path = '', former] = other === undefined ? [one] : [other, one];
    // What became a file from a link, git shows as two changes, of which the second makes the file.
    changes.push({ mode, kind, before: kind === 'T' ? nothingLike(before) : before, after, path, from: former });
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
function nameIn(told: string): string | undefined {
  try {
    const bytes = Buffer.from(unquoted(told), 'latin1');
    const name = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return isInRepository(name) ? name : undefined;
  } catch {
    return undefined;
  }
}

/** By which letters git writes control characters. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', t: '\t', n: '\n', v: '\v', f: '\f', r: '\r' },
};

/** A name as it is, of which git puts one in quotes, as C does, that has a quote, a backslash or a control character in it. */
function unquoted(told: string): string {
  if (!told.startsWith('"')) return told;
  const escaped = /\\(?:(?<octal>[0-7]{3})|(?<letter>.))/gu;
  return told.slice(1, -1).replaceAll(escaped, (_all, octal: string | undefined, letter: string) => {
    return octal === undefined ? (LETTERS[letter] ?? letter) : String.fromCharCode(Number.parseInt(octal, 8));
  });
}
