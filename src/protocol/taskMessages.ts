import * as v from 'valibot';

const text = v.string();
const ratio = v.pipe(v.number(), v.finite(), v.minValue(0));

const taskRowSchema = v.object({
  title: text,
  /** "with" or "without" */
  ai: text,
  estimate: text,
  /** how long it took, or that it is longer than that */
  actual: text,
});

/** What the panel shows of tasks with AI and without. */
export const tasksSchema = v.object({
  /** the task that runs */
  running: v.optional(v.object({ title: text, detail: text })),
  /** tasks that ended, newest first */
  rows: v.array(taskRowSchema),
  /** the time with AI by the time without; absent where there are not enough tasks */
  compared: v.optional(
    v.object({
      ...{ low: ratio, median: ratio, high: ratio },
      /** as it felt; absent where nobody said */
      felt: v.optional(ratio),
      words: text,
    }),
  ),
  /** what is not enough yet, whether others' results weigh most, what was believed, how far one is: whatever there is to say */
  told: v.array(text),
  /** how all of this is known */
  explained: v.array(text),
});

export type PanelTasks = v.InferOutput<typeof tasksSchema>;
