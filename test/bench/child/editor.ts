import type { ContentChange, Place, StandInDocument } from '../standIn/document.ts';
import { endOf } from '../standIn/document.ts';
import type { StandInVscode } from '../standIn/vscode.ts';

export interface ChangeEvent {
  readonly document: StandInDocument;
  readonly contentChanges: readonly ContentChange[];
  /** as VS Code numbers undo and redo */
  readonly reason: number | undefined;
  /** as the editor of some hosts names the cause of a change */
  readonly detailedReason?: { readonly source: string; readonly metadata: Readonly<Record<string, string>> };
}

export const TYPED = { source: 'cursor', metadata: { kind: 'type' } };
export const ACCEPTED = { source: 'inlineCompletionAccept', metadata: { $extensionId: 'bench.completions' } };

const KEYBOARD = 1;

/** A completion of three lines. */
export const COMPLETION = ' { // offered\n  return first + second;\n}';

export function changeEvent(
  document: StandInDocument,
  contentChanges: readonly ContentChange[],
  detailedReason: ChangeEvent['detailedReason'],
): ChangeEvent {
  const event = { document, contentChanges, reason: undefined };
  return detailedReason === undefined ? event : { ...event, detailedReason };
}

export function selectionEvent(document: StandInDocument, { range, text }: ContentChange, byKeyboard: boolean): object {
  const active: Place = endOf(range.start, text);
  const selections = [{ active, anchor: active, isEmpty: true }];
  return { textEditor: { document }, selections, kind: byKeyboard ? KEYBOARD : undefined };
}

/** Opens a document and makes it the one with the caret. */
export function show(vscode: StandInVscode, document: StandInDocument): void {
  vscode.opened.fire(document);
  vscode.active = document;
}
