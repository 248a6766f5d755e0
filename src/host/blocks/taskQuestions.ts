import { LONGEST_LOOK_UP, type BlockTask } from '../../domain/events/blockRun.ts';
import type { TaskKind } from '../../domain/events/taskTold.ts';
import { counted, plainInQuickPick } from '../commands/words.ts';
import { TASK_KIND_CHOICES } from '../tasks/taskKindChoices.ts';
import { askChoice, askLine, askMinutes, askScale } from './askNumber.ts';

const TEMPLATES: readonly { readonly label: string; readonly kind: TaskKind }[] = [
  { label: 'Fix a bug', kind: 'fix' },
  { label: 'Write from a specification', kind: 'feature' },
  { label: 'Read and explain', kind: 'research' },
  { label: 'Teach someone', kind: 'other' },
];
const SURE = ['a guess', 'rather a guess', 'half sure', 'rather sure', 'sure'] as const;

/** What a block may be about. */
export interface TaskIdeas {
  /** the open branch, where there is one with a name of its own */
  readonly branch: string | undefined;
  /** core areas in which lines by AI wait for an explanation, the most of them first */
  readonly areas: readonly { readonly area: string; readonly lines: number }[];
  /** what was looked up more than once lately */
  readonly again: readonly string[];
}

/** Asks what a block is about; Enter skips each question. Throws where the person calls it off. */
export async function askForTask(ideas: TaskIdeas): Promise<BlockTask> {
  const about = await askForTitle(ideas);
  if (about?.title === undefined) return {};
  const estimate = await askMinutes('How long does it take, do you think?');
  if (estimate === undefined) return { ...about, done: await askForDone() };
  const confidence = await askScale('How sure are you?', SURE);
  // Of a task with an estimate only, since it is then compared with others of its kind.
  const kind = about.kind ?? (await askForKind());
  return { title: about.title, kind, estimate, confidence, done: await askForDone() };
}

function askForDone(): Promise<string | undefined> {
  return askLine('It is done when …', LONGEST_LOOK_UP, 'the parser takes empty files');
}

async function askForKind(): Promise<TaskKind | undefined> {
  const leftOut = { label: 'Leave out', description: '', work: undefined };
  return (await askChoice('What kind of work is it?', [leftOut, ...TASK_KIND_CHOICES])).work;
}

type About = Pick<BlockTask, 'title' | 'kind'>;

async function askForTitle({ branch, areas, again }: TaskIdeas): Promise<About | undefined> {
  const items: readonly { label: string; description?: string; about: About }[] = [
    { label: 'Begin without a task', about: {} },
    ...(branch === undefined
      ? []
      : [{ label: plainInQuickPick(branch), description: 'the open branch', about: { title: branch } }]),
    ...areas.slice(0, 2).map(({ area, lines }) => ({
      label: plainInQuickPick(`Read and explain: ${area}`),
      description: `core, ${counted(lines, 'line')} by AI to explain`,
      about: { title: `Read and explain: ${area}`, kind: 'research' } as const,
    })),
    ...again.slice(0, 3).map((what) => ({
      label: plainInQuickPick(`Learn: ${what}`),
      description: 'looked up more than once',
      about: { title: `Learn: ${what}`, kind: 'research' } as const,
    })),
    ...TEMPLATES.map(({ label, kind }) => ({ label, about: { title: label, kind } })),
    { label: 'Another task…', about: { title: '' } },
  ];
  const { about } = await askChoice('What is this block for?', items);
  return about.title === '' ? { title: await askLine('What is this block for?', LONGEST_LOOK_UP) } : about;
}
