import type { Commits, OwnCommit } from '../ports/commits.ts';
import type { DiffedFile } from '../ports/stagedFiles.ts';
import { agentTraceFile } from './agentTraceFile.ts';
import type { Asked } from './askGit.ts';
import { changedFiles } from './changedFiles.ts';
import { blobBytes, decoded } from './committedText.ts';
import { gitAiNotes } from './gitAiNotes.ts';
import { besideHead, joinedIn, ownCommits } from './ownCommits.ts';

/** Commits as the git of this machine tells of them. */
export class GitCommits implements Commits {
  readonly #isTrusted: () => boolean;

  /** @param isTrusted whether the person trusts the workspace; in one that they do not, nothing is read */
  constructor(isTrusted: () => boolean) {
    this.#isTrusted = isTrusted;
  }

  own(root: string, since: number): Promise<readonly OwnCommit[]> {
    return ownCommits(this.#asked(root), since);
  }

  notes(root: string, commits: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return gitAiNotes(this.#asked(root), commits);
  }

  async traces(root: string): Promise<string> {
    return this.#isTrusted() ? agentTraceFile(root) : '';
  }

  besideHead(root: string, commits: readonly string[]): Promise<readonly string[]> {
    return besideHead(this.#asked(root), commits);
  }

  joinedIn(root: string, commit: OwnCommit, others: readonly string[]): Promise<readonly string[]> {
    return joinedIn(this.#asked(root), commit, others);
  }

  changedFiles(root: string, commit: OwnCommit): Promise<readonly DiffedFile[]> {
    return changedFiles(this.#asked(root), commit);
  }

  async text(root: string, blob: string): Promise<string | undefined> {
    const bytes = await blobBytes(this.#asked(root), blob);
    return bytes && decoded(bytes);
  }

  #asked(root: string): Asked {
    return { folder: root, trusted: this.#isTrusted() };
  }
}
