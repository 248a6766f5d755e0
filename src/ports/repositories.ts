/** What git has of a file. */
export interface CommittedText {
  /** its text in the last commit and in the index, with plain line breaks; none for a file that git does not know */
  readonly texts: readonly string[];
}

/** The repositories of the files that are recorded. */
export interface Repositories {
  /** `undefined` when nobody can tell, as in a workspace that is not trusted. */
  committed(uri: string): Promise<CommittedText | undefined>;
  /** Whether git is at work in the repository of a file, or was so after a time, in milliseconds since 1970 UTC. */
  isGitAtWork(uri: string, since: number): Promise<boolean>;
  /** The names that git would give to a file of this text, in any form in which it may lie on the disk. */
  blobNames(text: string): readonly string[];
}
