import type { LineRange } from '../domain/commits/addedLines.ts';

/** A file with lines that are staged, or that a commit added. */
export interface ChangedFile {
  /** in the repository, with `/` */
  readonly path: string;
  /** its former name, where it was renamed */
  readonly from: string | undefined;
  /** names of its contents before and after; `undefined` for a new file */
  readonly before: string | undefined;
  readonly blob: string;
  /** lines that are new */
  readonly added: readonly LineRange[];
}

/** The same with what its repository says of it. */
export interface DiffedFile extends ChangedFile {
  /** whether the repository's attributes call it generated, vendored or documentation */
  readonly isGenerated: boolean;
}

/** What lies staged in a repository, named by the absolute path of its top folder. */
export interface StagedFiles {
  /**
   * Against the last commit, or against nothing where there is none. `undefined` where git can not tell, where the workspace
   * is not trusted, and while a merge, rebase, cherry-pick or revert is under way. Of what is too much for git, the files that
   * it told completely.
   *
   * @param tree name of a tree that takes the place of the index, as that of a commit that is under way
   */
  staged(root: string, tree?: string): Promise<readonly ChangedFile[] | undefined>;
  /** The same files with what the attributes say of them that are staged. */
  withGenerated(root: string, files: readonly ChangedFile[]): Promise<readonly DiffedFile[]>;
  /** A name that is the same as long as the same is staged upon the same commit; `undefined` where git can not tell. */
  stagedState(root: string): Promise<string | undefined>;
  /** The text of a content, with plain line breaks; `undefined` for one that is not there, is too long, or is no text. */
  text(root: string, blob: string): Promise<string | undefined>;
  /** The texts of many contents at once, by name; one that is not there, is too long, or is no text is not in it. */
  texts(root: string, blobs: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
