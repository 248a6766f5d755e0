import type { BlockPlan } from '../domain/blocks/plannedBlocks.ts';
import type { BlockFact } from '../domain/blocks/blockRuns.ts';
import type { LandedCommit, Lot, Note, NoteText, Plan, PromptNow } from '../domain/debt/lot.ts';
import type { Task } from '../domain/velocity/task.ts';
import type { LinesQuery } from './ledger.ts';

export interface NotesQuery {
  /** recorded names of a file, of which any will do */
  readonly uris?: readonly string[] | undefined;
  /** words that stand in the note, its paths or its areas, in any order and case */
  readonly words?: string | undefined;
  /** earliest time, in milliseconds, inclusive */
  readonly since?: number | undefined;
  /** the newest so many */
  readonly most: number;
}

export interface EarlierTextsQuery {
  /** id of the note */
  readonly note: string;
  /** the newest so many */
  readonly most: number;
}

/** Lines of a file that make a lot, which never reach the disk. */
export interface ChosenLines {
  readonly lines: readonly string[];
  /** indices of those of the lot */
  readonly chosen: readonly number[];
}

/** What the journals say of lots, notes, commits, blocks and tasks. All reject when they can not be read. */
export interface Explanations {
  /** The lot of each line of a file, by id: the latest that has the line. `undefined` for a line that is in none. */
  lotsOfLines(query: LinesQuery): Promise<readonly (string | undefined)[]>;
  /** Those of some recorded names of files under which a line is recorded that AI may have written. */
  filesOfAi(uris: readonly string[]): Promise<readonly string[]>;
  /**
   * Keyed hashes by which lines are found again, in as many parts as events take. May make the line key, so it is asked
   * only by who may write; empty where nothing may be written.
   */
  lotNames(asked: ChosenLines): Promise<readonly { readonly key: string; readonly names: string }[]>;
  /** Lots that wait for an explanation: core first, then the newest first. Of those beyond 500 only their number. */
  owed(): Promise<{ readonly lots: readonly Lot[]; readonly more: number }>;
  lots(ids: readonly string[]): Promise<readonly Lot[]>;
  /** Notes, newest first. */
  notes(query: NotesQuery): Promise<readonly Note[]>;
  /** Texts that a note had before its present one, newest first. Reads the journals of the note and of its edits. */
  earlierTexts(query: EarlierTextsQuery): Promise<readonly NoteText[]>;
  /** Commits authored at a time or later, oldest first. */
  landed(since: number): Promise<readonly LandedCommit[]>;
  /** Which of some commits are recorded, also of those that were replaced. */
  knownCommits(commits: readonly string[]): Promise<readonly string[]>;
  /** Prompts of a time or later, oldest first. */
  prompts(since: number): Promise<readonly PromptNow[]>;
  /** Plans of a time or later, oldest first. */
  plans(since: number): Promise<readonly Plan[]>;
  /** What was said last of each block without AI, of the freeze and of the export, the latest at the end. */
  blockPlans(): Promise<readonly BlockPlan[]>;
  /** All tasks, in the order in which they were started. */
  tasks(): Promise<readonly Task[]>;
  /** What was said of running blocks at a time or later, in its order. */
  blockRuns(since: number): Promise<readonly BlockFact[]>;
}
