import type { Note } from '../../domain/debt/lot.ts';
import { gateAccount, gateInWords, GATE_SPAN } from '../../domain/velocity/gateAccount.ts';
import { localDay, type FirstDay } from '../../domain/velocity/localWeek.ts';
import { comparedSince, eachOnce, weeksCompared } from '../../domain/velocity/weeksCompared.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Explanations } from '../../ports/explanations.ts';
import type { PanelExplaining } from '../../protocol/explainingMessages.ts';
import { panelNote } from './panelNotes.ts';
import { panelWeeks } from './panelWeeks.ts';
import { waitingRows } from './waitingRows.ts';

/** Most notes of the file in the active editor that are shown; the search has all. */
const MOST_OF_FILE = 20;
/** Most notes that are shown besides. */
const NEWEST = 3;
/** More notes than this are in no eight weeks. */
const MOST_IN_WEEKS = 2_000;

export interface ExplanationsInput {
  readonly clock: Clock;
  readonly firstDay: FirstDay;
  /** what lies staged and is to be explained: places, and lines in them; `repository` is for people, empty where there is one only */
  readonly staged: { readonly count: number; readonly lines: number; readonly repository: string } | undefined;
  /** the weekly block that runs or comes next */
  readonly block?: PanelExplaining['block'];
  /** tasks with AI and without */
  readonly tasks: PanelExplaining['tasks'];
  /** the blocks that were held */
  readonly blocks?: PanelExplaining['blocks'];
  /** the file in the active editor: for people, and as it may be recorded */
  readonly file: { readonly name: string; readonly uris: readonly string[] } | undefined;
}

/** What the panel shows of explanations, and what its ids stand for. */
export interface ExplanationsContent {
  readonly shown: PanelExplaining;
  /** ids of the lots of each row that waits */
  readonly lots: ReadonlyMap<string, readonly string[]>;
  readonly notes: ReadonlyMap<string, Note>;
}

/** Shown where nothing could be read. */
export const NO_EXPLANATIONS: ExplanationsContent = {
  shown: {
    waiting: { lines: 0, rows: [], more: 0 },
    notes: { newest: [], ever: false },
    weeks: [],
    gate: { words: '', explained: '' },
    tasks: { rows: [], told: [], explained: [] },
  },
  lots: new Map(),
  notes: new Map(),
};

/** Reads what the panel shows of explanations. Rejects when they can not be read. */
export async function explanationsSnapshot(
  explanations: Pick<Explanations, 'owed' | 'notes' | 'landed' | 'prompts'>,
  { clock, firstDay, staged, file, block, blocks, tasks }: ExplanationsInput,
): Promise<ExplanationsContent> {
  const now = clock.now();
  const today = localDay(now, clock.offsetMinutes(now));
  const [since, lately] = [comparedSince(today, firstDay), now - GATE_SPAN];
  const [owed, commits, prompts, newest, ofFile, inWeeks] = await Promise.all([
    explanations.owed(),
    explanations.landed(since),
    explanations.prompts(lately),
    explanations.notes({ most: NEWEST + MOST_OF_FILE }),
    file === undefined ? [] : explanations.notes({ uris: file.uris, most: MOST_OF_FILE + 1 }),
    explanations.notes({ since, most: MOST_IN_WEEKS }),
  ]);
  const waiting = waitingRows(owed.lots, today);
  const shownOfFile = ofFile.slice(0, MOST_OF_FILE);
  const isOfFile = new Set(shownOfFile.map(({ id }) => id));
  const others = newest.filter(({ id }) => !isOfFile.has(id)).slice(0, NEWEST);
  const lines = owed.lots.reduce((sum, lot) => sum + lot.lines, 0);
  return {
    shown: {
      ...(staged === undefined || staged.count === 0 ? {} : { staged: stagedInWords(staged) }),
      ...(block === undefined ? {} : { block }),
      ...(blocks === undefined ? {} : { blocks }),
      waiting: { lines, rows: [...waiting.rows], more: owed.more },
      notes: {
        ...(file === undefined || shownOfFile.length === 0 ? {} : { ofFile: ofFileShown(file.name, ofFile, clock) }),
        newest: others.map((note) => panelNote(note, clock)),
        ever: newest.length > 0,
      },
      weeks: panelWeeks(weeksCompared({ commits: eachOnce(commits), notes: inWeeks, today, firstDay }), today),
      gate: gateInWords(gateAccount({ notes: inWeeks, prompts, now })),
      tasks,
    },
    lots: waiting.lots,
    notes: new Map([...shownOfFile, ...others].map((note) => [note.id, note])),
  };
}

function stagedInWords({ count, lines, repository }: NonNullable<ExplanationsInput['staged']>): {
  words: string;
  detail: string;
} {
  const inLines = `${lines.toLocaleString('en')} ${lines === 1 ? 'line' : 'lines'}`;
  return {
    words: `${count.toLocaleString('en')} to explain before the commit`,
    detail: repository === '' ? inLines : `${inLines} · ${repository}`,
  };
}

function ofFileShown(
  file: string,
  notes: readonly Note[],
  clock: Clock,
): NonNullable<PanelExplaining['notes']['ofFile']> {
  const shown = notes.slice(0, MOST_OF_FILE);
  return { file, notes: shown.map((note) => panelNote(note, clock)), more: notes.length > shown.length };
}
