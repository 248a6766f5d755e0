import * as vscode from 'vscode';
import type { Timers } from '../../ports/timers.ts';

/** What takes longer than this is shown, in milliseconds. */
const WORTH_SHOWING = 1_000;
/** And nobody waits for longer than this. */
const PATIENCE = 15_000;

/** Waits for some work; gives `undefined` when the person calls it off, or when it takes too long. */
export function patiently<T>(title: string, work: Promise<T>, timers: Timers): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const end = timers.after(PATIENCE, () => {
      resolve(undefined);
    });
    const show = timers.after(WORTH_SHOWING, () => {
      const options = { location: vscode.ProgressLocation.Notification, title: `Grasp: ${title}`, cancellable: true };
      void vscode.window.withProgress(options, (_progress, token) => {
        token.onCancellationRequested(() => {
          resolve(undefined);
        });
        return work.then(ignore, ignore);
      });
    });
    const stop = (): void => {
      end.dispose();
      show.dispose();
    };
    work.then(
      (value) => {
        stop();
        resolve(value);
      },
      (error: unknown) => {
        stop();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}

function ignore(): void {
  // Whoever waits for the work hears of it.
}
