import type { CommitObject } from '../domain/commits/commitObject.ts';
import type { DiffedFile } from './stagedFiles.ts';

/** A commit of the person's own. */
export interface OwnCommit extends CommitObject {
  readonly id: string;
}

/**
 * What a repository has of commits, and of what others say of them. Reads only, and runs nothing that the repository
 * names. A question that git can not answer, or may not in an untrusted workspace, is answered as if there was nothing.
 *
 * A repository is named by the absolute path of the top folder of its work tree.
 */
export interface Commits {
  /**
   * The person's own ones among the latest commits, newest first.
   *
   * @param since committed then or later, in milliseconds since 1970 UTC
   */
  own(root: string, since: number): Promise<readonly OwnCommit[]>;
  /** The contents of the notes of git-ai, by commit, by name. */
  notes(root: string, commits: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The records of Agent Trace in the work tree, one a line, the latest ones; empty where there are none. */
  traces(root: string): Promise<string>;
  /** Those of some commits that are there, and not in the history of the last commit. */
  besideHead(root: string, commits: readonly string[]): Promise<readonly string[]>;
  /** Those of some commits, not in the history of the last one, that have become this one: it has the very same files as the last of them. */
  joinedIn(root: string, commit: OwnCommit, others: readonly string[]): Promise<readonly string[]>;
  /** The files with lines that none of the commit's parents has. Of what is too much for git, those that it told completely. */
  changedFiles(root: string, commit: OwnCommit): Promise<readonly DiffedFile[]>;
  /** The text of a content; `undefined` for one that is not there, is too long, or is no text. */
  text(root: string, blob: string): Promise<string | undefined>;
}
