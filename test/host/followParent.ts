import { readFileSync } from 'node:fs';
import { stopProcess } from './shutdown.ts';

const intervalMs = 500;

/** Stops this program when the one that started it is gone: after that, nobody is left to stop it. */
export function followParent(exitCode: number): void {
  const parent = process.ppid;
  // When a shell stands between npm and this program, the one to follow is npm.
  const grandparent = parentOf(parent);
  const askedToStop = shellWatch(parent);
  const watch = setInterval(() => {
    if (process.ppid === parent && parentOf(parent) === grandparent && !askedToStop()) return;
    clearInterval(watch);
    console.log('Stopping, since the program that started this one was stopped.');
    stopProcess(exitCode);
  }, intervalMs);
  watch.unref();
}

/**
 * npm hands an interrupt on to the shell between it and this program. Some shells (dash) keep it to themselves until
 * this program ends, which would be never. Such a shell sleeps all the time, so waking up betrays the interrupt. It also
 * wakes when everything is suspended and resumed; then time has passed unseen, or this program was continued as well.
 */
function shellWatch(shell: number): () => boolean {
  if (!isUnderNpm() || !['sh', 'dash'].includes(readProc(shell, 'comm').trim())) return () => false;
  let settled: string | undefined;
  let lastLook = Date.now();
  let wokenLooks = 0;
  process.on('SIGCONT', () => {
    settled = undefined;
  });
  return () => {
    const now = Date.now();
    if (now - lastLook > 3 * intervalMs) settled = undefined;
    lastLook = now;
    const switches = wakeUps(shell);
    if (settled === undefined) wokenLooks = 0;
    settled ??= switches;
    wokenLooks = switches === settled ? 0 : wokenLooks + 1;
    // Looked at twice, so that a continuation that arrives together with the wake-up is seen as one.
    return wokenLooks >= 2;
  };
}

function parentOf(pid: number): string | undefined {
  return isUnderNpm() ? /^PPid:\s+(\d+)/m.exec(readProc(pid, 'status'))?.[1] : undefined;
}

function isUnderNpm(): boolean {
  return process.platform === 'linux' && process.env['npm_lifecycle_event'] !== undefined;
}

function wakeUps(pid: number): string {
  return (
    readProc(pid, 'status')
      .match(/ctxt_switches:\s+\d+/g)
      ?.join() ?? ''
  );
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${String(pid)}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
