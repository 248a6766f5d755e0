/** One replacement inside an edit. Lines are separated by `\n` whatever the file uses. */
export interface TextChange {
  /** first line and character of the replaced text, from 0, before the edit */
  readonly line: number;
  readonly character: number;
  /** the text that was replaced; `undefined` where the file had not been read yet when the edit came */
  readonly removed: string | undefined;
  readonly inserted: string;
}

/** What the editor itself says about an edit's cause, on hosts that tell it. */
export interface EditSource {
  readonly name: string;
  readonly extensionId: string | undefined;
}

/** One change event of one document, in plain data. */
export interface EditFact {
  readonly uri: string;
  readonly folder: string | undefined;
  readonly language: string;
  /** in the order in which they were applied, which is from the end of the document to its start */
  readonly changes: readonly TextChange[];
  readonly history: 'undo' | 'redo' | undefined;
  /** `undefined` on hosts that do not tell: then a mark may decide */
  readonly source: EditSource | undefined;
}

/** What moved the selection after an edit: the keyboard for typed text, nothing named for an accepted completion. */
export type SelectionCause = 'keyboard' | 'mouse' | 'command' | 'unnamed';
