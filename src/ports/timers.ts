import type { Disposable } from './disposable.ts';

/** Delayed calls. */
export interface Timers {
  /**
   * Calls `run` once after at least `milliseconds`, and only after the messages that were already waiting for this
   * process have been delivered: a process that was stopped must see what happened before it decides that nothing did.
   */
  after(milliseconds: number, run: () => void): Disposable;
}
