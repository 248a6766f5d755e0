import * as vscode from 'vscode';
import { hasOtherSourceControl, type GitApi, type GitRepository } from './gitApi.ts';

/** What a command of the Source Control view is given: a source control, or its root. */
function rootIn(argument: unknown): string | undefined {
  if (argument instanceof vscode.Uri) return argument.toString();
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { rootUri, repository } = argument as { rootUri?: unknown; repository?: unknown };
  if (rootUri instanceof vscode.Uri) return rootUri.toString();
  if (repository instanceof vscode.Uri) return repository.toString();
  return typeof repository === 'string' ? vscode.Uri.file(repository).toString() : undefined;
}

/**
 * The repository that a commit is meant for. A key gives none: it is certain where there is one repository, or one that is
 * selected, which is the one whose commit box got the focus last, and no other source control, whose box would have it
 * without any repository being selected. `undefined` where it is not.
 */
export function commitTarget({ repositories }: GitApi, argument: unknown): GitRepository | undefined {
  const root = rootIn(argument);
  if (root !== undefined) return repositories.find(({ rootUri }) => rootUri.toString() === root);
  if (hasOtherSourceControl()) return undefined;
  if (repositories.length === 1) return repositories[0];
  const selected = repositories.filter(({ ui }) => ui.selected);
  return selected.length === 1 ? selected[0] : undefined;
}
