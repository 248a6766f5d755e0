import * as vscode from 'vscode';
import { printOf, type ChatEditing, type ChatFact, type ChatTexts } from '../../domain/attribution/chatEditing.ts';
import { withPlainBreaks } from '../../domain/attribution/shadowText.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Guard } from '../guard.ts';
import { isRecorded } from './editObserver.ts';

/** What a file was before the edits by chat that nobody has kept or undone yet. */
const BASELINE = 'chat-editing-text-model';
/** Copies of a file, of the times before and after requests. */
const SNAPSHOT = 'chat-editing-snapshot-text-model';
/** Longer documents are not compared with their files: that takes time while the editor waits. */
const MOST_LINES = 50_000;

/**
 * The documents that VS Code keeps beside the files which its chat edits. They are no contract, so they are evidence
 * only. Nothing of them is kept or recorded, and no other document of the chat is looked at.
 */
export class ChatDocuments {
  readonly #clock: Clock;
  /** by the URI of the file; sessions of the chat have one each, of which the newest counts */
  readonly #baselines = new Map<string, vscode.TextDocument[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The text of a file and of its baseline; nothing without a baseline, or where they are long. */
  texts(uri: string): ChatTexts | undefined {
    const baseline = this.#baselines.get(uri)?.at(-1);
    const file = baseline && fileOf(baseline);
    if (baseline === undefined || file === undefined || isLong(baseline) || isLong(file)) return undefined;
    return { baseline: withPlainBreaks(baseline.getText()), file: withPlainBreaks(file.getText()) };
  }

  observe(chat: ChatEditing, guard: Guard): vscode.Disposable {
    const announced = new Set<string>();
    const take = (fact: ChatFact | undefined): void => {
      if (fact !== undefined) chat.take(fact);
    };
    for (const document of vscode.workspace.textDocuments) take(this.#opened(document));
    return vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(
        guard.listener('Reading a document of the chat', (document) => {
          take(this.#opened(document));
        }),
      ),
      vscode.workspace.onDidChangeTextDocument(
        guard.listener('Following a document of the chat', (event) => {
          take(this.#changed(event));
        }),
      ),
      vscode.workspace.onDidCloseTextDocument((document) => {
        for (const fact of this.#closed(document)) take(fact);
      }),
      vscode.workspace.onWillSaveTextDocument(({ document }) => {
        announced.add(document.uri.toString());
      }),
      vscode.workspace.onDidSaveTextDocument((document) => {
        const uri = document.uri.toString();
        take({ kind: 'saved', uri, silently: !announced.delete(uri) });
      }),
    );
  }

  #opened(document: vscode.TextDocument): ChatFact | undefined {
    const file = isOfChat(document) ? fileOf(document) : undefined;
    if (file === undefined) return undefined;
    const uri = file.uri.toString();
    const at = this.#clock.now();
    if (document.uri.scheme === SNAPSHOT) {
      const baseline = this.#baselines.get(uri)?.at(-1);
      return baseline && { kind: 'snapshot opened', uri, at, same: isSame(baseline, file) };
    }
    this.#baselines.set(uri, [...(this.#baselines.get(uri) ?? []), document]);
    return openedFact(document, file, at);
  }

  #changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): ChatFact | undefined {
    const uri = document.uri.scheme === BASELINE && contentChanges.length > 0 ? this.#uriOf(document) : undefined;
    if (uri === undefined) return undefined;
    const isSameNow = (): boolean => {
      const file = fileOf(document);
      return file !== undefined && isSame(document, file);
    };
    return { kind: 'baseline changed', uri, edit: printOf(contentChanges.map(toChange(document))), isSame: isSameNow };
  }

  #closed(document: vscode.TextDocument): ChatFact[] {
    for (const [uri, baselines] of this.#baselines) {
      if (!baselines.includes(document)) continue;
      const wasNewest = baselines.at(-1) === document;
      const left = baselines.filter((one) => one !== document);
      if (left.length > 0) this.#baselines.set(uri, left);
      else this.#baselines.delete(uri);
      if (!wasNewest) return [];
      const [before, file] = [left.at(-1), fileOf(document)];
      const closed: ChatFact = { kind: 'baseline closed', uri, at: this.#clock.now() };
      // That of an earlier session, which has been open for long.
      return before === undefined || file === undefined ? [closed] : [closed, openedFact(before, file, -Infinity)];
    }
    return [];
  }

  #uriOf(baseline: vscode.TextDocument): string | undefined {
    for (const [uri, baselines] of this.#baselines) if (baselines.at(-1) === baseline) return uri;
    return undefined;
  }
}

function openedFact(baseline: vscode.TextDocument, file: vscode.TextDocument, at: number): ChatFact {
  const uri = file.uri.toString();
  return { kind: 'baseline opened', uri, at, same: isSame(baseline, file), empty: isEmpty(baseline) };
}

function isOfChat({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === BASELINE || uri.scheme === SNAPSHOT;
}

/** The file that a document of the chat belongs to: the open one of the same path. */
function fileOf({ uri: { path } }: vscode.TextDocument): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.path === path && isRecorded(document));
}

function isEmpty(document: vscode.TextDocument): boolean {
  return document.lineCount === 1 && document.lineAt(0).text === '';
}

function isLong({ lineCount }: vscode.TextDocument): boolean {
  return lineCount > MOST_LINES;
}

function isSame(one: vscode.TextDocument, other: vscode.TextDocument): boolean {
  if (one.lineCount !== other.lineCount || isLong(one)) return false;
  for (let line = 0; line < one.lineCount; line += 1) {
    if (one.lineAt(line).text !== other.lineAt(line).text) return false;
  }
  return true;
}

function toChange({ eol }: vscode.TextDocument) {
  return ({ range, rangeLength, text }: vscode.TextDocumentContentChangeEvent) => ({
    line: range.start.line,
    character: range.start.character,
    removed: rangeLength - (eol === vscode.EndOfLine.CRLF ? range.end.line - range.start.line : 0),
    inserted: withPlainBreaks(text),
  });
}
