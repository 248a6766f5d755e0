/** A failure that is not a bug: `message` is one line that names the way out, `logFile` holds the details. */
export class HostError extends Error {
  readonly logFile: string | undefined;

  constructor(message: string, logFile?: string) {
    super(logFile === undefined ? message : `${message} (details: ${logFile})`);
    this.name = 'HostError';
    this.logFile = logFile;
  }
}

/** The one line to print for any failure; a stack only where there is no line with a way out. */
export function describeFailure(error: unknown): string {
  if (error instanceof HostError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
