import * as vscode from 'vscode';
import { probableInWords, type LineTotal } from '../../domain/velocity/acceptedByFile.ts';
import type { Disposable } from '../../ports/disposable.ts';
import { counted } from '../commands/words.ts';

export interface StatusFacts {
  /** counted lines since midnight */
  readonly today: LineTotal;
  /** where the records lie */
  readonly folder: string;
  /** something to know about the number; empty when there is nothing */
  readonly notice: string;
  /** what keeps Grasp from recording; empty when all is well */
  readonly problem: string;
  /** that nothing is recorded because somebody asked for it, and until when; empty when there is no pause */
  readonly pause: string;
}

/** The one item of Grasp in the status bar. */
export class StatusItem implements Disposable {
  readonly #item = vscode.window.createStatusBarItem('grasp.status', vscode.StatusBarAlignment.Left, 0);

  constructor() {
    this.#item.name = 'Grasp';
    this.#item.command = 'grasp.showPanel';
  }

  show(facts: StatusFacts): void {
    this.#item.text = textOf(facts);
    this.#item.tooltip = tooltip(facts);
    this.#item.accessibilityInformation = {
      label: `Grasp: ${facts.problem || facts.pause || facts.notice || inWords(facts)}`,
      role: 'button',
    };
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}

function textOf({ problem, pause }: StatusFacts): string {
  if (problem !== '') return '$(warning) Grasp';
  return pause === '' ? '$(mortar-board)' : '$(debug-pause) Grasp';
}

function inWords({ today }: StatusFacts): string {
  return `${counted(today.lines, 'line')} by AI accepted today${probableInWords(today)}`;
}

function tooltip(facts: StatusFacts): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown('**Grasp**\n\n');
  const paused = facts.pause === '' ? '' : `${facts.pause} Nothing is recorded, as you asked.`;
  for (const words of [facts.problem, paused, facts.notice]) {
    if (words !== '') text.appendText(words).appendMarkdown('\n\n');
  }
  text.appendText(inWords(facts)).appendMarkdown('\n\n');
  text.appendText(
    'Recorded: AI completions that you accept and edits by chat, as counts per file. No source code, and nothing leaves this machine.',
  );
  text.appendMarkdown('\n\nKept in ').appendText(facts.folder);
  return text;
}
