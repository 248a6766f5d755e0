/** The first line of every journal file: who wrote it. */
export const SESSION_STARTED = 'session';

export interface SessionStarted {
  /** version of Grasp */
  readonly grasp: string;
  /** version of VS Code */
  readonly vscode: string;
  /** process that writes the file, so that a file left by a dead process can be told */
  readonly pid: number;
}
