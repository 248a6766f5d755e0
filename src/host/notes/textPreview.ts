import * as vscode from 'vscode';

const SCHEME = 'grasp-share';

/** Shows texts before they are written, in documents that nobody can edit. */
export class TextPreview implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  #texts = new Map<string, string>();
  #shown = 0;

  /** One tab for each text, under the name that it is given; the first one is in front. */
  async show(documents: readonly { readonly name: string; readonly text: string }[]): Promise<void> {
    this.#shown += 1;
    this.#texts = new Map();
    const uris = documents.map(({ name, text }) => {
      // A URI of its own each time, since VS Code keeps documents for a while.
      const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}`, query: String(this.#shown) });
      this.#texts.set(uri.toString(), text);
      return uri;
    });
    for (const uri of uris.reverse()) {
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), {
        preview: uris.length === 1,
      });
    }
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
