import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

type OpenFile = Awaited<ReturnType<typeof open>>;

/** `undefined` for what is no plain file, and nothing waits for somebody to write to it. */
export async function withPlainFile<T>(path: string, read: (file: OpenFile) => Promise<T>): Promise<T | undefined> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return (await file.stat()).isFile() ? await read(file) : undefined;
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}
