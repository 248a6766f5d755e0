import { LONGEST_LOOK_UP, type BlockTask } from '../../domain/events/blockRun.ts';
import { askChoice, askLine, askMinutes, askScale } from './askNumber.ts';

const TEMPLATES = ['Fix a bug', 'Write from a specification', 'Read and explain', 'Teach someone'] as const;
const SURE = ['a guess', 'rather a guess', 'half sure', 'rather sure', 'sure'] as const;

/** What a block may be about. */
export interface TaskIdeas {
  /** the open branch, where there is one with a name of its own */
  readonly branch: string | undefined;
  /** what was looked up more than once lately */
  readonly again: readonly string[];
}

/** Asks what a block is about; Enter skips each question. Throws where the person calls it off. */
export async function askForTask({ branch, again }: TaskIdeas): Promise<BlockTask> {
  const title = await askForTitle(branch, again);
  if (title === undefined) return {};
  const estimate = await askMinutes('How long does it take, do you think?');
  const confidence = estimate === undefined ? undefined : await askScale('How sure are you?', SURE);
  const done = await askLine('It is done when …', LONGEST_LOOK_UP, 'the parser takes empty files');
  return { title, estimate, confidence, done };
}

async function askForTitle(branch: string | undefined, again: readonly string[]): Promise<string | undefined> {
  const items = [
    { label: 'Begin without a task', title: undefined },
    ...(branch === undefined ? [] : [{ label: branch, description: 'the open branch', title: branch }]),
    ...again
      .slice(0, 3)
      .map((what) => ({ label: `Learn: ${what}`, description: 'looked up more than once', title: `Learn: ${what}` })),
    ...TEMPLATES.map((one) => ({ label: one, title: one })),
    { label: 'Another task…', title: '' },
  ];
  const { title } = await askChoice('What is this block for?', items);
  return title === '' ? askLine('What is this block for?', LONGEST_LOOK_UP) : title;
}
