import * as vscode from 'vscode';
import { statusText, type StatusState } from '../../features/status/statusText.ts';
import type { Disposable } from '../../ports/disposable.ts';

/** The one item of Grasp in the status bar. */
export class StatusItem implements Disposable {
  readonly #item = vscode.window.createStatusBarItem('grasp.status', vscode.StatusBarAlignment.Left, 0);

  constructor() {
    this.#item.name = 'Grasp';
  }

  show(state: StatusState): void {
    const { text, label, tooltip, command } = statusText(state);
    this.#item.text = text;
    this.#item.command = command;
    this.#item.tooltip = inMarkdown(tooltip);
    this.#item.accessibilityInformation = { label, role: 'button' };
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}

/** The sentences are text: nothing in them is markup. */
function inMarkdown(sentences: readonly string[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString('**Grasp**');
  for (const one of sentences) text.appendMarkdown('\n\n').appendText(one);
  return text;
}
