import * as vscode from 'vscode';
import { LineRecall } from '../../features/provenance/lineRecall.ts';
import { LineWriter } from '../../features/provenance/lineWriter.ts';
import { MOST_LINES, type ProvenanceKeeper } from '../../features/provenance/provenanceKeeper.ts';
import type { RecordedDocuments } from '../../features/provenance/recordedDocuments.ts';
import type { LineOrigin } from '../../domain/provenance/lineOrigin.ts';
import type { Corrections } from '../../features/corrections/corrections.ts';
import type { PauseControl } from '../../features/pause/pauseControl.ts';
import type { AcceptanceLog } from '../../features/record-edits/acceptanceLog.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import { isRecorded } from '../editor/editObserver.ts';
import type { Guard } from '../guard.ts';
import type { HiddenNames } from '../privacy/hiddenNames.ts';
import type { OpenDocuments } from './openDocuments.ts';

export interface LineRecordsParts {
  readonly keeper: ProvenanceKeeper;
  readonly ledger: Ledger;
  readonly acceptances: AcceptanceLog;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
  readonly open: OpenDocuments;
  readonly names: () => HiddenNames;
  /** whether a document of code may be recorded now */
  readonly mayRecord: (document: vscode.TextDocument) => boolean;
  /** whether what is on the disk of a file that is not open may be recorded now */
  readonly mayRecordClosed: (uri: string) => boolean;
  /** settles when it is known whether this window records */
  readonly known: Promise<void>;
}

/** Who wrote the lines of open documents, as the journals have it and as they are to have it. */
export class LineRecords implements Disposable {
  readonly #keeper: ProvenanceKeeper;
  readonly #mayRecord: (document: vscode.TextDocument) => boolean;
  readonly #timers: Timers;
  readonly #linesOf: OpenDocuments['linesOf'];
  readonly #recall: LineRecall;
  readonly #writer: LineWriter;

  constructor(parts: LineRecordsParts) {
    const { acceptances, known } = parts;
    const documents = recordedDocuments(parts);
    const common = { ...parts, documents };
    this.#keeper = parts.keeper;
    this.#mayRecord = parts.mayRecord;
    this.#timers = parts.timers;
    this.#linesOf = parts.open.linesOf;
    this.#recall = new LineRecall({ ...common, writeLeft: () => this.#writer.writeLeft() });
    this.#writer = new LineWriter({
      ...{ ...common, known },
      recall: (uri) => this.#recall.beforeWriting(uri),
      record: (lines) => {
        acceptances.recordLines(lines);
      },
    });
  }

  /** Whether an edit of a document may be recorded. One that may not leaves nobody who knows where its text stands by now. */
  readonly mayRecord = (document: vscode.TextDocument): boolean => {
    const may = this.#mayRecord(document);
    if (!may) this.#keeper.missed(document.uri.toString());
    return may;
  };

  /** Begins to ask about what is open, and about what is opened, and hears what changes the answers. */
  observe(guard: Guard, { pausing, corrections }: { pausing: PauseControl; corrections: Corrections }): Disposable {
    const opened = guard.listener('Reading who wrote a file', (document: vscode.TextDocument) => {
      if (isRecorded(document)) this.#recall.opened(document.uri.toString());
    });
    const saved = guard.listener('Writing who wrote a file', ({ uri }: vscode.TextDocument) => {
      this.#writer.saved(uri.toString());
    });
    const renamed = guard.listener('Following a new name', ({ files }: vscode.FileRenameEvent) => {
      for (const { oldUri, newUri } of files) this.#keeper.renamed(oldUri.toString(), newUri.toString());
    });
    const corrected = guard.listener('Restating lines', async (id: string) => {
      const one = await corrections.find(id);
      if (typeof one !== 'string') this.#keeper.corrected(id, one.recorded && one.origin);
      this.#recall.noticeNews();
    });
    const lookAgain = (): void => {
      this.#recall.lookAgain();
    };
    return vscode.Disposable.from(
      // The first question starts the ledger's thread, which the start of the window need not wait for.
      this.#timers.after(0, lookAgain),
      vscode.workspace.onDidOpenTextDocument(opened),
      vscode.workspace.onDidRenameFiles(renamed),
      vscode.workspace.onDidSaveTextDocument(saved),
      corrections.onDidCorrect(corrected),
      pausing.onDidChange(lookAgain),
    );
  }

  /** A commit was made in a folder: settles when what is known of its lines is on its way to the journal. Never rejects. */
  committed(folder: string): Promise<void> {
    return this.#writer.committed(folder);
  }

  /** The lines of an open document with what this window knows of them; `undefined` where it knows nothing. */
  known(
    uri: string,
  ): { readonly lines: readonly string[]; readonly origins: readonly (LineOrigin | undefined)[] } | undefined {
    const origins = this.#keeper.lineOrigins(uri);
    const lines = origins.length === 0 ? undefined : this.#linesOf(uri, MOST_LINES);
    return lines?.length === origins.length ? { lines, origins } : undefined;
  }

  /** Writes what was known of all that was let go. Never takes more than a moment. */
  settle(): Promise<void> {
    return this.#writer.settle();
  }

  /** Writes nothing of what was let go, or of one document. */
  drop(uri?: string): void {
    this.#writer.drop(uri);
  }

  /** Lets go of everything, and writes none of it. */
  forgot(): void {
    this.#keeper.letGo();
    this.#writer.drop();
  }

  dispose(): void {
    this.#recall.dispose();
    this.#writer.dispose();
  }
}

function recordedDocuments({ open, names, mayRecord, mayRecordClosed }: LineRecordsParts): RecordedDocuments {
  const isShort = (document: vscode.TextDocument): boolean => document.lineCount <= MOST_LINES;
  return {
    uris: () =>
      Array.from(open.all())
        .filter((document) => isRecorded(document) && isShort(document))
        .map(({ uri }) => uri.toString()),
    mayRecord: (uri) => {
      const document = open.get(uri);
      if (document === undefined || document.isClosed) return mayRecordClosed(uri);
      return isRecorded(document) && isShort(document) && mayRecord(document);
    },
    recordedName: (uri) => {
      const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri))?.uri.toString();
      return names().recorded({ uri, folder });
    },
    otherNames: async (uri) => {
      const recorded = names().recorded({ uri }).uri;
      return [uri, ...(await names().hiddenUris(uri))].filter((one) => one !== recorded);
    },
  };
}
