import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { onShutdown } from './shutdown.ts';

export type Report = (line: string) => void;

export interface LoggedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Record<string, string>;
  readonly logFile: string;
  /** What the reader is waiting for, as in "still fetching VS Code, 30 s". */
  readonly waitingFor: string;
  readonly report: Report;
  readonly timeoutMs: number;
}

export interface LoggedResult {
  readonly exitCode: number | undefined;
  readonly output: string;
  /** The command is not on this machine at all. */
  readonly missing: boolean;
}

const tickMs = 15_000;

/** Runs a program to its end with its output in a log file, and says every quarter of a minute that it still runs. */
export async function runLogged(options: LoggedCommand): Promise<LoggedResult> {
  const log = openSync(options.logFile, 'a');
  const started = Date.now();
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const forget = onShutdown(() => endChild(child));
  const tick = setInterval(() => {
    options.report(`  still ${options.waitingFor}, ${secondsSince(started)}`);
  }, tickMs);
  const limit = setTimeout(() => child.kill(), options.timeoutMs);
  try {
    const end = await new Promise<{ code: number | null; missing: boolean }>((resolve) => {
      child.once('error', () => {
        resolve({ code: null, missing: true });
      });
      child.once('exit', (code) => {
        resolve({ code, missing: false });
      });
    });
    return { exitCode: end.code ?? undefined, output: readFileSync(options.logFile, 'utf8'), missing: end.missing };
  } finally {
    clearInterval(tick);
    clearTimeout(limit);
    forget();
  }
}

/** Waits for the end, since a program that is only told to end may go on writing for a while. */
async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const force = setTimeout(() => child.kill('SIGKILL'), 2000);
  await new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill();
  });
  clearTimeout(force);
}

export function secondsSince(started: number): string {
  return `${String(Math.round((Date.now() - started) / 1000))} s`;
}
