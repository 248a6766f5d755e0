import type { Disposable } from './disposable.ts';

/** A commit whose hook waits for an answer. Nothing here rejects, and what comes after the end does nothing. */
export interface CommitAsk {
  /** git's name of what is to be committed; 40 or 64 hex digits */
  readonly tree: string;
  /** whether it is made in a terminal, and not by VS Code itself */
  readonly isInTerminal: boolean;
  /** the top folder of the work tree, as an absolute path; whatever the hook said it is */
  readonly root: string;
  /** The hook waits no more: answered, out of time, ended or killed. */
  readonly isOver: Promise<void>;
  /**
   * Somebody is asked: the hook says so in the terminal and waits for `go`. Only the first call counts.
   * @param lines of code by AI that are asked about
   * @param seconds to wait, 1 to 300
   * @param most seconds to wait from `writing` on, 1 to 300
   */
  wait(lines: number, seconds: number, most: number): Promise<void>;
  /** Somebody has begun to write: until the end, `most` seconds count, as long as this window does not hang. */
  writing(): void;
  /** The commit goes on. */
  go(): Promise<void>;
}

/** What the commit hook asks of this window. */
export interface CommitAsking {
  /** of this window, as an absolute path; hooks find it by the variable GRASP_WINDOW */
  readonly folder: string;
  /** Lets hooks ask this window from now on, or no more; those that wait go on then. At first none ask. Never rejects. */
  serve(isServing: boolean): Promise<void>;
  /**
   * Told of each commit once, within a second of its hook's beginning. The commit goes on when the promise has settled, also
   * where it rejects, and where nobody listens.
   */
  onAsk(listener: (ask: CommitAsk) => Promise<void>): Disposable;
}
