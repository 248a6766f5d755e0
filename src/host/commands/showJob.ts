import * as vscode from 'vscode';
import type { Job, JobProgress } from '../../ports/dataJob.ts';
import type { Timers } from '../../ports/timers.ts';
import { percentOf } from './words.ts';

/** A job that takes longer than this is shown, in milliseconds. */
const WORTH_SHOWING = 1_000;

/**
 * Waits for a job; one that takes long is shown, with how far it is and a button that calls it off.
 * @throws CancellationError when it was called off
 */
export async function showJob<T>(
  title: string,
  begin: (progress: (progress: JobProgress) => void) => Job<T>,
  timers: Timers,
): Promise<T> {
  let words = '';
  let report = (): void => undefined;
  const job = begin((progress) => {
    words = jobInWords(progress);
    report();
  });
  const waiting = timers.after(WORTH_SHOWING, () => {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (progress, token) => {
        report = () => {
          progress.report({ message: words });
        };
        report();
        token.onCancellationRequested(() => {
          job.cancel();
        });
        return job.done.catch(ignore);
      },
    );
  });
  try {
    return await job.done;
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw new vscode.CancellationError();
    throw error;
  } finally {
    waiting.dispose();
  }
}

function jobInWords(progress: JobProgress): string {
  const { records } = progress;
  const percent = percentOf(progress);
  return records === 0 ? percent : `${percent}, ${records.toLocaleString('en-US')} records`;
}

function ignore(): void {
  // Whoever waits for the job hears of it.
}
