import { open, rename } from 'node:fs/promises';

/** Writes a file whole, flushed to the disk, in the place of the one before. */
export async function writeBytes(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(`${path}.tmp`, 'w');
  await handle.writeFile(bytes);
  await handle.sync();
  await handle.close();
  await rename(`${path}.tmp`, path);
}
