/** The files of a repository as they lie in its work tree. */
export interface WorkTree {
  /** absolute path of its top folder */
  readonly root: string;
  /** the commit that is checked out; `undefined` where there is none */
  readonly revision: string | undefined;
  /** paths with `/`, each with the name of its content in that commit, if it is in it */
  readonly files: ReadonlyMap<string, string | undefined>;
}

export interface WorkTreeFile {
  readonly lines: readonly string[];
  /** whether it is as in the commit that is checked out */
  readonly isCommitted: boolean;
}

/** Reads work trees, and runs nothing that a repository names. */
export interface WorkTrees {
  /** `undefined` where there is no repository, or none that may be asked. */
  list(folder: string): Promise<WorkTree | undefined>;
  /** `undefined` for what can not be read, is too long, or is no text. */
  read(tree: WorkTree, path: string): Promise<WorkTreeFile | undefined>;
}
