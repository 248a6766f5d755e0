import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { unpackJournal } from '../../src/storage/journal/packedJournal.ts';

/** The files below a folder that have a text in them, also packed, and in every copy of what is packed. */
export async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found: string[] = [];
  for (const path of paths) {
    const contents = await contentsOf(path);
    if (contents.some((content) => content.includes(text))) found.push(relative(folder, path));
  }
  return found.sort();
}

async function contentsOf(path: string): Promise<readonly Buffer[]> {
  let content: Buffer;
  try {
    content = await readFile(path);
  } catch (error) {
    // Whoever writes there has taken it away since it was listed.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  if (!path.endsWith('.gz')) return [content];
  const half = content.length / 2;
  const copies = [content, content.subarray(0, half), content.subarray(half)];
  const unpacked = await Promise.all(copies.map((copy) => unpackJournal(copy)));
  return [content, ...unpacked.flatMap(({ texts }) => texts)];
}
