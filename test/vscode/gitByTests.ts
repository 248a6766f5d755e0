import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SETTINGS = ['user.name=Tester', 'user.email=tester@example.invalid', 'core.hooksPath=/dev/null'];

/** Runs git in a folder without its hooks, as somebody whom no machine knows, and gives what it says. */
export async function gitByTests(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('git', [...SETTINGS.flatMap((one) => ['-c', one]), ...args], { cwd: folder });
  return stdout.trim();
}
