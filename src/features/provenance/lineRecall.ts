import type { LineOrigin } from '../../domain/provenance/lineOrigin.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import type { ProvenanceKeeper } from './provenanceKeeper.ts';
import type { RecordedDocuments } from './recordedDocuments.ts';

/** After other windows have recorded something it is asked again at most this often, in milliseconds. */
const ASK_AGAIN = 5_000;
/** No more documents than this wait for their question; those beyond are asked about once they are edited. */
const MOST_WAITING = 1_000;

export interface LineRecallParts {
  readonly keeper: ProvenanceKeeper;
  readonly ledger: Pick<Ledger, 'lineOrigins' | 'onDidChange'>;
  readonly timers: Timers;
  readonly log: Logger;
  readonly documents: RecordedDocuments;
  /** writes first what is known of documents whose text may have gone into another one; never rejects */
  readonly writeLeft: () => Promise<void>;
}

/**
 * Asks the journals who wrote the lines of documents: once for each that is open, and again when another window may know
 * more. One question after the other, in the background; edits are followed meanwhile.
 */
export class LineRecall implements Disposable {
  readonly #parts: LineRecallParts;
  readonly #listeners: readonly Disposable[];
  readonly #asked = new Set<string>();
  /** questions that have not begun */
  readonly #waiting = new Map<string, Promise<void>>();
  #turn: Promise<void> = Promise.resolve();
  #timer: Disposable | undefined;
  /** whether others may know more than when they were asked */
  #isNews = false;
  #hasFailed = false;

  constructor(parts: LineRecallParts) {
    this.#parts = parts;
    this.#listeners = [
      parts.keeper.onDidFollow((uris) => {
        for (const uri of uris) this.#askOnce(uri);
      }),
      parts.keeper.onDidLetGo((uri) => {
        this.#asked.delete(uri);
        this.#lookSoon();
      }),
      parts.ledger.onDidChange(() => {
        this.noticeNews();
      }),
      parts.keeper.onDidTakeFromDisk(() => {
        this.noticeNews();
      }),
    ];
  }

  /** A document has been opened. */
  opened(uri: string): void {
    this.#parts.keeper.resume(uri);
    this.#askIfMay(uri);
  }

  /** Asks about all open documents that may be recorded by now and have not been asked about. */
  lookAgain(): void {
    for (const uri of this.#parts.documents.uris()) this.#askIfMay(uri);
  }

  /** The journals may say more than when they were asked. */
  noticeNews(): void {
    this.#isNews = true;
    this.#lookSoon();
  }

  /** Settles when nothing more can be learned of a document before it is written; never rejects. */
  beforeWriting(uri: string): Promise<void> {
    const { keeper } = this.#parts;
    return keeper.mayLearn(uri) ? this.#inTurn(uri) : this.#turn;
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    for (const listener of this.#listeners) listener.dispose();
  }

  #askIfMay(uri: string): void {
    if (this.#parts.documents.mayRecord(uri)) this.#askOnce(uri);
    // A pause ends, names can be hidden, a repository has been read: some time it may be recorded.
    else this.#lookSoon();
  }

  #askOnce(uri: string): void {
    if (!this.#asked.has(uri) && this.#waiting.size < MOST_WAITING) void this.#inTurn(uri);
  }

  #lookSoon(): void {
    this.#timer ??= this.#parts.timers.after(ASK_AGAIN, () => {
      this.#timer = undefined;
      this.lookAgain();
      if (!this.#isNews) return;
      this.#isNews = false;
      const { keeper, documents } = this.#parts;
      for (const uri of documents.uris()) if (keeper.mayLearn(uri)) void this.#inTurn(uri);
    });
  }

  /** Asks about a document when it is its turn. Settles when there is an answer, or a reason why there is none; never rejects. */
  #inTurn(uri: string): Promise<void> {
    const waiting = this.#waiting.get(uri);
    if (waiting !== undefined) return waiting;
    const turn = this.#turn
      .then(() => this.#ask(uri))
      .catch((error: unknown) => {
        this.#tell(error);
      });
    this.#turn = turn;
    this.#waiting.set(uri, turn);
    return turn;
  }

  async #ask(uri: string): Promise<void> {
    this.#waiting.delete(uri);
    const { keeper, documents, writeLeft } = this.#parts;
    if (!documents.mayRecord(uri)) return;
    this.#asked.add(uri);
    await writeLeft();
    // It may have been closed, or this window be paused by now.
    if (!documents.mayRecord(uri)) this.#asked.delete(uri);
    const question = this.#asked.has(uri) ? keeper.ask(uri) : undefined;
    question?.answer(await this.#origins(uri, question.lines));
  }

  async #origins(uri: string, lines: readonly string[]): Promise<readonly (LineOrigin | undefined)[]> {
    const { ledger, documents } = this.#parts;
    try {
      const name = documents.recordedName(uri).uri;
      return await ledger.lineOrigins({ uri: name, uris: await documents.otherNames(uri), lines });
    } catch (error) {
      this.#tell(error);
      return [];
    }
  }

  /** The window goes on as if nothing had been recorded before. */
  #tell(error: unknown): void {
    if (!this.#hasFailed) this.#parts.log.warn(`It can not be read who wrote the lines of before: ${String(error)}`);
    this.#hasFailed = true;
  }
}
