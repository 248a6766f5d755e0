import * as vscode from 'vscode';
import type { Disposable } from '../ports/disposable.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Timers } from '../ports/timers.ts';
import { percentOf } from './commands/words.ts';

/** Reading that takes longer than this is shown, in milliseconds. */
const WORTH_SHOWING = 1_000;

/** Shows in the status bar how far the journals have been read, when that takes long. */
export function showReading(ledger: Ledger, timers: Timers): Disposable {
  let waiting: Disposable | undefined;
  let words = '';
  let report: ((message: string) => void) | undefined;
  let finish: (() => void) | undefined;
  const begin = (): void => {
    void vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: 'Grasp' }, (progress) => {
      report = (message) => {
        progress.report({ message });
      };
      report(words);
      return new Promise<void>((resolve) => (finish = resolve));
    });
  };
  const end = (): void => {
    waiting?.dispose();
    finish?.();
    waiting = report = finish = undefined;
  };
  const listening = ledger.onDidProgress((progress) => {
    if (progress === undefined) {
      end();
      return;
    }
    words = `reading what was recorded, ${percentOf(progress)}`;
    report?.(words);
    waiting ??= timers.after(WORTH_SHOWING, begin);
  });
  return {
    dispose: () => {
      listening.dispose();
      end();
    },
  };
}
