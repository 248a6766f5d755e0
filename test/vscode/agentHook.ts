import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

/** The command that Claude Code would run after each edit, by its settings. */
export async function commandOfHook(settings: string): Promise<string> {
  const text = (await readFile(settings, 'utf8')).replace('// mine', '');
  const { hooks } = JSON.parse(text) as { hooks: { PostToolUse: { hooks: { command: string }[] }[] } };
  return hooks.PostToolUse[0]?.hooks[0]?.command ?? '';
}

/** Runs it as an agent does, and gives its exit code. */
export function runHook(command: string, input: unknown): number | null {
  return spawnSync('bash', ['-c', command], { input: JSON.stringify(input) }).status;
}

/** Runs it as an agent does, while the extension host goes on, and settles when it has ended. */
export async function runHookBeside(command: string, input: unknown): Promise<void> {
  const hook = spawn('bash', ['-c', command], { stdio: ['pipe', 'ignore', 'ignore'] });
  const ended = once(hook, 'close');
  hook.stdin.end(JSON.stringify(input));
  await ended;
}
