import { chmod, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissing, namesIn, statOf } from '../files.ts';
import { removeDraft, writeDraft } from '../publishFile.ts';

const WINDOW = /^[0-9a-f]{16}$/u;
/** What a window has left goes after so long, in milliseconds: its terminals may outlive it, and find it again. */
const WINDOW_LIVES = 30 * 86_400_000;
const FOR_ME_ALONE = 0o700;

/** Where one window is asked. Beside it lies the script that asks, so that a hook finds both by one name. */
export interface CommitHookFolder {
  /** of this window, and of others that have the same id */
  readonly window: string;
  readonly script: string;
}

/** @param windowId 16 hex digits */
export function commitHookFolder(dataFolder: string, windowId: string): CommitHookFolder {
  if (!WINDOW.test(windowId)) throw new Error(`"${windowId}" is no id of a window.`);
  const folder = join(dataFolder, 'commit-hook');
  return { window: join(folder, windowId), script: join(folder, 'grasp-commit.sh') };
}

/** Makes the folders for the person alone. Rejects with the error of the disk. */
export async function makeFolders({ window }: CommitHookFolder): Promise<void> {
  for (const one of [dirname(window), window]) {
    await mkdir(one, { recursive: true, mode: FOR_ME_ALONE });
    await chmod(one, FOR_ME_ALONE);
  }
}

/**
 * Puts the script in its place, or this version's in the place of another one, in one step: hooks may run it at any time.
 * Rejects with the error of the disk.
 * @param source the script as it is shipped
 */
export async function placeCommitScript({ script }: CommitHookFolder, source: string): Promise<void> {
  const bytes = await readFile(source);
  if (((await statOf(script))?.mode ?? 0) % 0o1000 === FOR_ME_ALONE && bytes.equals(await readFile(script))) return;
  const draft = await writeDraft(dirname(script), bytes, () => undefined);
  try {
    await chmod(draft, FOR_ME_ALONE);
    await rename(draft, script);
  } catch (error) {
    await removeDraft(draft);
    throw error;
  }
}

/** Removes what windows of long ago have left. Rejects with the error of the disk. */
export async function removeOldWindows({ window }: CommitHookFolder, now: number): Promise<void> {
  const folder = dirname(window);
  for (const name of await namesIn(folder)) {
    const other = join(folder, name);
    if (!WINDOW.test(name) || other === window) continue;
    try {
      const status = await statOf(other);
      if (status !== undefined && now - status.mtimeMs > WINDOW_LIVES)
        await rm(other, { recursive: true, force: true });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}
