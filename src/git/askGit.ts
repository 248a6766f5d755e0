import { runGit, type GitRun } from './runGit.ts';

/** A repository to ask: the top folder of its work tree. */
export type Asked = Omit<GitRun, 'args'>;

/** What git says; nothing where it can not be asked, or says no. */
export async function outputOf(asked: Asked, args: readonly string[]): Promise<Buffer> {
  const result = await runGit({ ...asked, args });
  return result.kind === 'done' ? result.output : Buffer.alloc(0);
}

export async function textOf(asked: Asked, args: readonly string[]): Promise<string> {
  return (await outputOf(asked, args)).toString('utf8');
}
