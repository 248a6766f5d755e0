import { chmod, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { removeDraft, writeDraft } from './publishFile.ts';
import type { Reached } from './steps.ts';
import { syncFolder } from './syncFolder.ts';

/**
 * Gives a name to new content in one step: whoever opens it gets the one or the other, whole. What was written is read
 * back before that. Rejects with the error of the disk, and has changed nothing then.
 *
 * @param mode of the file, whatever the person's mask; without one it is for the person alone, and no program
 */
export async function replaceFile(
  folder: string,
  name: string,
  bytes: Buffer,
  { reached, mode }: { readonly reached: Reached; readonly mode?: number },
): Promise<void> {
  const draft = await writeDraft(folder, bytes, reached);
  try {
    if (!bytes.equals(await readFile(draft))) throw new Error('The disk gave back something else than was written.');
    if (mode !== undefined) await chmod(draft, mode);
    await rename(draft, join(folder, name));
  } catch (error) {
    await removeDraft(draft);
    throw error;
  }
  reached('file-replaced');
  await syncFolder(folder);
}
