import * as vscode from 'vscode';
import { TaskLog } from '../../features/tasks/taskLog.ts';
import type { PauseControl } from '../../features/pause/pauseControl.ts';
import type { Guard } from '../guard.ts';
import type { OutputLog } from '../log/outputLog.ts';
import { systemClock, systemTimers } from '../systemTime.ts';
import { runFinishTask, runStartTask } from '../tasks/taskCommands.ts';
import type { Storage } from './openStorage.ts';

/** After the start tasks are read so much later, in milliseconds: it starts the ledger's thread, which activation leaves alone. */
const FIRST_LOOK = 500;

export interface TasksParts extends Storage {
  readonly pausing: PauseControl;
  readonly guard: Guard;
  readonly log: OutputLog;
}

/** Tasks with an estimate: which one runs, and what their commands do. */
export function startTasks({ journal, ledger, pausing, guard, log }: TasksParts) {
  const [clock, timers] = [systemClock, systemTimers];
  const tasks = new TaskLog({ ...{ journal, explanations: ledger, pausing, timers, log } });
  const handlers = {
    'grasp.startTask': (argument?: unknown) => runStartTask(argument, { tasks, clock }),
    'grasp.finishTask': (argument?: unknown) => runFinishTask(argument, { tasks, clock }),
  };
  /** Starts a task, or finishes the one that runs; the person hears of what goes wrong. */
  const choose = (): void => {
    const name = tasks.running === undefined ? 'grasp.startTask' : 'grasp.finishTask';
    void guard.run(name, () => handlers[name]()).catch(() => undefined);
  };
  const begin = (refresh: () => void): vscode.Disposable =>
    vscode.Disposable.from(
      ...[timers.after(FIRST_LOOK, () => void tasks.read()), tasks.onDidChange(refresh)],
      ledger.onDidChange(() => void tasks.read()),
    );
  return { tasks, handlers, choose, begin };
}

export type Tasks = ReturnType<typeof startTasks>;
