/** Files on the disk that are not open, by their URIs. Their texts have plain line breaks. */
export interface DiskFiles {
  /** `undefined` for what is no file, is no text or is too long */
  read(uri: string): Promise<string | undefined>;
  /**
   * What git has of some files that it keeps, the text of the index first; an empty text for a file that it neither knows nor
   * ignores. What nobody can tell of is not in it.
   */
  committed(uris: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** All files that differ from what git has, and those that it does not know; `undefined` when nobody can tell. */
  unfinished(): Promise<ReadonlySet<string> | undefined>;
}
