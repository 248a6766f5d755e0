import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A hash of all names and all bytes below a folder; of one that is not there, that of an empty one. */
export async function folderHash(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries.sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1))) {
    const bytes = entry.isFile() ? await readFile(pathOf(entry)) : Buffer.alloc(0);
    hash.update(`${pathOf(entry)}\n${String(bytes.length)}\n`).update(bytes);
  }
  return hash.digest('hex');
}

function pathOf({ parentPath, name }: { parentPath: string; name: string }): string {
  return join(parentPath, name);
}
