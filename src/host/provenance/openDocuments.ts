import * as vscode from 'vscode';
import type { Disposable } from '../../ports/disposable.ts';

/** The documents that are open, and those that are just being closed, whose last text somebody may still want. */
export class OpenDocuments implements Disposable {
  readonly #byUri = new Map<string, vscode.TextDocument>();
  readonly #listeners: vscode.Disposable;

  constructor() {
    const add = (document: vscode.TextDocument): void => {
      this.#byUri.set(document.uri.toString(), document);
    };
    vscode.workspace.textDocuments.forEach(add);
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(add),
      vscode.workspace.onDidCloseTextDocument((document) => {
        const uri = document.uri.toString();
        // Once all who listen have heard of it.
        queueMicrotask(() => {
          if (this.#byUri.get(uri) === document && document.isClosed) this.#byUri.delete(uri);
        });
      }),
    );
  }

  all(): Iterable<vscode.TextDocument> {
    return this.#byUri.values();
  }

  get(uri: string): vscode.TextDocument | undefined {
    return this.#byUri.get(uri);
  }

  /** The lines of a document as they are now, `undefined` when it is not open or has more than `most`. */
  readonly linesOf = (uri: string, most = Infinity): readonly string[] | undefined => {
    const document = this.#byUri.get(uri);
    if (document === undefined || document.lineCount > most) return undefined;
    return Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line).text);
  };

  dispose(): void {
    this.#listeners.dispose();
  }
}
