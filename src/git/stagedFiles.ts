import type { ChangedFile, DiffedFile, StagedFiles } from '../ports/stagedFiles.ts';
import { textOf, type Asked } from './askGit.ts';
import { blobBytes, decoded } from './committedText.ts';
import { COMPARING, diffedFiles } from './diffedFiles.ts';
import { withGenerated } from './generatedFiles.ts';
import { manyBlobs } from './gitObjects.ts';
import { gitFolders, isGitUnderWay } from './gitFolders.ts';
import { runGit } from './runGit.ts';
import { stagedState } from './stagedState.ts';

/** What lies staged, as the git of this machine tells of it. */
export class GitStagedFiles implements StagedFiles {
  readonly #isTrusted: () => boolean;
  readonly #mostOutput: number;

  /** @param isTrusted whether the person trusts the workspace; in one that they do not, nothing is read */
  constructor(isTrusted: () => boolean, mostOutput: number = COMPARING.mostOutput) {
    this.#isTrusted = isTrusted;
    this.#mostOutput = mostOutput;
  }

  async staged(root: string, tree?: string): Promise<readonly ChangedFile[] | undefined> {
    const asked = { ...this.#asked(root), mostOutput: this.#mostOutput, longest: COMPARING.longest };
    if (!asked.trusted) return undefined;
    // At once, since a commit may wait for it.
    const [isToBeTold, files] = await Promise.all([mayTell(root), this.#diffedFiles(asked, tree)]);
    return isToBeTold ? files : undefined;
  }

  async withGenerated(root: string, files: readonly ChangedFile[]): Promise<readonly DiffedFile[]> {
    return withGenerated({ ...this.#asked(root), mostOutput: this.#mostOutput, longest: COMPARING.longest }, files);
  }

  async #diffedFiles(asked: Asked, tree: string | undefined): ReturnType<typeof diffedFiles> {
    // What its last commit is called need not be asked first where there is one.
    const quickly = tree === undefined ? undefined : await diffedFiles(asked, ['diff-tree'], ['HEAD', tree, '--']);
    return quickly ?? this.#comparedFiles(asked, tree);
  }

  async #comparedFiles(asked: Asked, tree: string | undefined): ReturnType<typeof diffedFiles> {
    const against = await comparedWith(asked);
    if (against === undefined) return undefined;
    return tree === undefined
      ? diffedFiles(asked, ['diff-index', '--cached', '--ita-invisible-in-index'], [against, '--'])
      : diffedFiles(asked, ['diff-tree'], [against, tree, '--']);
  }

  async stagedState(root: string): Promise<string | undefined> {
    const folders = this.#isTrusted() ? await gitFolders(root) : undefined;
    return folders && stagedState(folders);
  }

  async text(root: string, blob: string): Promise<string | undefined> {
    const bytes = await blobBytes(this.#asked(root), blob);
    return bytes && plainText(bytes);
  }

  async texts(root: string, blobs: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const texts = new Map<string, string>();
    for (const [blob, bytes] of await manyBlobs(this.#asked(root), blobs)) {
      const text = plainText(bytes);
      if (text !== undefined) texts.set(blob, text);
    }
    return texts;
  }

  #asked(root: string): Asked {
    return { folder: root, trusted: this.#isTrusted() };
  }
}

/** Whether there is a repository in which nothing is under way. */
async function mayTell(root: string): Promise<boolean> {
  const folders = await gitFolders(root);
  return folders !== undefined && !(await isGitUnderWay(folders));
}

/** Line breaks are those that git counts: a carriage return alone is none. */
function plainText(bytes: Uint8Array): string | undefined {
  return decoded(bytes)?.replaceAll('\r\n', '\n');
}

/** The last commit, or the tree that has nothing where there is none; `undefined` where git can not tell. */
async function comparedWith(asked: Asked): Promise<string | undefined> {
  const head = await runGit({ ...asked, args: ['rev-parse', '--verify', '--quiet', 'HEAD'] });
  if (head.kind === 'done') return nameIn(head.output.toString('latin1'));
  // 1: there is no commit yet. What such a tree is called depends on how the repository names things.
  if (head.kind !== 'failed' || head.code !== 1) return undefined;
  return nameIn(await textOf(asked, ['hash-object', '-t', 'tree', '--no-filters', '--stdin']));
}

function nameIn(output: string): string | undefined {
  return /^[0-9a-f]{40,64}$/u.exec(output.trim())?.[0];
}
