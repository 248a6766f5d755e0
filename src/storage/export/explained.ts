import type { LandedCommit, Lot, Note } from '../../domain/debt/lot.ts';
import { csvRow, type Cell } from '../../domain/export/csv.ts';
import {
  COMMIT_COLUMNS,
  commitRow,
  LOT_COLUMNS,
  lotRow,
  NOTE_COLUMNS,
  noteRow,
  TASK_COLUMNS,
  taskRow,
} from '../../domain/export/explainedTables.ts';
import { NOTES_HEADING, noteText } from '../../domain/export/markdownNotes.ts';
import type { Task } from '../../domain/velocity/task.ts';
import type { OutputFile, Put } from '../wholeOutput.ts';

/** What the ledger has of lots, notes, commits and tasks as they stand, oldest first, some at a time. */
export interface Explained {
  readonly lots: () => AsyncIterable<readonly Lot[]>;
  readonly notes: () => AsyncIterable<readonly Note[]>;
  readonly commits: () => Promise<readonly (LandedCommit & { readonly isReplaced: boolean })[]>;
  readonly tasks: () => Promise<readonly Task[]>;
}

type NewFile = (name: string) => Promise<OutputFile>;

/** Writes a table of each, where there are any. */
export async function writeExplainedTables(file: NewFile, explained: Explained, signal: AbortSignal): Promise<void> {
  const table = async <One>(
    name: string,
    columns: readonly string[],
    parts: AsyncIterable<readonly One[]> | readonly (readonly One[])[],
    row: (one: One) => readonly Cell[],
  ): Promise<void> => {
    let put: Put | undefined;
    for await (const part of parts) {
      for (const one of part) {
        signal.throwIfAborted();
        put ??= await begun(await file(name), columns);
        await put(csvRow(row(one)));
      }
    }
  };
  await table('lots.csv', LOT_COLUMNS, explained.lots(), lotRow);
  await table('notes.csv', NOTE_COLUMNS, explained.notes(), noteRow);
  await table('commits.csv', COMMIT_COLUMNS, [await explained.commits()], commitRow);
  await table('tasks.csv', TASK_COLUMNS, [await explained.tasks()], taskRow);
}

async function begun({ put }: OutputFile, columns: readonly string[]): Promise<Put> {
  await put(csvRow(columns));
  return put;
}

/** Adds the notes to a text to read, where there are any. */
export async function writeNotes(put: Put, explained: Explained, signal: AbortSignal): Promise<void> {
  let isFirst = true;
  for await (const notes of explained.notes()) {
    for (const note of notes) {
      signal.throwIfAborted();
      if (isFirst) await put(NOTES_HEADING);
      isFirst = false;
      await put(noteText(note));
    }
  }
}
