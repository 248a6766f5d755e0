import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Order } from './window.ts';

const PROGRAM = join(import.meta.dirname, 'window.ts');

/** A window in a process of its own. */
export interface Window {
  readonly process: ChildProcess;
  /** Gives what the window answers, once it has done what it was told. */
  tell<T = unknown>(order: Order): Promise<T>;
}

/** Windows on one data folder, which all end with the test. */
export function windows(): { open: (folder: string) => Window } {
  const open: ChildProcess[] = [];
  afterEach(() => {
    for (const child of open.splice(0)) child.kill('SIGKILL');
  });
  return {
    open: (folder) => {
      const child = spawn(process.execPath, [PROGRAM, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
      open.push(child);
      const waiting: ((answer: unknown) => void)[] = [];
      createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(JSON.parse(line)));
      return {
        process: child,
        tell: <T>(order: Order) =>
          new Promise<T>((resolve) => {
            waiting.push((answer) => {
              resolve(answer as T);
            });
            child.stdin.write(`${JSON.stringify(order)}\n`);
          }),
      };
    },
  };
}
