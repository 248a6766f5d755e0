import * as vscode from 'vscode';
import { withPlainBreaks } from '../../src/domain/attribution/shadowText.ts';
import { namedSource } from '../../src/host/editor/changeSource.ts';
import { isRecorded } from '../../src/host/editor/editObserver.ts';
import type { TrueEdit } from '../support/recordedEdits.ts';
import { authorBySource, type TrueAuthor } from '../support/trueAuthor.ts';

const editsByUri = new Map<string, TrueEdit[]>();
const acceptedByMouse = new Set<string>();
let isTold = false;

/** Who really made each edit of each document, by the editor's own reason, which this host gives also where Grasp gets none. */
export const trueEdits = {
  byUri: editsByUri as ReadonlyMap<string, readonly TrueEdit[]>,

  /** Whether this host gives reasons at all. */
  get areTold(): boolean {
    return isTold;
  },

  listen(): void {
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.contentChanges.length === 0 || !isMeasured(event.document)) return;
      const source = namedSource(event);
      if (source === undefined) return;
      isTold = true;
      const uri = event.document.uri.toString();
      const inserted = event.contentChanges.reduce((sum, { text }) => sum + withPlainBreaks(text).length, 0);
      const author =
        event.reason === undefined ? authorBySource(source.name, source.detail, source.extensionId) : 'restored';
      const edits = editsByUri.get(uri) ?? [];
      edits.push({ by: trueAuthor(author, uri), at: Date.now(), inserted, source: `${source.name} ${source.detail}` });
      editsByUri.set(uri, edits);
    });
  },

  /** Completions in this document are accepted by no key that Grasp knows, as by a click. */
  areByMouse(document: vscode.TextDocument): void {
    acceptedByMouse.add(document.uri.toString());
  },
};

/** What the tests edit, and not the settings that they switch. */
function isMeasured(document: vscode.TextDocument): boolean {
  return isRecorded(document) && !document.fileName.endsWith('settings.json');
}

function trueAuthor(author: TrueAuthor, uri: string): TrueAuthor {
  return author === 'completion by key' && acceptedByMouse.has(uri) ? 'completion by mouse' : author;
}
