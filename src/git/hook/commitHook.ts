import { textOf } from '../askGit.ts';
import type { GitResult } from '../runGit.ts';
import { disableFileHook, enableFileHook, fileHookState, isInFile } from './fileHook.ts';
import { configuredHook, configureHook, runsConfiguredHooks, unconfigureHook } from './hookConfig.ts';
import { hookRepository, type HookRepository } from './hookFolders.ts';
import {
  ASKED_AFTERWARDS,
  orDisksNo,
  plainPath,
  refusal,
  type CommitHookDisabled,
  type CommitHookEnabled,
  type CommitHookRefusal,
  type CommitHookState,
} from './hookOutcome.ts';

interface Situation extends HookRepository {
  /** whether this git runs what its configuration names */
  readonly isConfigurable: boolean;
}

const NOTHING_ELSE = 'Nothing else was changed.';

/**
 * Whether commits in a repository run Grasp's command.
 * @param version what `git version` says, where that is known already
 */
export function commitHookState(root: string, trusted: boolean, version?: string): Promise<CommitHookState> {
  return orDisksNo(ASKED_AFTERWARDS, async () => {
    const found = await situation(root, trusted, version);
    if ('kind' in found) return found;
    const inFile = await fileHookState(found);
    if (inFile.kind === 'on' || !found.isConfigurable) return inFile;
    const { kind } = await configuredHook(found.asked);
    if (kind === 'current' || kind === 'older') return { kind: 'on', how: 'config', isCurrent: kind === 'current' };
    return { kind: 'off' };
  });
}

/** Has git run Grasp's command before commits in a repository, or renews the text of another version. */
export function enableCommitHook(root: string, trusted: boolean, version?: string): Promise<CommitHookEnabled> {
  return orDisksNo(ASKED_AFTERWARDS, async () => {
    const found = await situation(root, trusted, version);
    if ('kind' in found) return found;
    // One form at a time: two would ask twice.
    if (found.isConfigurable && !(await isInFile(found))) return enableInConfig(found);
    const result = await enableFileHook(found);
    if (result.kind !== 'refused') await unconfigureHook(found);
    return result;
  });
}

/** Takes Grasp's command out of a repository, in whichever form it stands there. What others changed stays. */
export function disableCommitHook(root: string, trusted: boolean, version?: string): Promise<CommitHookDisabled> {
  return orDisksNo(NOTHING_ELSE, async () => {
    const found = await situation(root, trusted, version);
    if ('kind' in found) return found;
    const { kind } = await configuredHook(found.asked);
    const failed = await unconfigureHook(found);
    const results = await disableFileHook(found);
    if (failed !== undefined) return refusal(gitsNo(failed), NOTHING_ELSE);
    const refused = results.find((result) => result.kind === 'refused');
    return refused ?? { kind: kind === 'none' && results.length === 0 ? 'nothing' : 'done' };
  });
}

async function enableInConfig(found: Situation): Promise<CommitHookEnabled> {
  const { kind } = await configuredHook(found.asked);
  if (kind === 'current') return { kind: 'already', how: 'config' };
  if (kind === 'switched off') {
    return refusal(
      'The configuration of this repository switches the hook off (hook.grasp.enabled).',
      ASKED_AFTERWARDS,
    );
  }
  const failed = await configureHook(found);
  return failed === undefined ? { kind: 'done', how: 'config' } : refusal(gitsNo(failed), ASKED_AFTERWARDS);
}

async function situation(root: string, trusted: boolean, known?: string): Promise<Situation | CommitHookRefusal> {
  const no = (why: string) => refusal(why, ASKED_AFTERWARDS);
  if (!trusted) return no('This workspace is not trusted yet, so Grasp starts no git here and changes nothing.');
  const asked = { folder: root, trusted };
  const version = known ?? (await textOf(asked, ['version']));
  if (version === '') return no('Grasp finds no git that it can start.');
  const repository = await hookRepository(asked);
  if ('refused' in repository) return no(repository.refused);
  return { ...repository, isConfigurable: runsConfiguredHooks(version) };
}

function gitsNo(result: GitResult): string {
  const reason = result.kind === 'failed' ? (result.reason.split('\n')[0] ?? '').slice(0, 200) : result.kind;
  return `Git could not change the configuration of this repository (${plainPath(reason)}).`;
}
