type Task = () => Promise<void> | void;

const tasks = new Set<Task>();
const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;
let listening = false;
let stopping = false;
let cleanExit = false;

/** Registers work to be done before a signal may end this process. Returns a function that takes it back. */
export function onShutdown(task: Task): () => void {
  listenOnce();
  tasks.add(task);
  return () => tasks.delete(task);
}

/** Being stopped by a signal is this program's normal end: exit code 0. */
export function exitCleanlyOnSignal(): void {
  listenOnce();
  cleanExit = true;
}

/** True from the first signal on: failures that follow are consequences of the stop, not news. */
export function isStopping(): boolean {
  return stopping;
}

/** Runs every registered task, newest first; a task that fails does not keep the others from running. */
export async function runShutdownTasks(): Promise<void> {
  for (const task of [...tasks].reverse()) {
    tasks.delete(task);
    try {
      await task();
    } catch (error) {
      console.error(`While stopping: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** The stop that a signal would bring about, for other reasons to stop. */
export function stopProcess(exitCode: number): void {
  // A second request does not wait: the reaper of each server ends what is left when this process is gone.
  if (stopping) process.exit(exitCode === 0 ? 1 : exitCode);
  stopping = true;
  void runShutdownTasks().finally(() => process.exit(exitCode));
}

function listenOnce(): void {
  if (listening) return;
  listening = true;
  for (const [name, number] of Object.entries(signals)) {
    process.on(name, () => {
      stopProcess(cleanExit ? 0 : 128 + number);
    });
  }
}
