import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissing, namesIn, statOf } from '../files.ts';
import { makeOwnFolders, placeScript } from '../placeScript.ts';

const WINDOW = /^[0-9a-f]{16}$/u;
/** What a window has left goes after so long, in milliseconds: its terminals may outlive it, and find it again. */
const WINDOW_LIVES = 30 * 86_400_000;

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

/** Makes what a window is asked by: its folder, and the script. Rejects with the error of the disk. */
export async function makeCommitHookFolder({ window, script }: CommitHookFolder, source: string): Promise<void> {
  await makeOwnFolders([dirname(window), window]);
  await placeScript(script, source, true);
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
