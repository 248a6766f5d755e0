import { TASK_KINDS, type TaskKind } from '../../domain/events/taskTold.ts';

const WORDS: Readonly<Record<TaskKind, string>> = {
  feature: 'Something new',
  fix: 'A bug is fixed',
  refactoring: 'It does the same, in a better form',
  tests: 'Tests or checks',
  research: 'Finding something out',
  other: 'Anything else',
};

/** The kinds of work that one can say a task is of. */
export const TASK_KIND_CHOICES = TASK_KINDS.map((work) => ({
  ...{ label: work.slice(0, 1).toUpperCase() + work.slice(1), description: WORDS[work], work },
}));
