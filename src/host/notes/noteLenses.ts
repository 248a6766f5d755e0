import * as vscode from 'vscode';
import { noteInFull, noteInOneLine, type Now } from '../../domain/debt/noteWords.ts';
import type { Clock } from '../../ports/clock.ts';
import { plainInQuickPick } from '../commands/words.ts';
import { RECORDED_SCHEMES } from '../editor/editObserver.ts';
import { onDidChangeSettings, readSetting } from '../settings/readSetting.ts';
import { NotesInDocuments, type NotesInDocumentsParts } from './notesInDocuments.ts';

/** Most notes of a document that have a line above them. */
const MOST_LENSES = 200;

const SETTING = 'showNotes';

export interface NoteLensesParts extends NotesInDocumentsParts {
  readonly clock: Clock;
  /** the command that opens a note; it gets `{ note }`, its id */
  readonly open: string;
}

/**
 * Lines above explained code that say when it was explained and how the note begins, and all of the note when the mouse
 * rests on the code. Switched off, VS Code knows nothing of them.
 */
export class NoteLenses implements vscode.CodeLensProvider, vscode.HoverProvider, vscode.Disposable {
  readonly #parts: NoteLensesParts;
  readonly #notes: NotesInDocuments;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #listener: vscode.Disposable;
  #registration: vscode.Disposable | undefined;

  constructor(parts: NoteLensesParts) {
    this.#parts = parts;
    this.#notes = new NotesInDocuments(parts);
    this.#listener = onDidChangeSettings(() => {
      this.#switch();
    }, SETTING);
    this.#switch();
  }

  /** Something is known of lots or notes that was not before. */
  refresh(): void {
    this.#notes.forget();
    if (this.#registration !== undefined) this.#changed.fire();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const places = await this.#notes.in(document);
    const now = this.#now();
    return places.slice(0, MOST_LENSES).map(({ note, lines: [line = 0] }) => {
      const title = plainInQuickPick(noteInOneLine(note, now));
      const command = { title, command: this.#parts.open, arguments: [{ note: note.id }] };
      return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), command);
    });
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const places = await this.#notes.in(document);
    const note = places.find(({ lines }) => lines.includes(position.line))?.note;
    if (note === undefined) return undefined;
    // The note is the person's, and its question comes from code: all of it stays text, and nothing in it can be run.
    const words = new vscode.MarkdownString();
    words.isTrusted = false;
    words.supportHtml = false;
    words.appendText(['Grasp', ...noteInFull(note, this.#now())].join('\n\n'));
    return new vscode.Hover(words);
  }

  dispose(): void {
    this.#registration?.dispose();
    this.#listener.dispose();
    this.#notes.dispose();
    this.#changed.dispose();
  }

  #now(): Now {
    const time = this.#parts.clock.now();
    return { time, offset: this.#parts.clock.offsetMinutes(time) };
  }

  #switch(): void {
    const isOn = readSetting(SETTING);
    if (isOn === (this.#registration !== undefined)) return;
    this.#registration?.dispose();
    this.#registration = undefined;
    this.#notes.forget();
    if (!isOn) return;
    const documents = [...RECORDED_SCHEMES].map((scheme) => ({ scheme }));
    this.#registration = vscode.Disposable.from(
      vscode.languages.registerCodeLensProvider(documents, this),
      vscode.languages.registerHoverProvider(documents, this),
    );
  }
}
