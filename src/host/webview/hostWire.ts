import type * as vscode from 'vscode';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import type { PeerOptions } from '../../protocol/peer.ts';

type Wire = Pick<PeerOptions<never, never, never, never>, 'post' | 'after' | 'report'>;

/** What the host's end of the wire to a page stands on. @param name of the page, in the log */
export function hostWire(webview: vscode.Webview, timers: Timers, log: Logger, name: string): Wire {
  return {
    post: (message) => void webview.postMessage(message),
    after: (milliseconds, run) => {
      const timer = timers.after(milliseconds, run);
      return () => {
        timer.dispose();
      };
    },
    report: (problem, cause) => {
      if (cause === undefined) log.warn(`${name}: ${problem}`);
      else log.error(`${name}: ${problem}`, cause);
    },
  };
}
