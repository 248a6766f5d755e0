import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AGENT_TRACES } from '../domain/commits/agentTrace.ts';

/** As much of the end of the file is read, in bytes. */
const MOST_READ = 4_000_000;

/**
 * The latest records of Agent Trace in a work tree; empty where there are none. A link is not followed, since it could lead
 * anywhere, and what is no plain file is not opened.
 */
export async function agentTraceFile(root: string): Promise<string> {
  const path = join(root, ...AGENT_TRACES.split('/'));
  try {
    const [folder, there] = await Promise.all([lstat(dirname(path)), lstat(path)]);
    if (!folder.isDirectory() || !there.isFile()) return '';
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const { size } = await file.stat();
      const bytes = Buffer.alloc(Math.min(size, MOST_READ));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, size - bytes.length);
      return bytes.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}
