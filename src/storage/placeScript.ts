import { chmod, mkdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { isMissing, statOf } from './files.ts';
import { replaceFile } from './replaceFile.ts';

const FOR_ME_ALONE = 0o700;

/** Makes folders for the person alone, also where they were there for others. Rejects with the error of the disk. */
export async function makeOwnFolders(folders: readonly string[]): Promise<void> {
  for (const one of folders) {
    await mkdir(one, { recursive: true, mode: FOR_ME_ALONE });
    await chmod(one, FOR_ME_ALONE);
  }
}

/**
 * Puts a script that hooks run in its place, or this version's in the place of another one, in one step: they may run it at any
 * time. Rejects with the error of the disk.
 *
 * @param script its path, in a folder that is there
 * @param source the script as it is shipped
 * @param isProgram whether it is run by its name, and not by a shell that is given it
 */
export async function placeScript(script: string, source: string, isProgram: boolean): Promise<void> {
  const bytes = await readFile(source);
  const there = await readFile(script).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  const isRunnable = !isProgram || ((await statOf(script))?.mode ?? 0) % 0o1000 === FOR_ME_ALONE;
  if (isRunnable && there?.equals(bytes) === true) return;
  const mode = isProgram ? { mode: FOR_ME_ALONE } : {};
  await replaceFile(dirname(script), basename(script), bytes, { reached: ignore, ...mode });
}

function ignore(): void {
  // Steps are for tests.
}
