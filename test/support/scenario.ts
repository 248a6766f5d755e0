import assert from 'node:assert/strict';
import { blobNames } from '../../src/git/committedText.ts';
import type { AcceptedPart } from '../../src/domain/attribution/recentChanges.ts';
import type { ClipboardAnswer } from '../../src/ports/clipboard.ts';
import type { TracedChange, TraceRow } from './chatTrace.ts';
import type { TrueAuthor } from './trueAuthor.ts';

/** A text, and where it is put: before another text or at an offset, else over what stands before the caret, if anything. */
export interface Place {
  readonly before?: string;
  readonly at?: number;
  readonly over?: string;
  readonly put: string;
}

/** Where a selection goes after an edit: behind its text, to a placeholder in it, or elsewhere. */
export type Move = 'keyboard behind' | 'behind' | 'to a placeholder' | 'elsewhere';

export interface Edit {
  readonly is: 'edit';
  readonly by: TrueAuthor;
  /** the editor's own reason, its detail, and the extension that it names */
  readonly source: readonly [string, string?, string?];
  readonly places: readonly Place[];
  readonly moves: readonly Move[];
  readonly file?: string;
  /** whether the document is without an editor that has the caret */
  readonly hidden?: boolean;
  /** whether the text comes from the disk: as a program has just written it there, or as it lay there */
  readonly reloads?: 'written' | 'as it lay there';
}

/** What a person or a program does, in a file of its own. */
export type Step =
  | Edit
  | { readonly is: 'undo' | 'redo' | 'save' }
  | { readonly is: 'accept key'; readonly part: AcceptedPart; readonly listIsGreyText?: true }
  | { readonly is: 'clipboard'; readonly holds: ClipboardAnswer }
  | { readonly is: 'pass'; readonly milliseconds: number }
  | { readonly is: 'terminal'; readonly number: number; readonly begins: string | undefined }
  /** Git is at work in the repository: for a moment, or until it is told to end. */
  | { readonly is: 'git'; readonly goesOn?: boolean }
  /** What git has of the file from then on. */
  | { readonly is: 'committed'; readonly texts: readonly string[] | undefined }
  /** An agent reports an edit: the text that it inserted, or the content of the file as it is now. */
  | { readonly is: 'report'; readonly id: string; readonly inserted?: string }
  /** All that follows reaches the extension host at once. */
  | { readonly is: 'stall' };

/** What is recorded: acceptances in words, and of all other edits how many characters they inserted, by origin. */
export interface Outcome {
  readonly accepted?: readonly string[];
  readonly others?: Readonly<Record<string, number>>;
}

export interface Scenario {
  readonly what: string;
  /** what stands in the file before */
  readonly text?: string;
  readonly steps: readonly Step[];
  /** whether the command of the accept mark has not been called in this session */
  readonly cold?: true;
  readonly seen: Outcome;
  /** without the editor's reasons, where it is not the same */
  readonly masked?: Outcome;
}

interface File {
  text: string;
  caret: number;
  dirty: boolean;
  /** what an undo, and then a redo, would do */
  undo: Place[] | undefined;
  redo: Place[] | undefined;
}

const MAIN = 'a.ts';
/** Keys follow each other at this distance, in milliseconds. */
const BETWEEN_STEPS = 60;

/** The trace that an extension would see of a scenario, in the order that was measured in VS Code 1.139.1. */
export function rowsOf({ text = '', steps }: Pick<Scenario, 'text' | 'steps'>): TraceRow[] {
  const editor = new Editor(text);
  for (const step of steps) editor.take(step);
  return editor.rows;
}

class Editor {
  readonly rows: TraceRow[] = [];
  readonly #files = new Map<string, File>();
  #at = 0;
  #between = BETWEEN_STEPS;

  constructor(text: string) {
    this.#open(MAIN, text);
    this.rows.push({ at: 0, is: 'clipboard', holds: { kind: 'text', text: 'something else' } });
  }

