import type { Run } from './authoredRuns.ts';
import { withStepBefore, type Hunk, type Step } from './netChange.ts';

/** A step that was taken, with the authors of what it removed. */
export interface StepTaken extends Step {
  readonly lost: readonly Run[];
}

/** The steps of one edit, in the order in which they were applied. */
export type EditTaken = readonly StepTaken[];

/** How much is remembered for an undo, in edits and in characters removed and inserted. */
const MOST_EDITS = 2_000;
const MOST_CHARACTERS = 1_000_000;
/** How many characters are joined and compared to find what one undo takes back. */
const MOST_COMPARED = 4_000_000;

/** Edits that can be taken back: one list for undo or one for redo, the newest edit last. */
export class EditHistory {
  readonly #edits: EditTaken[] = [];
  #characters = 0;

  get length(): number {
    return this.#edits.length;
  }

  push(edit: EditTaken): void {
    this.#edits.push(edit);
    this.#characters += charactersOf(edit);
    while (this.#edits.length > MOST_EDITS || this.#characters > MOST_CHARACTERS) {
      this.#characters -= charactersOf(this.#edits.shift() ?? []);
    }
  }

  pop(): EditTaken | undefined {
    const edit = this.#edits.pop();
    if (edit !== undefined) this.#characters -= charactersOf(edit);
    return edit;
  }

  clear(): void {
    this.#edits.length = 0;
    this.#characters = 0;
  }

  /**
   * How many of the newest edits some steps take back together, `undefined` if they lead to no text that is remembered.
   * An editor takes back several edits at once, such as the letters of a word.
   */
  takenBackBy(steps: readonly Step[]): number | undefined {
    let hunks: Hunk[] = [];
    let left = MOST_COMPARED;
    for (const step of steps.toReversed()) hunks = withStepBefore(hunks, step);
    for (let back = 1; back <= this.#edits.length && left > 0; back += 1) {
      for (const step of (this.#edits.at(-back) ?? []).toReversed()) hunks = withStepBefore(hunks, step);
      if (hunks.length === 0) return back;
      for (const { before, after } of hunks) left -= before.length + after.length + 100;
    }
    return undefined;
  }
}

function charactersOf(edit: EditTaken): number {
  let characters = 0;
  for (const { removed, inserted } of edit) characters += removed.length + inserted.length;
  return characters;
}
