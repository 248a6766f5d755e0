import * as vscode from 'vscode';
import type { HookPlan } from '../../agents/agentHooks.ts';

const SCHEME = 'grasp-agent-hooks';

/** Shows files before and after a change, in documents that nobody can edit. */
export class HookPreview implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  #texts = new Map<string, string>();
  #shown = 0;

  /** One tab with a comparison for each file. */
  async show(title: string, plans: readonly HookPlan[]): Promise<void> {
    this.#shown += 1;
    this.#texts = new Map();
    const comparisons = plans.map(({ file, before = '', after = '' }) => [
      vscode.Uri.file(file),
      this.#document(file, 'before', before),
      this.#document(file, 'after', after),
    ]);
    await vscode.commands.executeCommand('vscode.changes', title, comparisons);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  dispose(): void {
    this.#registration.dispose();
  }

  /** A URI of its own each time, since VS Code keeps documents for a while. */
  #document(file: string, which: 'before' | 'after', text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: file, query: `${which} ${String(this.#shown)}` });
    this.#texts.set(uri.toString(), text);
    return uri;
  }
}
