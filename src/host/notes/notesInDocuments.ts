import type * as vscode from 'vscode';
import { notesAtLines, type NotePlace } from '../../domain/debt/notesAtLines.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Explanations } from '../../ports/explanations.ts';
import type { Timers } from '../../ports/timers.ts';

/** Longer documents have no notes beside their lines, in lines. */
const MOST_LINES = 20_000;
/** Most notes of a file that are looked at, the newest. */
const MOST_NOTES = 500;
/** A document is asked about once it has not changed for so long, in milliseconds. */
const QUIET = 500;

/** The names of a document as it is recorded: the one that holds now, and all others. */
export interface RecordedNames {
  readonly uri: string;
  readonly uris: readonly string[];
}

export interface NotesInDocumentsParts {
  readonly explanations: Pick<Explanations, 'lotsOfLines' | 'lots' | 'notes'>;
  readonly timers: Timers;
  /** `undefined` for a document of which nothing may be recorded now */
  readonly namesOf: (document: vscode.TextDocument) => Promise<RecordedNames | undefined>;
}

interface Answer {
  readonly version: number;
  readonly places: Promise<readonly NotePlace[]>;
}

/** Which lines of open documents are explained, as far as somebody asks. One question a document and version. */
export class NotesInDocuments {
  readonly #parts: NotesInDocumentsParts;
  #answers = new WeakMap<vscode.TextDocument, Answer>();
  /** what ends the waits that are under way */
  readonly #waits = new Map<Disposable, () => void>();

  constructor(parts: NotesInDocumentsParts) {
    this.#parts = parts;
  }

  /** Notes and lots may be others than when they were asked. */
  forget(): void {
    this.#answers = new WeakMap();
  }

  /**
   * The notes beside the lines of a document as it is now, after it has been left alone for a moment; none for one that is
   * edited meanwhile, which is asked about anew. Rejects when the journals can not be read.
   */
  async in(document: vscode.TextDocument): Promise<readonly NotePlace[]> {
    const { version } = document;
    const known = this.#answers.get(document);
    if (known?.version === version) return known.places;
    const answer = { version, places: this.#ask(document, version) };
    this.#answers.set(document, answer);
    answer.places.catch(() => {
      if (this.#answers.get(document) === answer) this.#answers.delete(document);
    });
    return answer.places;
  }

  /** Ends all waiting; what was asked has no notes then. */
  dispose(): void {
    for (const [timer, end] of this.#waits) {
      timer.dispose();
      end();
    }
    this.#waits.clear();
  }

  async #ask(document: vscode.TextDocument, version: number): Promise<readonly NotePlace[]> {
    await this.#quiet();
    if (document.isClosed || document.version !== version || document.lineCount > MOST_LINES) return [];
    const { explanations, namesOf } = this.#parts;
    const names = await namesOf(document);
    if (names === undefined || document.version !== version) return [];
    const lines = document.getText().split(/\r\n|\r|\n/u);
    const lots = await explanations.lotsOfLines({ ...names, lines });
    const ids = [...new Set(lots)].filter((id) => id !== undefined);
    if (ids.length === 0) return [];
    // A lot may have come from a file of another name, whose notes name that one.
    const uris = new Set((await explanations.lots(ids)).map(({ uri }) => uri));
    return notesAtLines(lots, await explanations.notes({ uris: [...uris], most: MOST_NOTES }));
  }

  #quiet(): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#parts.timers.after(QUIET, () => {
        this.#waits.delete(timer);
        resolve();
      });
      this.#waits.set(timer, resolve);
    });
  }
}