  take(step: Step): void {
    if (step.is === 'pass') this.#at += step.milliseconds;
    else if (step.is === 'stall') this.#between = 0;
    else if (step.is === 'terminal') this.rows.push({ at: this.#at, ...step });
    else if (step.is === 'committed' || step.is === 'git') this.rows.push({ at: this.#at, name: MAIN, ...step });
    else if (step.is === 'report') this.#report(step);
    else if (step.is === 'clipboard') this.rows.push({ at: this.#at, ...step });
    // The mark's command runs in the same turn as the edit, right after it.
    else if (step.is === 'accept key') this.rows.push({ at: this.#at, name: MAIN, ...step });
    else {
      this.#at += this.#between;
      if (step.is === 'edit') this.#edit(step);
      else if (step.is === 'save') this.#save();
      else this.#goThroughHistory(step.is);
    }
  }

  #open(name: string, text: string): File {
    const file: File = { text, caret: text.length, dirty: false, undo: undefined, redo: undefined };
    this.#files.set(name, file);
    this.rows.push({ at: this.#at, is: 'open', doc: 'file', name, text });
    return file;
  }

  #edit(edit: Edit): void {
    const name = edit.file ?? MAIN;
    const file = this.#files.get(name) ?? this.#open(name, '');
    const changes = edit.places.map((place) => changeAt(file, place)).sort((a, b) => b.offset - a.offset);
    this.#change(name, changes, edit);
    file.redo = undefined;
    for (const move of edit.moves) this.#move(name, move, changes);
  }

  #goThroughHistory(history: 'undo' | 'redo'): void {
    const file = this.#files.get(MAIN)!;
    const places = file[history];
    assert.ok(places, `There is nothing to ${history}.`);
    const changes = places.map((place) => changeAt(file, place)).sort((a, b) => b.offset - a.offset);
    this.#change(MAIN, changes, { by: 'restored', source: ['applyEdits'], history });
    // What would take back an undo is its redo.
    [file.undo, file.redo] = history === 'undo' ? [undefined, file.undo] : [file.undo, undefined];
    this.#move(MAIN, 'behind', changes);
  }

  #change(
    name: string,
    changes: readonly TracedChange[],
    {
      by,
      source,
      hidden,
      reloads,
      history,
    }: Pick<Edit, 'by' | 'source' | 'hidden' | 'reloads'> & {
      history?: 'undo' | 'redo';
    },
  ): void {
    const file = this.#files.get(name)!;
    file.undo = inverse(file.text, changes);
    for (const { offset, length, text } of changes)
      file.text = file.text.slice(0, offset) + text + file.text.slice(offset + length);
    const wasDirty = file.dirty;
    file.dirty = reloads === undefined;
    if (reloads === 'written') this.rows.push({ at: this.#at, is: 'told', name });
    this.rows.push({
      ...{ at: this.#at, is: 'change', doc: 'file', name, dirty: wasDirty && file.dirty, active: hidden !== true },
      ...{ source, by, changes, ...(history === undefined ? {} : { history }) },
    });
    if (wasDirty !== file.dirty) this.rows.push({ at: this.#at, is: 'saved state', name, dirty: file.dirty });
  }

  #report({ id, inserted }: Extract<Step, { is: 'report' }>): void {
    const blob = inserted === undefined ? blobNames(Buffer.from(this.#files.get(MAIN)!.text))[0] : undefined;
    const edits = inserted === undefined ? [] : [{ removed: '', inserted }];
    const report = {
      id,
      agent: 'claude-code',
      session: 's',
      tool: 'Edit',
      path: MAIN,
      time: NaN,
      edits,
      blob,
    } as const;
    this.rows.push({ at: this.#at, is: 'report', name: MAIN, report });
  }

  #move(name: string, move: Move, changes: readonly TracedChange[]): void {
    const file = this.#files.get(name)!;
    const ends = endsOf(changes);
    file.caret = ends[0] ?? file.caret;
    const carets = ends.map((end) => placeOf(file.text, end));
    const [cause, shown] = {
      'keyboard behind': ['keyboard', carets] as const,
      behind: ['unnamed', carets] as const,
      'to a placeholder': ['unnamed', []] as const,
      elsewhere: ['unnamed', [placeOf(file.text, 0)]] as const,
    }[move];
    this.rows.push({ at: this.#at, is: 'select', name, cause, carets: shown });
  }

  #save(): void {
    this.#files.get(MAIN)!.dirty = false;
    this.rows.push({ at: this.#at, is: 'will save', name: MAIN });
    this.rows.push({ at: this.#at, is: 'saved state', name: MAIN, dirty: false });
    this.rows.push({ at: this.#at, is: 'save', name: MAIN });
  }
}

function changeAt({ text, caret }: File, { before, at, over = '', put }: Place): TracedChange {
  const offset = at ?? (before === undefined ? caret - over.length : offsetOf(text, before));
  assert.equal(text.slice(offset, offset + over.length), over, `"${over}" does not stand there.`);
  const [start, end] = [placeOf(text, offset), placeOf(text, offset + over.length)];
  return { range: [...start, ...end], offset, length: over.length, text: put };
}

function offsetOf(text: string, part: string): number {
  const offset = text.indexOf(part);
  assert.ok(offset >= 0, `"${part}" is nowhere in "${text}".`);
  return offset;
}

function placeOf(text: string, offset: number): [number, number] {
  const lines = text.slice(0, offset).split('\n');
  return [lines.length - 1, lines.at(-1)!.length];
}

/** Where changes end, in a document that has them, given from its end to its start; the top one first. */
function endsOf(changes: readonly TracedChange[]): number[] {
  let added = 0;
  return changes.toReversed().map(({ offset, length, text }) => {
    added += text.length - length;
    return offset + length + added;
  });
}

/** What takes changes back, in the text that has them. */
function inverse(before: string, changes: readonly TracedChange[]): Place[] {
  const ends = endsOf(changes).toReversed();
  return changes.map(({ offset, length, text }, index) => ({
    at: ends[index]! - text.length,
    over: text,
    put: before.slice(offset, offset + length),
  }));
}
