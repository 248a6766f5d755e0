import type { FileName } from '../../domain/events/filePath.ts';

/** The documents of a window, as far as they may be recorded. */
export interface RecordedDocuments {
  /** those that are open, are code and are not too long */
  uris(): readonly string[];
  /** whether a document is open, or what is on the disk of it is followed, and it may be recorded now */
  mayRecord(uri: string): boolean;
  /** the name under which a file is recorded now; throws where names can not be hidden */
  recordedName(uri: string): FileName;
  /** all other names under which it may be recorded */
  otherNames(uri: string): Promise<readonly string[]>;
}
