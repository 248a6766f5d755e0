import { gitApi } from '../scm/gitApi.ts';

const COMMON: ReadonlySet<string> = new Set(['main', 'master', 'develop', 'trunk']);

/** The branch of the first open repository that has one with a name of its own. Never rejects. */
export async function openBranch(): Promise<string | undefined> {
  const git = await gitApi().catch(() => undefined);
  const names = (git?.repositories ?? []).map(({ state }) => state.HEAD?.name);
  return names.find((name) => name !== undefined && !COMMON.has(name));
}
