import { runGit } from './runGit.ts';
import { looseBlobs } from './looseBlobs.ts';
import { outputOf, type Asked } from './askGit.ts';

/** A longer content is not read, in bytes, and of several so many bytes are read at once. */
const LONGEST = 2_000_000;
const MOST_AT_ONCE = 4_000_000;
/** Of so many it is looked for files of their own, without git. */
const FEW = 25;
/** Names of that many contents go into one question. */
const MOST_NAMES = 10_000;

/** Contents of one kind by name, from what `git cat-file --batch` says: a line about each, then as many bytes as it tells. */
export function objectsIn(output: Buffer, kind: 'commit' | 'blob'): ReadonlyMap<string, Buffer> {
  const objects = new Map<string, Buffer>();
  for (let from = 0; from < output.length;) {
    const end = output.indexOf('\n', from);
    if (end < 0) break;
    const head = /^(?<id>[0-9a-f]+) (?<is>[a-z]+) (?<size>\d+)$/u.exec(output.toString('latin1', from, end))?.groups;
    const size = Number(head?.['size'] ?? 0);
    const content = output.subarray(end + 1, end + 1 + size);
    // Of one that git was stopped in nothing counts.
    if (head?.['is'] === kind && content.length === size) objects.set(head['id'] ?? '', content);
    // What is missing has a line and no bytes.
    from = end + 1 + (head === undefined ? 0 : size + 1);
  }
  return objects;
}

/** Many contents by name, in few runs of git; those that are not there, or are too long, are not in it. */
export async function manyBlobs(asked: Asked, blobs: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const names = [...new Set(blobs)].filter((name) => /^[0-9a-f]{40,64}$/u.test(name)).slice(0, MOST_NAMES);
  if (names.length > FEW) return manyMore(asked, names);
  // A commit may wait for it, and most of them are of few files that were just staged.
  const loose = asked.trusted ? await looseBlobs(asked.folder, names, LONGEST) : new Map<string, Buffer>();
  const others = names.filter((name) => !loose.has(name));
  return others.length === 0 ? loose : new Map([...loose, ...(await manyMore(asked, others))]);
}

async function manyMore(asked: Asked, names: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const some of groupsOf(await sizesOf(asked, names))) {
    const input = `${some.join('\n')}\n`;
    const result = await runGit({ ...asked, args: ['cat-file', '--batch'], input, mostOutput: 2 * MOST_AT_ONCE });
    if (result.kind !== 'done' && result.kind !== 'stopped') break;
    for (const [name, content] of objectsIn(result.output, 'blob')) found.set(name, content);
  }
  return found;
}

async function sizesOf(asked: Asked, names: readonly string[]): Promise<readonly (readonly [string, number])[]> {
  const input = `${names.join('\n')}\n`;
  const told = await outputOf({ ...asked, input }, ['cat-file', '--batch-check']);
  return told
    .toString('latin1')
    .split('\n')
    .flatMap((line) => {
      const { id, size } = /^(?<id>[0-9a-f]+) blob (?<size>\d+)$/u.exec(line)?.groups ?? {};
      return id === undefined || Number(size) > LONGEST ? [] : [[id, Number(size)] as const];
    });
}

/** As many of them together as are read at once. */
function groupsOf(sizes: readonly (readonly [string, number])[]): string[][] {
  const groups: string[][] = [];
  let left = 0;
  for (const [name, size] of sizes) {
    if (groups.length === 0 || size > left) {
      groups.push([]);
      left = MOST_AT_ONCE;
    }
    groups.at(-1)?.push(name);
    left -= size;
  }
  return groups;
}
