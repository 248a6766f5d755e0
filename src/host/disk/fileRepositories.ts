import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { blobNames, blobText, committedFiles } from '../../git/committedText.ts';
import { gitFolders, isGitAtWork } from '../../git/gitFolders.ts';
import type { CommittedText, Repositories } from '../../ports/repositories.ts';

/** How many files git is asked about at the same time, and how many may wait for that. */
const AT_ONCE = 2;
const MOST_WAITING = 200;

/** Asks the git of this machine. In a workspace that is not trusted it is never run. */
export class FileRepositories implements Repositories {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  async committed(uri: string): Promise<CommittedText | undefined> {
    const path = pathOf(uri);
    if (path === undefined || !vscode.workspace.isTrusted || this.#waiting.length >= MOST_WAITING) return undefined;
    const folders = await gitFolders(dirname(path));
    // Without a repository nothing can come back from one.
    if (folders === undefined) return { texts: [] };
    return this.#inTurn(async () => {
      const asked = { folder: folders.root, trusted: vscode.workspace.isTrusted };
      const files = await committedFiles(asked, [path]);
      if (files === undefined) return undefined;
      const { head, index } = files.get(path) ?? {};
      const blobs = [...new Set([head, index])].filter((blob) => blob !== undefined);
      const texts = await Promise.all(blobs.map((blob) => blobText(asked, blob)));
      // Of what is too long, or no text, nobody can tell.
      return texts.every((text) => text !== undefined) ? { texts } : undefined;
    });
  }

  async isGitAtWork(uri: string, since: number): Promise<boolean> {
    const path = pathOf(uri);
    const folders = path === undefined ? undefined : await gitFolders(dirname(path));
    return folders !== undefined && isGitAtWork(folders, since);
  }

  blobNames(text: string): readonly string[] {
    const forms = [text, text.replaceAll('\n', '\r\n')].flatMap((form) => [form, `\ufeff${form}`]);
    return forms.flatMap((form) => blobNames(Buffer.from(form)));
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }
}

/** The absolute path of a file on this machine. */
function pathOf(uri: string): string | undefined {
  const parsed = vscode.Uri.parse(uri);
  return parsed.scheme === 'file' ? parsed.fsPath : undefined;
}
