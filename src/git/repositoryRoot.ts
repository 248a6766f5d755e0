import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The top folder of the repository or worktree that holds a path; `undefined` where there is none. */
export async function repositoryRoot(path: string): Promise<string | undefined> {
  for (let at = path; ; at = dirname(at)) {
    const isRoot = await stat(join(at, '.git')).then(
      () => true,
      () => false,
    );
    if (isRoot) return at;
    if (dirname(at) === at) return undefined;
  }
}
