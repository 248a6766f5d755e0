import type { PanelNote, PanelNoteText } from '../../src/protocol/explainingMessages.ts';

/** The texts that a note had before. */
export interface NoteHistory {
  /** the note with the text that came after them */
  readonly note: PanelNote;
  /** newest first; `undefined` until they are read */
  readonly texts: readonly PanelNoteText[] | undefined;
  /** whether there are older ones besides */
  readonly more: boolean;
  /** what did not work, in words; else empty */
  readonly failure: string;
  /** what just happened, in words; else empty */
  readonly said: string;
}

export interface HistoryActions {
  /** shows the texts that a note had before, or puts them away */
  readonly toggleHistory: (note: PanelNote) => void;
  readonly putBack: (note: PanelNote, earlier: PanelNoteText) => void;
}

export interface HistoryParts {
  readonly read: (note: string) => Promise<{ readonly texts: readonly PanelNoteText[]; readonly more: boolean }>;
  readonly save: (note: string, text: string) => Promise<PanelNote>;
  /** shows a note as it was saved */
  readonly saved: (note: PanelNote) => void;
  readonly draw: () => void;
  readonly focusOn: (selector: string) => void;
  /** whether the keyboard is in there, or nowhere: whoever has gone on meanwhile is not called back */
  readonly isStillAt: (selector: string) => boolean;
}

/** What the view knows of earlier texts: those of one note at a time, read when somebody asks for them. */
export class HistoryControl implements HistoryActions {
  readonly #parts: HistoryParts;
  #shown: NoteHistory | undefined;
  /** grows with each question, so that an answer to an older one is known as such */
  #asked = 0;
  #isSaving = false;

  constructor(parts: HistoryParts) {
    this.#parts = parts;
  }

  get shown(): NoteHistory | undefined {
    return this.#shown;
  }

  readonly toggleHistory = (note: PanelNote): void => {
    if (this.#shown?.note.id === note.id) {
      this.#shown = undefined;
      this.#asked += 1;
    } else {
      this.#shown = { note, texts: undefined, more: false, failure: '', said: '' };
      this.#read();
    }
    this.#parts.draw();
  };

  /** Saves an earlier text as the latest one: the one that it takes the place of is an earlier one then. */
  readonly putBack = (note: PanelNote, { text, when }: PanelNoteText): void => {
    if (this.#isSaving) return;
    this.#isSaving = true;
    this.#change(note.id, { failure: '', said: '' });
    this.#parts.save(note.id, text).then(
      (saved) => {
        this.#isSaving = false;
        const said = `The text of ${when} is back. Your rating stays, and the text before it is kept here.`;
        const isHere = this.#parts.isStillAt('.earlier');
        this.#change(note.id, { said });
        this.#parts.saved(saved);
        // The button that was pressed may go with its text.
        if (isHere) this.#parts.focusOn(`[data-note="${CSS.escape(note.id)}"] .history`);
      },
      (error: unknown) => {
        this.#isSaving = false;
        this.#change(note.id, { failure: inWords(error) });
        this.#parts.draw();
      },
    );
  };

  /** Reads anew where the note got another text. @param notes as they are shown now */
  follow(notes: readonly PanelNote[]): void {
    const shown = this.#shown;
    const now = notes.find(({ id }) => id === shown?.note.id);
    if (shown === undefined || now === undefined || now.text === shown.note.text) return;
    this.#shown = { ...shown, note: now };
    this.#read();
  }

  #read(): void {
    const note = this.#shown?.note;
    if (note === undefined) return;
    const asked = (this.#asked += 1);
    const take = (part: Partial<NoteHistory>): void => {
      if (asked !== this.#asked) return;
      this.#change(note.id, part);
      this.#parts.draw();
    };
    this.#parts.read(note.id).then(take, (error: unknown) => {
      take({ failure: inWords(error) });
    });
  }

  #change(note: string, part: Partial<NoteHistory>): void {
    if (this.#shown?.note.id === note) this.#shown = { ...this.#shown, ...part };
  }
}

function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
