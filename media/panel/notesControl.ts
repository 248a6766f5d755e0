import type { PanelExplaining, PanelNote } from '../../src/protocol/explainingMessages.ts';
import type { PanelSnapshot } from '../../src/protocol/messages.ts';
import type { NoteEdit } from './editTemplate.ts';
import { HistoryControl, type HistoryParts } from './historyControl.ts';
import type { FoundNotes, NotesActions, NotesState } from './notesTemplate.ts';
import type { Rating } from '../../src/domain/debt/rating.ts';

const NO_NOTES: PanelExplaining['notes'] = { newest: [], ever: false };

/** Whoever types is asked for so long for the rest of the word, in milliseconds. */
const TYPING = 250;

export interface NotesParts {
  readonly find: (words: string) => Promise<FoundNotes>;
  readonly earlierTexts: HistoryParts['read'];
  readonly save: (note: string, text: string, after: Rating | undefined) => Promise<PanelNote>;
  /** lets the host keep how far a change has come; `undefined` when there is none any more */
  readonly keep: (edit: { note: string; text: string; after: Rating | undefined } | undefined) => void;
  readonly draw: () => void;
  readonly focusOn: (selector: string) => void;
  readonly isStillAt: HistoryParts['isStillAt'];
}

/** What the view itself knows of notes: what is searched for, what is unfolded, and the change of a note until it is saved. */
export class NotesControl implements NotesActions {
  readonly #parts: NotesParts;
  readonly #unfolded = new Set<string>();
  #words = '';
  #found: FoundNotes | undefined;
  #failure = '';
  /** grows with each question, so that an answer to an older one is known as such */
  #asked = 0;
  #timer: number | undefined;
  #edit: NoteEdit | undefined;
  /** what was written and then left, neither saved nor thrown away, by note */
  readonly #left = new Map<string, Pick<NoteEdit, 'text' | 'after'>>();
  /** of the latest snapshot, and those that are shown: while a note is being changed nothing moves away under it */
  #latest: PanelExplaining['notes'] = NO_NOTES;
  #lists: PanelExplaining['notes'] = NO_NOTES;

  readonly #history: HistoryControl;
  readonly toggleHistory: NotesActions['toggleHistory'];
  readonly putBack: NotesActions['putBack'];

