import { constants, open, stat, type FileHandle } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { readDocument } from './readDocument.ts';
import { readFolder } from './readFolder.ts';
import type { Source, SourcePiece } from './source.ts';
import { ImportProblem } from './importProblem.ts';

/** Windows has no such flag, and no such pipes. */
const NO_WAIT = (constants as Partial<typeof constants>).O_NONBLOCK ?? 0;

/**
 * Opens an exported document, or a folder of journals. What it says of itself is not believed: every byte of it may have
 * been chosen by somebody. Rejects with an `ImportProblem`, or with the error of the disk.
 */
export async function openSource(path: string): Promise<Source> {
  if (!isAbsolute(path)) throw new ImportProblem('is no absolute path.');
  const stats = await stat(path).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw new ImportProblem(code === 'ENOENT' ? 'is not there.' : `can not be read (${code ?? 'unknown'}).`);
  });
  if (stats.isDirectory()) return readFolder(path);
  if (!stats.isFile()) throw new ImportProblem('is neither a file nor a folder.');
  const { size } = stats;
  return {
    bytes: size,
    async *pieces() {
      // A pipe that took the file's place since would wait for ever.
      const handle = await open(path, constants.O_RDONLY | NO_WAIT);
      try {
        yield* readPlainFile(path, handle);
      } finally {
        await handle.close();
      }
    },
  };
}

async function* readPlainFile(path: string, handle: FileHandle): AsyncGenerator<SourcePiece> {
  if (!(await handle.stat()).isFile()) throw new ImportProblem('is neither a file nor a folder.');
  yield* readDocument(path, handle);
}
