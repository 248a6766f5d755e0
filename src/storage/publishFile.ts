import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { namesIn } from './files.ts';
import type { Reached } from './steps.ts';
import { syncFolder } from './syncFolder.ts';
import { writeNewFile } from './writeNewFile.ts';

/** What a system says that has no hard links, or not here: exFAT, SMB and some container mounts. */
const NO_LINKS: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EXDEV',
  'EMLINK',
  'EINVAL',
  'EACCES',
]);
const DRAFT = /^\.draft-[0-9a-f]{12}$/u;
/** A draft this old belongs to nobody any more, in milliseconds. */
const DRAFT_LIVES = 3_600_000;

/** How a file gets its name. */
interface Publishing {
  readonly reached: Reached;
  readonly hardLink?: typeof link;
}

/**
 * Makes a file that is whole from the moment it has its name, and never takes a name that is taken: `false` then. Where
 * there are no hard links a crash can leave the name with a part of the content, so readers check what they read.
 * Rejects with the error of the disk.
 */
export async function publishFile(
  folder: string,
  name: string,
  bytes: Uint8Array,
  publishing: Publishing,
): Promise<boolean> {
  const draft = await writeDraft(folder, bytes, publishing.reached);
  try {
    return await publishDraft(folder, draft, name, publishing);
  } finally {
    await removeDraft(draft);
  }
}

/** Writes a file that nobody reads until it is published, and gives its path. Rejects with the error of the disk. */
export async function writeDraft(folder: string, bytes: Uint8Array, reached: Reached): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.draft-${randomBytes(6).toString('hex')}`);
  try {
    await writeNewFile(draft, bytes, draftOptions(reached));
    reached('draft-flushed');
    return draft;
  } catch (error) {
    await removeDraft(draft);
    throw error;
  }
}

/** Gives a draft its name, as `publishFile` does; it is left where it is when that name is taken. */
export async function publishDraft(
  folder: string,
  draft: string,
  name: string,
  { reached, hardLink = link }: Publishing,
): Promise<boolean> {
  const target = join(folder, name);
  try {
    try {
      await hardLink(draft, target);
    } catch (error) {
      if (!NO_LINKS.has(codeOf(error))) throw error;
      await writeNewFile(target, await readFile(draft), draftOptions(reached));
    }
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  reached('draft-linked');
  await removeDraft(draft);
  reached('draft-removed');
  await syncFolder(folder);
  return true;
}

/** One that can not be removed now, as with a scanner on Windows, is swept when it is old. */
export async function removeDraft(draft: string): Promise<void> {
  await rm(draft, { force: true }).catch(ignore);
}

/**
 * Removes all drafts, also those that somebody is still writing: whoever does so finds out, says so, and tries again.
 * Rejects with the error of the disk.
 */
export async function removeDrafts(folder: string): Promise<void> {
  for (const name of await namesIn(folder)) if (DRAFT.test(name)) await rm(join(folder, name), { force: true });
}

/** Removes what died with its writer. Rejects with the error of the disk. */
export async function sweepDrafts(folder: string, now: number): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (!DRAFT.test(name)) continue;
    const path = join(folder, name);
    try {
      if (now - (await stat(path)).mtimeMs > DRAFT_LIVES) await rm(path, { force: true });
    } catch {
      // Somebody else was faster.
    }
  }
}

function draftOptions(reached: Reached): Parameters<typeof writeNewFile>[2] {
  return {
    mode: 0o600,
    begun: () => {
      reached('draft-begun');
    },
  };
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

function ignore(): void {
  // Nothing depends on it.
}