  constructor(parts: NotesParts) {
    this.#parts = parts;
    const { earlierTexts: read, draw, focusOn, isStillAt } = parts;
    this.#history = new HistoryControl({
      ...{ read, draw, focusOn, isStillAt },
      save: (note, text) => parts.save(note, text, undefined),
      saved: (note) => {
        this.#replace(note);
        draw();
      },
    });
    ({ toggleHistory: this.toggleHistory, putBack: this.putBack } = this.#history);
  }

  get state(): NotesState {
    return {
      ...{ lists: this.#lists, words: this.#words, found: this.#found, failure: this.#failure },
      ...{ unfolded: this.#unfolded, edit: this.#edit, history: this.#history.shown },
    };
  }

  /** Takes the lists of a new snapshot. What was found may have changed too. */
  take(lists: PanelExplaining['notes']): void {
    this.#latest = lists;
    // With the first ones a change may have come that was under way before.
    if (this.#edit !== undefined && this.#lists !== NO_NOTES) return;
    this.#lists = lists;
    this.#history.follow([...(lists.ofFile?.notes ?? []), ...lists.newest]);
    if (this.#words.trim() !== '') this.#ask(TYPING);
  }

  /** Goes on with a change that was under way when the view before this one went. */
  resume({ note, text, after }: NonNullable<PanelSnapshot['editing']>): void {
    this.#edit ??= { note, text, after, failure: '', isSaving: false };
  }

  readonly search = (words: string): void => {
    this.#words = words;
    if (words.trim() === '') this.#showNothing();
    else this.#ask(TYPING);
  };

  readonly searchNow = (): void => {
    if (this.#words.trim() !== '') this.#ask(0);
  };

  readonly fold = (id: string): void => {
    if (!this.#unfolded.delete(id)) this.#unfolded.add(id);
    this.#parts.draw();
  };

  readonly edit = (note: PanelNote): void => {
    // One change at a time: the other one is not thrown away for it.
    if (this.#edit === undefined) {
      const left = this.#left.get(note.id);
      const { text, after } = left ?? note;
      this.#edit = { note, text, after, failure: '', isSaving: false };
      if (left !== undefined) this.#keep();
      this.#parts.draw();
    }
    this.#parts.focusOn('.editing textarea');
  };

  readonly write = (text: string): void => {
    if (this.#edit === undefined) return;
    this.#edit = { ...this.#edit, text };
    this.#keep();
  };

  readonly rate = (after: Rating): void => {
    if (this.#edit === undefined) return;
    this.#edit = { ...this.#edit, after };
    this.#keep();
    this.#parts.draw();
  };

  readonly save = (): void => {
    const edit = this.#edit;
    if (edit === undefined || edit.isSaving) return;
    const { note, text, after } = edit;
    this.#edit = { ...edit, failure: '', isSaving: true };
    this.#parts.draw();
    this.#parts.save(note.id, text, after === note.after ? undefined : after).then(
      (saved) => {
        this.#left.delete(note.id);
        this.#replace(saved);
        this.#saved(saved, edit);
        this.#parts.draw();
      },
      (error: unknown) => {
        // Another note may be changed by now.
        if (this.#edit?.note.id !== note.id) return;
        const failure = error instanceof Error ? error.message : String(error);
        this.#edit = { ...this.#edit, failure, isSaving: false };
        this.#parts.draw();
      },
    );
  };

  readonly leave = (): void => {
    if (this.#edit === undefined) return;
    const { note, text, after } = this.#edit;
    if (text !== note.text || after !== note.after) this.#left.set(note.id, { text, after });
    this.#end();
  };

  readonly cancel = (): void => {
    this.#left.delete(this.#edit?.note.id ?? '');
    this.#end();
  };

  /** @param edit what was to be saved */
  #saved(note: PanelNote, { text, after }: NoteEdit): void {
    const now = this.#edit;
    if (now?.note.id !== note.id) return;
    // What was given while it was being saved is not saved, so it stays open.
    if (now.text === text && now.after === after) this.#end();
    else this.#edit = { ...now, note, isSaving: false };
  }

  #end(): void {
    if (this.#edit === undefined) return;
    const { id } = this.#edit.note;
    const isHere = this.#parts.isStillAt('.editing');
    this.#edit = undefined;
    this.#keep();
    this.#lists = this.#latest;
    this.#parts.draw();
    if (isHere) this.#parts.focusOn(`[data-note="${CSS.escape(id)}"] .edit`);
  }

  #keep(): void {
    const edit = this.#edit;
    this.#parts.keep(edit && { note: edit.note.id, text: edit.text, after: edit.after });
  }

  /** Shows a change that the latest snapshot does not have yet. */
  #replace(saved: PanelNote): void {
    const withSaved = (notes: readonly PanelNote[]): PanelNote[] =>
      notes.map((note) => (note.id === saved.id ? saved : note));
    if (this.#found !== undefined) this.#found = { ...this.#found, notes: withSaved(this.#found.notes) };
    const replaced = ({ ofFile, newest, ...lists }: PanelExplaining['notes']): PanelExplaining['notes'] => ({
      ...lists,
      ...(ofFile === undefined ? {} : { ofFile: { ...ofFile, notes: withSaved(ofFile.notes) } }),
      newest: withSaved(newest),
    });
    this.#latest = replaced(this.#latest);
    this.#lists = replaced(this.#lists);
    this.#history.follow([saved]);
  }

  #showNothing(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#found = undefined;
    this.#failure = '';
    this.#parts.draw();
  }

  #ask(after: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const asked = (this.#asked += 1);
      this.#parts.find(this.#words.trim()).then(
        (found) => {
          this.#takeFound(asked, found, '');
        },
        (error: unknown) => {
          this.#takeFound(asked, undefined, error instanceof Error ? error.message : String(error));
        },
      );
    }, after);
  }

  #takeFound(asked: number, found: FoundNotes | undefined, failure: string): void {
    if (asked !== this.#asked) return;
    this.#found = found ?? this.#found;
    this.#failure = failure;
    this.#history.follow(this.#found?.notes ?? []);
    this.#parts.draw();
  }
}
