import * as v from 'valibot';
import * as vscode from 'vscode';
import { commitHookState, disableCommitHook, enableCommitHook } from '../../git/hook/commitHook.ts';
import type { CommitHookForm } from '../../git/hook/hookOutcome.ts';
import { plainInNotification, plainInQuickPick } from '../commands/words.ts';
import { KnownError } from '../guard.ts';
import { gitApi } from '../scm/gitApi.ts';

const argumentSchema = v.strictObject({
  /** absolute path of the top folder of a repository */
  repository: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(5_000))),
});

/** What became of the hook of a repository. */
export interface HookResult {
  readonly repository: string;
  readonly outcome: 'done' | 'already' | 'nothing';
  readonly how?: CommitHookForm;
}

export interface HookCommandParts {
  /** told when the person has put the hook of a repository in place, or taken it out */
  chosen(root: string, isEnabled: boolean): Promise<void>;
}

/**
 * `grasp.enableCommitHook({ repository })`: has git ask this window before commits. Without a repository it is the one that is
 * open, or is chosen. Gives `undefined` when the person called it off.
 */
export async function runEnableHook(argument: unknown, parts: HookCommandParts): Promise<HookResult | undefined> {
  const root = await repositoryFor(argument, 'Enable Commit Hook', false);
  if (root === undefined) return undefined;
  const result = await enableCommitHook(root, vscode.workspace.isTrusted);
  if (result.kind === 'refused') throw new KnownError(plainInNotification(result.why));
  await parts.chosen(root, true);
  const again =
    result.how === 'husky' ? ' When husky is installed anew it takes the hook out: enable it again then.' : '';
  void vscode.window.showInformationMessage(
    plainInNotification(
      `Grasp asks before commits in ${nameOf(root)} from now on, in terminals that you open from now on and in VS Code itself. It keeps no commit from being made.${again}`,
    ),
  );
  return { repository: root, outcome: result.kind, how: result.how };
}

/** `grasp.disableCommitHook({ repository })`: takes the hook out again; all else is as it was before. */
export async function runDisableHook(argument: unknown, parts: HookCommandParts): Promise<HookResult | undefined> {
  const root = await repositoryFor(argument, 'Disable Commit Hook', true);
  if (root === undefined) return undefined;
  const result = await disableCommitHook(root, vscode.workspace.isTrusted);
  if (result.kind === 'refused') throw new KnownError(plainInNotification(result.why));
  await parts.chosen(root, false);
  const words = result.kind === 'done' ? 'The hook of Grasp is taken out of' : 'There is no hook of Grasp in';
  void vscode.window.showInformationMessage(plainInNotification(`${words} ${nameOf(root)}.`));
  return { repository: root, outcome: result.kind };
}

/** @param isOn whether those are offered where the hook is on, else those where it is not */
async function repositoryFor(argument: unknown, title: string, isOn: boolean): Promise<string | undefined> {
  const parsed = v.safeParse(argumentSchema, argument ?? {});
  if (!parsed.success) throw new KnownError('A commit hook takes { repository }. Nothing was changed.');
  if (parsed.output.repository !== undefined) return parsed.output.repository;
  const roots = ((await gitApi())?.repositories ?? []).map(({ rootUri }) => rootUri.fsPath);
  if (roots.length === 0) throw new KnownError('No git repository is open here. Nothing was changed.');
  if (roots.length === 1) return roots[0];
  const states = await Promise.all(roots.map((root) => commitHookState(root, vscode.workspace.isTrusted)));
  const fitting = roots.filter((_, at) => (states[at]?.kind === 'on') === isOn);
  const items = (fitting.length > 0 ? fitting : roots).map((root) => ({
    ...{ label: plainInQuickPick(nameOf(root)), description: plainInQuickPick(root), root },
  }));
  const placeHolder = isOn ? 'Take the hook out of which repository?' : 'Ask before commits in which repository?';
  return (await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDescription: true }))?.root;
}

function nameOf(root: string): string {
  return root.split(/[\\/]/u).at(-1) ?? root;
}
