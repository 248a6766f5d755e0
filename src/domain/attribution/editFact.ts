/** One replacement inside an edit. Lines are separated by `\n` whatever the file uses. */
export interface TextChange {
  /** first line and character of the replaced text, from 0, before the edit */
  readonly line: number;
  readonly character: number;
  /** the text that was replaced; `undefined` where the file had not been read yet when the edit came */
  readonly removed: string | undefined;
  readonly inserted: string;
  /**
   * where the replaced text begins, in characters from the start of the document before the change, every line break
   * counting as one
   */
  readonly offset: number;
}

/** What the editor itself says about an edit's cause, on hosts that tell it. */
export interface EditSource {
  readonly name: string;
  /** what is said beyond the name, such as `type` or `paste` for the source `cursor`; empty when nothing is */
  readonly detail: string;
  readonly extensionId: string | undefined;
}

/** One change event of one document, in plain data. */
export interface EditFact {
  readonly uri: string;
  readonly folder: string | undefined;
  readonly language: string;
  /** whether the document had no unsaved changes when the event came: so after a reload from disk, and after a first edit */
  readonly clean: boolean;
  /** whether the document is the one with the caret */
  readonly active: boolean;
  /** in the order in which they were applied, which is from the end of the document to its start */
  readonly changes: readonly TextChange[];
  readonly history: 'undo' | 'redo' | undefined;
  /** `undefined` on hosts that do not tell: then a mark may decide */
  readonly source: EditSource | undefined;
}

/** What moved the selection after an edit: the keyboard for typed text, nothing named for an accepted completion. */
export type SelectionCause = 'keyboard' | 'mouse' | 'command' | 'unnamed';
