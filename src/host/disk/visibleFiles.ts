import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Asked } from '../../git/askGit.ts';
import { blobText, committedFiles, ignoredFiles, textIn, unfinishedFiles } from '../../git/committedText.ts';
import { gitFolders } from '../../git/gitFolders.ts';
import type { DiskFiles } from '../../ports/diskFiles.ts';

/** A longer file is not read, in bytes. */
const LONGEST = 2_000_000;

/** Files on the disk, and what git has of them. In a workspace that is not trusted git is not asked. */
export class VisibleFiles implements DiskFiles {
  /** repositories of which it is known what is not finished in them; not those within them */
  #roots: ReadonlySet<string> = new Set();

  async read(uri: string): Promise<string | undefined> {
    const parsed = vscode.Uri.parse(uri);
    try {
      const { type, size } = await vscode.workspace.fs.stat(parsed);
      if (type !== vscode.FileType.File || size > LONGEST) return undefined;
      return textIn(await vscode.workspace.fs.readFile(parsed));
    } catch {
      return undefined;
    }
  }

  async committed(uris: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const [root, paths] of await this.#byRoot(uris)) {
      const asked: Asked = { folder: root, trusted: vscode.workspace.isTrusted };
      const [files, ignored] = await Promise.all([
        committedFiles(asked, [...paths.keys()]),
        ignoredFiles(asked, [...paths.keys()]),
      ]);
      if (files === undefined || ignored === undefined) continue;
      for (const [path, uri] of paths) {
        const { index, head } = files.get(path) ?? {};
        const blob = index ?? head;
        const text = blob === undefined ? '' : await blobText(asked, blob);
        if (text !== undefined && !ignored.has(path)) found.set(uri, text);
      }
    }
    return found;
  }

  async unfinished(): Promise<ReadonlySet<string> | undefined> {
    if (!vscode.workspace.isTrusted) return undefined;
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const found = await Promise.all(folders.map(({ uri }) => gitFolders(uri.fsPath)));
    const roots = new Set(found.flatMap((one) => one?.root ?? []));
    const unfinished = new Set<string>();
    for (const root of roots) {
      const paths = await unfinishedFiles({ folder: root, trusted: vscode.workspace.isTrusted });
      if (paths === undefined) return undefined;
      for (const path of paths) unfinished.add(vscode.Uri.file(path).toString());
    }
    this.#roots = roots;
    return unfinished;
  }

  /** The URIs of files by their paths, by the repository that they are in. */
  async #byRoot(uris: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
    const byRoot = new Map<string, Map<string, string>>();
    for (const uri of uris) {
      const parsed = vscode.Uri.parse(uri);
      const root = parsed.scheme === 'file' ? (await gitFolders(dirname(parsed.fsPath)))?.root : undefined;
      if (root === undefined || !this.#roots.has(root)) continue;
      byRoot.set(root, (byRoot.get(root) ?? new Map<string, string>()).set(parsed.fsPath, uri));
    }
    return byRoot;
  }
}
