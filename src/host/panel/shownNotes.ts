import type { Note } from '../../domain/debt/lot.ts';
import type { NoteChange } from '../../features/explanations/noteEdits.ts';
import { panelNote, panelNoteText, type FoundNotes, type FoundTexts } from '../../features/explanations/panelNotes.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PanelNote, PanelNoteText } from '../../protocol/explainingMessages.ts';
import type { PanelSnapshot } from '../../protocol/messages.ts';
import { RequestError } from '../../protocol/peer.ts';

export interface ShownNotesParts {
  readonly clock: Clock;
  readonly findNotes: (words: string) => Promise<FoundNotes>;
  /** the texts that a note had before */
  readonly earlierTexts: (note: Note) => Promise<FoundTexts>;
  /** writes a change of a note and gives it as it is then; rejects, in words where it is an outcome, when that can not be */
  readonly editNote: (note: Note, change: NoteChange) => Promise<Note>;
}

/** The notes that a view was given. It may go on with any of them: somebody may be changing one that is not listed any more. */
export class ShownNotes {
  readonly #parts: ShownNotesParts;
  readonly #notes = new Map<string, Note>();
  #editing: { readonly note: Note; readonly change: NoteChange } | undefined;

  constructor(parts: ShownNotesParts) {
    this.#parts = parts;
  }

  /** Forgets what earlier views were given, but for what is being changed. */
  clear(): void {
    this.#notes.clear();
    if (this.#editing !== undefined) this.add([this.#editing.note]);
  }

  /** Keeps how far a change has come, in memory alone: a view goes when it is hidden. `undefined` when there is none any more. */
  keep(edit: ({ readonly note: string } & NoteChange) | undefined): void {
    const note = edit === undefined ? undefined : this.#notes.get(edit.note);
    this.#editing =
      note === undefined || edit === undefined ? undefined : { note, change: { text: edit.text, after: edit.after } };
  }

  /** What was kept, for a view that begins. */
  get kept(): PanelSnapshot['editing'] {
    if (this.#editing === undefined) return undefined;
    return { note: panelNote(this.#editing.note, this.#parts.clock), ...this.#editing.change };
  }

  add(notes: Iterable<Note>): void {
    for (const note of notes) this.#notes.set(note.id, note);
  }

  async find(words: string): Promise<{ notes: PanelNote[]; more: boolean }> {
    const { clock, findNotes } = this.#parts;
    const { notes, more } = await findNotes(words);
    this.add(notes);
    return { notes: notes.map((note) => panelNote(note, clock)), more };
  }

  async edit(id: string, change: NoteChange): Promise<{ note: PanelNote }> {
    const { clock, editNote } = this.#parts;
    const note = await editNote(this.#shown(id), change);
    this.add([note]);
    const { note: of, change: kept } = this.#editing ?? {};
    // The view that would say so may be gone.
    if (of?.id === id && kept?.text === change.text && kept.after === (change.after ?? of.after))
      this.#editing = undefined;
    return { note: panelNote(note, clock) };
  }

  async earlierTexts(id: string): Promise<{ texts: PanelNoteText[]; more: boolean }> {
    const { clock, earlierTexts } = this.#parts;
    const { texts, more } = await earlierTexts(this.#shown(id));
    return { texts: texts.map((one) => panelNoteText(one, clock)), more };
  }

  #shown(id: string): Note {
    const note = this.#notes.get(id);
    if (note === undefined) throw new RequestError('refused', 'This note is not shown any more.');
    return note;
  }
}
