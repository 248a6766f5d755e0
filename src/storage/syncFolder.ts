import { open } from 'node:fs/promises';

/** Makes names that were added to a folder or taken from it last through a power cut, where the system can do that. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Windows and some network disks flush no folders. What is in the files has been flushed before.
  }
}
