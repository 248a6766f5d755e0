import type { Timers } from '../ports/timers.ts';

/** What the disk may take to write what the engineer waits for, in milliseconds. */
const DISK_PATIENCE = 5_000;

/**
 * Whether the disk was done before patience was over. Rejects as the work does.
 *
 * @param patience in milliseconds
 */
export function inTime(timers: Timers, work: Promise<void>, patience = DISK_PATIENCE): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = timers.after(patience, () => {
      resolve(false);
    });
    work.then(
      () => {
        timer.dispose();
        resolve(true);
      },
      (error: unknown) => {
        timer.dispose();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
