import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { removeDraft, writeDraft } from './publishFile.ts';
import type { Reached } from './steps.ts';
import { syncFolder } from './syncFolder.ts';

/**
 * Gives a name to new content in one step: whoever opens it gets the one or the other, whole. What was written is read
 * back before that. Rejects with the error of the disk, and has changed nothing then.
 */
export async function replaceFile(folder: string, name: string, bytes: Buffer, reached: Reached): Promise<void> {
  const draft = await writeDraft(folder, bytes, reached);
  try {
    if (!bytes.equals(await readFile(draft))) throw new Error('The disk gave back something else than was written.');
    await rename(draft, join(folder, name));
  } catch (error) {
    await removeDraft(draft);
    throw error;
  }
  reached('file-replaced');
  await syncFolder(folder);
}
