import { probableInWords, type LineTotal } from '../../domain/velocity/acceptedByFile.ts';
import type { BlockStatus } from '../no-ai-block/blockStatus.ts';
import { blockSentences, blockText } from './blockTexts.ts';

/** What the one item in the status bar has to choose from. */
export interface StatusState {
  /** counted lines since midnight */
  readonly today: LineTotal;
  /** where the records lie */
  readonly folder: string;
  /** something to know about the number; empty when there is nothing */
  readonly notice: string;
  /** what keeps Grasp from recording; empty when all is well */
  readonly problem: string;
  /** that nothing is recorded because somebody asked for it, and until when; empty when there is no pause */
  readonly pause: string;
  /** whether a commit waits for an answer, and can be let go on */
  readonly commitWaits?: boolean | undefined;
  /** places that wait for an explanation; none where it is left out */
  readonly toExplain?: number | undefined;
  /** the area for which a plan is offered */
  readonly plan?: string | undefined;
  /** when the weekly block without AI is; empty where none is scheduled */
  readonly block?: string;
  /** until when AI is quieted by settings; empty where it is not */
  readonly quiet?: string;
  /** the block that runs, or that may be started now */
  readonly noAi?: BlockStatus | undefined;
  /** what may be explained now, while it is fresh */
  readonly offer?: { readonly files: readonly string[]; readonly lines: number } | undefined;
}

/** What the item shows. */
export interface StatusText {
  /** with the icon, in the syntax of VS Code */
  readonly text: string;
  /** the same for a screen reader, in words */
  readonly label: string;
  /** sentences, each a paragraph */
  readonly tooltip: readonly string[];
  /** what a click runs */
  readonly command: string;
}

const SHOW_PANEL = 'grasp.showPanel';
const COMMIT_WAITS = 'A commit waits for your explanation. Click to let it go on now; it can be explained later.';

/** One glance, one act: what matters most is shown, and a click does what comes next. */
export function statusText(state: StatusState): StatusText {
  const { text, words, command } = urgentOf(state) ?? askedOf(state);
  const told = [
    state.commitWaits === true ? COMMIT_WAITS : '',
    state.problem,
    paused(state),
    ...(state.noAi === undefined ? [] : blockSentences(state.noAi)),
    state.notice,
    toExplainInWords(state),
    planInWords(state),
    offerInWords(state),
  ];
  return {
    ...{ text, command },
    label: `Grasp: ${words || state.notice || todayInWords(state)}`,
    tooltip: [
      ...told.filter((one) => one !== ''),
      todayInWords(state),
      ...[state.quiet ?? '', state.block ?? ''].filter((one) => one !== ''),
      'Recorded: AI completions that you accept and edits by chat, as counts per file. No source code, and nothing leaves this machine.',
      `Kept in ${state.folder}`,
    ],
  };
}

type Shown = Pick<StatusText, 'text' | 'command'> & { readonly words: string };

/** What comes before all that is asked. */
function urgentOf(state: StatusState): Shown | undefined {
  const { problem, pause, noAi } = state;
  // It waits for seconds only, and nothing is more in the way of the work.
  if (state.commitWaits === true) {
    return { text: '$(git-commit) commit now', words: COMMIT_WAITS, command: 'grasp.commitNow' };
  }
  if (problem !== '') return { text: '$(warning) Grasp', words: problem, command: SHOW_PANEL };
  if (pause !== '') return { text: '$(debug-pause) Grasp', words: pause, command: SHOW_PANEL };
  if (noAi === undefined) return undefined;
  const { words, ...shown } = blockText(noAi);
  return { ...shown, words: `${words}. ${todayInWords(state)}` };
}

function askedOf(state: StatusState): Shown {
  const waiting = waitingIn(state);
  const today = todayInWords(state);
  if (waiting > 0) {
    const words = `${inFigures(waiting)} to explain`;
    return { text: `$(mortar-board) ${words}`, words: `${words}. ${today}`, command: 'grasp.explain' };
  }
  if (state.plan !== undefined) {
    const words = 'plan first';
    return { text: `$(mortar-board) ${words}`, words: `${words}. ${today}`, command: 'grasp.writePlan' };
  }
  if (state.offer !== undefined) {
    const words = 'explain while fresh';
    return { text: `$(mortar-board) ${words}`, words: `${words}. ${today}`, command: 'grasp.explainWhileFresh' };
  }
  return { text: '$(mortar-board)', words: '', command: SHOW_PANEL };
}

function paused({ pause }: StatusState): string {
  return pause === '' ? '' : `${pause} Nothing is recorded, as you asked.`;
}

function waitingIn({ toExplain = 0 }: StatusState): number {
  return Number.isFinite(toExplain) ? Math.max(Math.floor(toExplain), 0) : 0;
}

function toExplainInWords(state: StatusState): string {
  const waiting = waitingIn(state);
  if (waiting === 0) return '';
  return waiting === 1
    ? '1 place waits for your explanation.'
    : `${inFigures(waiting)} places wait for your explanation.`;
}

function planInWords({ plan }: StatusState): string {
  return plan === undefined ? '' : `AI begins to write in ${plan}: two lines of what you mean to do, if you like.`;
}

function offerInWords({ offer }: StatusState): string {
  if (offer === undefined) return '';
  const files = offer.files.length === 1 ? '1 file' : `${inFigures(offer.files.length)} files`;
  return `${linesInWords(offer.lines)} by AI in ${files}, to explain while fresh if you like.`;
}

function todayInWords({ today }: StatusState): string {
  return `${linesInWords(today.lines)} by AI accepted today${probableInWords(today)}`;
}

function linesInWords(lines: number): string {
  return lines === 1 ? '1 line' : `${inFigures(lines)} lines`;
}

function inFigures(count: number): string {
  return count.toLocaleString('en-US');
}
