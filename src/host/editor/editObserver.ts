import * as vscode from 'vscode';
import type { EditFact, SelectionCause } from '../../domain/attribution/editFact.ts';
import type { EditRecorder } from '../../features/record-edits/editRecorder.ts';
import type { Guard } from '../guard.ts';
import { changeSource } from './changeSource.ts';
import type { Shadows } from './shadows.ts';

const CELL = 'vscode-notebook-cell';
/** Documents of other schemes are not the engineer's code; what is typed into a chat arrives as one of them. */
export const RECORDED_SCHEMES: ReadonlySet<string> = new Set(['file', 'untitled', 'vscode-remote', CELL]);

/**
 * Passes on what the editor reports, as plain data, from documents that hold code. What may not be recorded goes no
 * further than the shadow, which is in memory and must stay true for the time when it may be again.
 */
export function observeEdits(
  recorder: EditRecorder,
  shadows: Shadows,
  guard: Guard,
  mayRecord: (document: vscode.TextDocument) => boolean,
): vscode.Disposable {
  const track = (document: vscode.TextDocument): void => {
    if (isRecorded(document)) shadows.track(document);
  };
  vscode.workspace.textDocuments.forEach(track);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(guard.listener('Reading an opened file', track)),
    vscode.workspace.onDidChangeTextDocument(
      guard.listener('Recording an edit', (event) => {
        if (!isRecorded(event.document)) return;
        if (event.contentChanges.length > 0) {
          const changes = shadows.follow(event.document, event.contentChanges);
          if (mayRecord(event.document)) recorder.recordEdit(toFact(event, changes));
        }
        // Saved and unsaved states arrive as changes without content.
        else if (event.document.isDirty) recorder.recordUnsaved(event.document.uri.toString());
      }),
    ),
    vscode.window.onDidChangeTextEditorSelection(
      guard.listener('Recording a selection', ({ textEditor, selections, kind }) => {
        if (!isRecorded(textEditor.document)) return;
        const carets = selections.every((selection) => selection.isEmpty) ? selections.map(({ active }) => active) : [];
        recorder.recordSelection(textEditor.document.uri.toString(), toCause(kind), carets);
      }),
    ),
    vscode.workspace.onDidCloseTextDocument((document) => {
      recorder.recordClosed(document.uri.toString());
    }),
  );
}

/** The document that an accept key acts on. */
export function activeRecordedDocument(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document !== undefined && isRecorded(document) ? document : undefined;
}

export function isRecorded(document: vscode.TextDocument): boolean {
  return RECORDED_SCHEMES.has(document.uri.scheme);
}

function toFact(event: vscode.TextDocumentChangeEvent, changes: EditFact['changes']): EditFact {
  const { document } = event;
  return {
    uri: document.uri.toString(),
    folder: vscode.workspace.getWorkspaceFolder(document.uri)?.uri.toString(),
    language: document.languageId,
    // Neither is ever reloaded from disk: a cell, whose notebook has the unsaved changes, and what was never saved, whose
    // first edit is not followed by word of them.
    clean: document.uri.scheme !== CELL && !document.isUntitled && !document.isDirty,
    active: vscode.window.activeTextEditor?.document === document,
    changes,
    history: toHistory(event.reason),
    source: changeSource(event),
  };
}

function toHistory(reason: vscode.TextDocumentChangeReason | undefined): EditFact['history'] {
  if (reason === vscode.TextDocumentChangeReason.Undo) return 'undo';
  return reason === vscode.TextDocumentChangeReason.Redo ? 'redo' : undefined;
}

function toCause(kind: vscode.TextEditorSelectionChangeKind | undefined): SelectionCause {
  if (kind === vscode.TextEditorSelectionChangeKind.Keyboard) return 'keyboard';
  if (kind === vscode.TextEditorSelectionChangeKind.Mouse) return 'mouse';
  return kind === vscode.TextEditorSelectionChangeKind.Command ? 'command' : 'unnamed';
}
