import { open, rm } from 'node:fs/promises';

/**
 * Makes a file that was not there, and flushes it. Rejects with the error of the disk, with `EEXIST` where the name is taken;
 * no half of a file is left then.
 *
 * @param mode rights of the file, before the person's own mask
 * @param begun told when the file is there, and empty
 */
export async function writeNewFile(
  path: string,
  content: string | Uint8Array,
  { mode, begun }: { readonly mode?: number; readonly begun?: () => void } = {},
): Promise<void> {
  const handle = await open(path, 'wx', mode);
  try {
    begun?.();
    await handle.writeFile(content);
    await handle.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}
