import * as v from 'valibot';
import {
  LONGEST_TITLE,
  MOST_FELT,
  MOST_MINUTES,
  TASK_ENDS,
  TASK_KINDS,
  type TaskEnded,
} from '../../domain/events/taskTold.ts';
import { minutesSince, usesAi, type Task } from '../../domain/velocity/task.ts';
import type { TaskLog, TaskOutcome } from '../../features/tasks/taskLog.ts';
import type { Clock } from '../../ports/clock.ts';
import { KnownError } from '../guard.ts';
import { askForEnd, askForStart, askWhatOfRunning } from './taskQuestions.ts';

export interface TaskCommandParts {
  readonly tasks: TaskLog;
  readonly clock: Clock;
}

const minutes = v.pipe(v.number(), v.minValue(1), v.maxValue(MOST_MINUTES));

const startSchema = v.strictObject({
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(LONGEST_TITLE)),
  kind: v.optional(v.picklist(TASK_KINDS), 'other'),
  estimate: minutes,
  confidence: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(100))),
  ai: v.boolean(),
});

const finishSchema = v.strictObject({
  as: v.optional(v.picklist(TASK_ENDS), 'done'),
  minutes: v.optional(minutes),
  ai: v.optional(v.boolean()),
  felt: v.optional(v.pipe(v.number(), v.minValue(1 / MOST_FELT), v.maxValue(MOST_FELT))),
});

/**
 * `grasp.startTask({ title, kind, estimate, confidence, ai })`: begins a piece of work, once the one that runs has been ended.
 * Gives its id, or `undefined` when the person called it off.
 */
export async function runStartTask(argument: unknown, parts: TaskCommandParts): Promise<{ task: string } | undefined> {
  const { tasks } = parts;
  const parsed = argument === undefined ? undefined : v.safeParse(startSchema, argument);
  if (parsed?.success === false) {
    const kinds = TASK_KINDS.map((kind) => `"${kind}"`).join(', ');
    throw new KnownError(
      `A task takes { title, estimate: minutes, ai: true or false }, and { kind: one of ${kinds}, confidence: percent }. Nothing was started.`,
    );
  }
  await tasks.read();
  if (parsed === undefined && tasks.running !== undefined && !(await endedFirst(tasks.running, parts)))
    return undefined;
  const said = parsed?.output ?? (await askForStart());
  if (said === undefined) return undefined;
  const { confidence, ...rest } = said;
  const task = taskOf(await tasks.start({ ...rest, ...(confidence === undefined ? {} : { confidence }) }));
  return { task: task.id };
}

/**
 * `grasp.finishTask({ as, minutes, ai, felt })`: ends the task that runs. Without minutes they are those since it was started.
 * Gives its id and minutes, or `undefined` when the person called that off.
 */
export async function runFinishTask(
  argument: unknown,
  parts: TaskCommandParts,
): Promise<{ task: string; minutes: number | undefined } | undefined> {
  const { tasks, clock } = parts;
  const parsed = argument === undefined ? undefined : v.safeParse(finishSchema, argument);
  if (parsed?.success === false) {
    const ends = TASK_ENDS.map((end) => `"${end}"`).join(', ');
    throw new KnownError(
      `Finishing takes { as: one of ${ends}, minutes, ai: true or false, felt: time with AI by time without }. Nothing was changed.`,
    );
  }
  await tasks.read();
  const { running } = tasks;
  if (running === undefined) throw new KnownError('No task runs. "Grasp: Start Task…" begins one.');
  const said = parsed?.output ?? (await askForEnd(running, clock.now()));
  if (said === undefined) return undefined;
  const ended = await end(running, said, parts);
  return { task: ended.id, minutes: ended.end?.minutes };
}

/** Has the person end the task that runs. Gives whether there is room for another one. */
async function endedFirst(running: Task, { tasks, clock }: TaskCommandParts): Promise<boolean> {
  const what = await askWhatOfRunning(running, clock.now());
  if (what === undefined) return false;
  const said = what === 'called off' ? { as: what } : await askForEnd(running, clock.now());
  if (said === undefined) return false;
  await end(running, said, { tasks, clock });
  return true;
}

interface Said {
  readonly as: TaskEnded['as'];
  readonly minutes?: number | undefined;
  readonly ai?: boolean | undefined;
  readonly felt?: number | undefined;
}

async function end(running: Task, said: Said, { tasks, clock }: TaskCommandParts): Promise<Task> {
  const ai = said.ai === running.ai ? undefined : said.ai;
  const spent = said.as === 'called off' ? undefined : (said.minutes ?? minutesSince(running, clock.now()));
  // Nobody can feel what AI did where there was none.
  const felt = said.as !== 'called off' && (ai ?? usesAi(running)) ? said.felt : undefined;
  return taskOf(
    await tasks.end({
      ...{ of: running.id, as: said.as },
      ...(spent === undefined ? {} : { minutes: spent }),
      ...(ai === undefined ? {} : { ai }),
      ...(felt === undefined ? {} : { felt }),
    }),
  );
}

function taskOf({ problem, task }: TaskOutcome): Task {
  if (problem !== '' || task === undefined) throw new KnownError(problem);
  return task;
}
