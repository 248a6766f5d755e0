import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Asked } from '../askGit.ts';
import { runGit, runWritingGit, type GitResult } from '../runGit.ts';
import { HOOK_COMMAND } from './hookBlock.ts';
import type { HookRepository } from './hookFolders.ts';

/** The section of a repository's own configuration by which git runs Grasp's command, and nothing of anybody else's. */
const SECTION = 'hook.grasp';
const EVENT = 'pre-commit';
const LINE_END = 0x0a;
const UNDONE: GitResult = { kind: 'failed', code: -1, reason: 'it wrote nothing' };

/** Whether a git runs hooks that its configuration names, which git 2.54 began with. Its words are anybody's. */
export function runsConfiguredHooks(version: string): boolean {
  const { major, minor } = /^git version (?<major>\d{1,4})\.(?<minor>\d{1,4})(?!\d)/u.exec(version)?.groups ?? {};
  if (major === undefined || minor === undefined) return false;
  return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 54);
}

/** What the repository's own configuration has of the hook. */
export interface ConfiguredHook {
  readonly kind: 'none' | 'part' | 'older' | 'current' | 'switched off';
  /** whether its file had no line end behind its last line until the hook came */
  readonly addedLineEnd: boolean;
}

export async function configuredHook(asked: Asked): Promise<ConfiguredHook> {
  const args = ['config', '--local', '--null', '--get-regexp', `^${SECTION.replace('.', '\\.')}\\.`];
  const result = await runGit({ ...asked, args });
  const entries = result.kind === 'done' ? result.output.toString('utf8').split('\0').filter(Boolean) : [];
  const values = (key: string) =>
    entries.flatMap((entry) => (entry.startsWith(`${SECTION}.${key}\n`) ? [entry.slice(entry.indexOf('\n') + 1)] : []));
  const command = values('command').at(-1);
  const addedLineEnd = values('addedlineend').includes('true');
  return { kind: kindOf(), addedLineEnd };

  function kindOf(): ConfiguredHook['kind'] {
    if (entries.length === 0) return 'none';
    if (/^(?:false|no|off|0)$/iu.test(values('enabled').at(-1) ?? '')) return 'switched off';
    if (command === undefined || !values('event').includes(EVENT)) return 'part';
    return command === HOOK_COMMAND ? 'current' : 'older';
  }
}

/** Has git write the hook. Gives what went wrong, or nothing; then nothing new is left. */
export async function configureHook({ asked, common }: HookRepository): Promise<GitResult | undefined> {
  const { kind } = await configuredHook(asked);
  const bytes = await configBytes(common);
  // What git would put behind such a line would belong to it.
  if (/\\\r?\n?$/u.test(bytes.subarray(-3).toString('latin1')))
    return { kind: 'failed', code: -1, reason: 'its last line is not whole' };
  const lacksLineEnd = kind === 'none' && lacksLastLineEnd(bytes);
  // The event comes last: git ends a commit for an event without a command, so nobody may die in between the other way.
  const settings = [
    ...(lacksLineEnd ? [[`${SECTION}.addedLineEnd`, 'true']] : []),
    [`${SECTION}.command`, HOOK_COMMAND],
    [`${SECTION}.event`, EVENT, `^${EVENT}$`],
  ];
  let failed: GitResult | undefined;
  for (const setting of settings) {
    const result = await runWritingGit({ ...own(asked), args: ['config', '--local', '--replace-all', ...setting] });
    if (result.kind === 'done') continue;
    failed = result;
    break;
  }
  // What git says is not enough: it says that all went well where it found no room on the disk, too.
  if (failed === undefined && (await configuredHook(asked)).kind !== 'current') failed = UNDONE;
  if (failed !== undefined && kind === 'none') await unconfigureHook({ asked, common });
  return failed;
}

/** Has git take the hook out again. Gives what went wrong, or nothing. */
export async function unconfigureHook({
  asked,
  common,
}: Pick<HookRepository, 'asked' | 'common'>): Promise<GitResult | undefined> {
  const { kind, addedLineEnd } = await configuredHook(asked);
  if (kind === 'none') return undefined;
  const before = await configBytes(common);
  const result = await runWritingGit({ ...own(asked), args: ['config', '--local', '--remove-section', SECTION] });
  if (result.kind !== 'done') return result;
  if ((await configuredHook(asked)).kind !== 'none') return UNDONE;
  if (addedLineEnd) await removeLastLineEnd(common, before);
  return undefined;
}

/** Git adds the line end that a file lacks. It goes where the hook was the last of the file, so that nothing stands behind it. */
async function removeLastLineEnd(common: string, before: Buffer): Promise<void> {
  // Cut in place: git never writes in place, so what it writes at the same time is another file and is not touched.
  const file = await open(configFile(common), 'r+').catch(() => undefined);
  try {
    const now = await file?.readFile();
    const wasLast = now !== undefined && before.subarray(0, now.length).equals(now);
    if (wasLast && now.at(-1) === LINE_END) await file?.truncate(now.length - 1);
  } finally {
    await file?.close();
  }
}

function lacksLastLineEnd(bytes: Buffer): boolean {
  return bytes.length > 0 && bytes.at(-1) !== LINE_END;
}

function configBytes(common: string): Promise<Buffer> {
  return readFile(configFile(common)).catch(() => Buffer.alloc(0));
}

function configFile(common: string): string {
  return join(common, 'config');
}

function own({ folder, trusted }: Asked): Pick<Asked, 'folder' | 'trusted'> {
  return { folder, trusted };
}
