import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { gitFolders } from '../gitFolders.ts';

/**
 * What a repository is known by that has hooks of its own: for all of its worktrees, which share them, the same absolute path.
 * @param root top folder of a work tree; it stands for itself where git's folder is not found
 */
export async function hookOwner(root: string): Promise<string> {
  const folders = await gitFolders(root);
  if (folders === undefined) return root;
  const common = await realpath(folders.common).catch(() => folders.common);
  return basename(common) === '.git' ? dirname(common) : common;
}
