import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { gitFolders } from './gitFolders.ts';
import { withPlainFile } from './plainFile.ts';

const inflated = promisify(inflate);
/** What stands before a content, in bytes at the most: of what kind and how long it is. */
const LONGEST_HEAD = 32;

/**
 * Contents by name that git keeps in files of their own, as it does with what was staged since it last packed: reading them
 * costs less than a run of git. Those that are packed, kept elsewhere, damaged or too long are not in it.
 *
 * @param root top folder of a work tree that the person trusts
 * @param longest in bytes
 */
export async function looseBlobs(
  root: string,
  names: readonly string[],
  longest: number,
): Promise<Map<string, Buffer>> {
  const folders = await gitFolders(root);
  const found = new Map<string, Buffer>();
  if (folders === undefined) return found;
  const objects = join(folders.common, 'objects');
  const contents = await Promise.all(names.map((name) => looseBlob(objects, name, longest)));
  for (const [at, name] of names.entries()) {
    const content = contents[at];
    if (content !== undefined) found.set(name, content);
  }
  return found;
}

async function looseBlob(objects: string, name: string, longest: number): Promise<Buffer | undefined> {
  const path = join(objects, name.slice(0, 2), name.slice(2));
  const packed = await withPlainFile(path, async (file) =>
    (await file.stat()).size > longest ? undefined : file.readFile(),
  );
  if (packed === undefined) return undefined;
  const whole = await inflated(packed, { maxOutputLength: longest + LONGEST_HEAD }).catch(() => undefined);
  const head = /^blob (?<size>\d{1,10})\0/u.exec(whole?.toString('latin1', 0, LONGEST_HEAD) ?? '');
  if (whole === undefined || head === null) return undefined;
  const content = whole.subarray(head[0].length);
  return content.length === Number(head.groups?.['size']) && content.length <= longest ? content : undefined;
}
