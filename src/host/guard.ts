import * as vscode from 'vscode';
import type { Logger } from '../ports/logger.ts';

/** An outcome that the person should hear of in one sentence, with the way out in it. */
export class KnownError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'KnownError';
  }
}

/** Stands around every entry point: commands, events, timers. Nothing that fails inside gets past it unseen. */
export class Guard {
  readonly #log: Logger;
  readonly #showLog: () => void;

  constructor(log: Logger, showLog: () => void) {
    this.#log = log;
    this.#showLog = showLog;
  }

  /**
   * Runs a command. Cancellation is quiet and gives `undefined`; an error is shown in one message and thrown on, so
   * that whoever called the command by program gets it too.
   */
  async run(name: string, work: () => unknown): Promise<unknown> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof vscode.CancellationError) return undefined;
      this.#tell(name, error);
      throw error;
    }
  }

  /** Wraps a listener. Its errors go to the log only: it was not asked for by anybody who waits. */
  listener<T extends readonly unknown[]>(name: string, work: (...values: T) => unknown): (...values: T) => void {
    return (...values) => {
      try {
        const result = work(...values);
        if (result instanceof Promise) result.catch((error: unknown) => this.#log.error(`${name} failed.`, error));
      } catch (error) {
        this.#log.error(`${name} failed.`, error);
      }
    };
  }

  #tell(name: string, error: unknown): void {
    const known = error instanceof KnownError;
    if (!known) this.#log.error(`${name} failed.`, error);
    const message = known ? error.message : 'That did not work. Nothing recorded was lost; the log says more.';
    void vscode.window.showErrorMessage(`Grasp: ${message}`, 'Show Log').then((choice) => {
      if (choice !== undefined) this.#showLog();
    });
  }
}
