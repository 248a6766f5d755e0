import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { Disposable } from '../../ports/disposable.ts';
import type { Logger } from '../../ports/logger.ts';

/** The log in VS Code's output view. The home folder is shown as `~`, so that a log can be shared without a name in it. */
export class OutputLog implements Logger, Disposable {
  readonly #channel = vscode.window.createOutputChannel('Grasp', { log: true });

  debug(message: string): void {
    this.#channel.debug(folded(message));
  }

  info(message: string): void {
    this.#channel.info(folded(message));
  }

  warn(message: string): void {
    this.#channel.warn(folded(message));
  }

  error(message: string, cause?: unknown): void {
    this.#channel.error(folded(cause === undefined ? message : `${message} ${described(cause)}`));
  }

  show(): void {
    this.#channel.show();
  }

  dispose(): void {
    this.#channel.dispose();
  }
}

function described(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

function folded(text: string): string {
  return text.replaceAll(homedir(), '~');
}
