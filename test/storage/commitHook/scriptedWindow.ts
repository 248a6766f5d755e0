// A window whose answers are scripted: the real CommitAsks with a listener of the test.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { systemClock, systemTimers } from '../../../src/host/systemTime.ts';
import type { CommitAsk } from '../../../src/ports/commitAsks.ts';
import { CommitAsks } from '../../../src/storage/commitHook/commitAsks.ts';
import { commitHookFolder } from '../../../src/storage/commitHook/commitHookFolder.ts';
import { MemoryLog } from '../../support/fakes.ts';
import { SCRIPT } from './hookedRepository.ts';

const WINDOW_ID = '00000000000000a1';

export class ScriptedWindow {
  readonly log = new MemoryLog();
  readonly asks: CommitAsks;
  /** what hooks have asked so far */
  readonly asked: CommitAsk[] = [];

  /** @param answer what its listener does; without one nobody listens */
  constructor(dataFolder: string, answer: ((ask: CommitAsk) => Promise<void>) | undefined, windowId = WINDOW_ID) {
    const folder = commitHookFolder(dataFolder, windowId);
    this.asks = new CommitAsks({ folder, script: SCRIPT, clock: systemClock, timers: systemTimers, log: this.log });
    if (answer === undefined) return;
    this.asks.onAsk((ask) => {
      this.asked.push(ask);
      return answer(ask);
    });
  }

  get folder(): string {
    return this.asks.folder;
  }
}

/** What a window in a process of its own does with each commit; see windowChild.ts. */
export type ChildDoes = 'wait' | 'wait a second' | 'hang';

export interface WindowChild {
  readonly folder: string;
  signal(name: NodeJS.Signals): void;
  /** Resolves when it has ended, also where it had before. */
  kill(): Promise<void>;
}

/** Opens a window in a process of its own. It serves when this resolves. */
export async function openWindowChild(dataFolder: string, does: ChildDoes): Promise<WindowChild> {
  const program = join(import.meta.dirname, 'windowChild.ts');
  const child = spawn(process.execPath, [program, dataFolder, does], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const [told] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    folder: told.toString().trim(),
    signal: (name) => child.kill(name),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
