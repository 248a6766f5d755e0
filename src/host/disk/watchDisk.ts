import * as vscode from 'vscode';
import { RECORDED_SCHEMES } from '../editor/editObserver.ts';
import type { Guard } from '../guard.ts';

/** Folders that programs write for themselves: nobody's code is there, and what happens there must cost nothing. */
const NOISE =
  /\/(?:\.git|\.hg|\.svn|node_modules|\.venv|venv|__pycache__|\.cache|\.next|\.nuxt|\.gradle|dist|out|build|target|coverage)\//u;

/**
 * Tells of files that change on the disk, or go from it, in all workspace folders, as far as `files.watcherExclude` lets VS
 * Code see it.
 */
export function watchDisk(changed: (uri: vscode.Uri) => void, guard: Guard): vscode.Disposable {
  const watchers = new Map<string, vscode.Disposable>();
  const onChange = guard.listener('Noticing a change on the disk', (uri: vscode.Uri) => {
    // Documents of the git extension are told of, too, as if they were files of the folder.
    if (RECORDED_SCHEMES.has(uri.scheme) && !NOISE.test(uri.path)) changed(uri);
  });
  const watch = ({ uri }: vscode.WorkspaceFolder): void => {
    // The watcher that VS Code has for the folder anyway.
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(uri, '**/*'));
    watcher.onDidChange(onChange);
    // A file that is replaced by another one is told to be new.
    watcher.onDidCreate(onChange);
    watcher.onDidDelete(onChange);
    watchers.set(uri.toString(), watcher);
  };
  const unwatch = ({ uri }: vscode.WorkspaceFolder): void => {
    watchers.get(uri.toString())?.dispose();
    watchers.delete(uri.toString());
  };
  (vscode.workspace.workspaceFolders ?? []).forEach(watch);
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      removed.forEach(unwatch);
      added.forEach(watch);
    }),
    new vscode.Disposable(() => {
      for (const watcher of watchers.values()) watcher.dispose();
    }),
  );
}
