import { eventId, type JournalEvent } from '../../domain/events/journalEvent.ts';
import {
  LONGEST_TITLE,
  TASK_ENDED,
  TASK_STARTED,
  type TaskEnded,
  type TaskStarted,
} from '../../domain/events/taskTold.ts';
import { withLikelySecretsMasked } from '../../domain/privacy/likelySecrets.ts';
import { runningTask, type Task } from '../../domain/velocity/task.ts';
import type { Explanations } from '../../ports/explanations.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import { Emitter } from '../emitter.ts';
import { takeDown, type TakeDownWords } from '../takeDown.ts';

const WORDS: TakeDownWords = {
  paused: 'Grasp is paused and writes nothing. Resume it first.',
  waiting: 'The journal can not be written now. The task is in memory, and is written when it can be.',
  failed: 'The task could not be written; the log says more.',
  logged: 'A task could not be written.',
};

export interface TaskLogParts {
  readonly journal: Pick<Journal, 'append'>;
  readonly explanations: Pick<Explanations, 'tasks'>;
  readonly pausing: { readonly known: Promise<void>; readonly isPaused: boolean };
  readonly timers: Timers;
  readonly log: Logger;
}

/** How a start or an end came out: what is wrong, for people, is empty once it is on the disk. */
export interface TaskOutcome {
  readonly problem: string;
  /** absent where nothing was taken down */
  readonly task: Task | undefined;
}

/** Takes down which pieces of work the person starts and how these end, and knows which one runs, in whatever window it began. */
export class TaskLog {
  readonly #parts: TaskLogParts;
  readonly #changed: Emitter<undefined>;
  /** fires when a task was started or ended, here or in another window */
  readonly onDidChange: Emitter<undefined>['listen'];
  #tasks: readonly Task[] = [];

  constructor(parts: TaskLogParts) {
    this.#parts = parts;
    this.#changed = new Emitter((error) => {
      parts.log.error('A listener for tasks failed.', error);
    });
    this.onDidChange = this.#changed.listen;
  }

  /** All tasks as they were last read or said here, in the order in which they were started. */
  get tasks(): readonly Task[] {
    return this.#tasks;
  }

  get running(): Task | undefined {
    return runningTask(this.#tasks);
  }

  /** Reads the tasks of all windows. What can not be read leaves all as it was known. Never rejects. */
  async read(): Promise<void> {
    try {
      const tasks = await this.#parts.explanations.tasks();
      const isNew = JSON.stringify(tasks) !== JSON.stringify(this.#tasks);
      if (!isNew) return;
      this.#tasks = tasks;
      this.#changed.fire(undefined);
    } catch (error) {
      this.#parts.log.warn(`Tasks can not be read: ${String(error)}`);
    }
  }

  /** Starts a task, with likely secrets in its title masked. One at a time: another one that runs is to be ended first. */
  async start(said: TaskStarted): Promise<TaskOutcome> {
    await this.#parts.pausing.known;
    await this.read();
    if (this.running !== undefined) return refused(`"${this.running.title}" runs. Finish it or call it off first.`);
    const title = withLikelySecretsMasked(said.title.trim()).slice(0, LONGEST_TITLE);
    if (title === '') return refused('A task needs a title.');
    const payload = { ...said, title };
    return this.#take(TASK_STARTED, payload, (event) => {
      const task = { ...payload, id: eventId(event), time: event.t, offset: event.o };
      this.#tasks = [...this.#tasks, task];
      return task;
    });
  }

  /** Ends a task, or says of one that has ended how it really was. */
  async end({ of, ...said }: TaskEnded): Promise<TaskOutcome> {
    await this.#parts.pausing.known;
    const before = this.#tasks.find(({ id }) => id === of);
    if (before === undefined) return refused('That task is not known any more.');
    return this.#take(TASK_ENDED, { of, ...said }, (event) => {
      const task = { ...before, end: { ...said, time: event.t } };
      this.#tasks = this.#tasks.map((one) => (one.id === of ? task : one));
      return task;
    });
  }

  async #take(
    kind: string,
    payload: Readonly<Record<string, unknown>>,
    taken: (event: JournalEvent) => Task,
  ): Promise<TaskOutcome> {
    const { pausing } = this.#parts;
    let task: Task | undefined;
    const parts = { ...this.#parts, isPaused: () => pausing.isPaused };
    const problem = await takeDown(parts, { kind, payload, words: WORDS }, (event) => {
      task = taken(event);
      this.#changed.fire(undefined);
    });
    return { problem, task };
  }
}

function refused(problem: string): TaskOutcome {
  return { problem, task: undefined };
}
