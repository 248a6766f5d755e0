import { spawnSync } from 'node:child_process';
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
