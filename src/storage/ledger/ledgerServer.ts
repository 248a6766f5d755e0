import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import type { SqlJsStatic } from 'sql.js';
import { packEnded } from '../journal/packEnded.ts';
import { sweepDrafts } from '../publishFile.ts';
import type { LedgerFault, LedgerMessage, LedgerRequest } from './ledgerMessages.ts';
import { LedgerStore, type StoreAnswer } from './ledgerStore.ts';

/** How often the journals of other windows are looked at, in milliseconds. */
const LOOK_EVERY = 1_000;
/** A ledger is published when the journals are this many bytes ahead of it, … */
const PUBLISH_BYTES = 256 * 1024;
/** … or ahead at all for this long, in milliseconds. */
const PUBLISH_WAIT = 60_000;
/** Ended journals are packed this long after the start, and this often afterwards, in milliseconds. */
const FIRST_PACKING = 60_000;
const PACK_EVERY = 6 * 3_600_000;

export interface LedgerServerOptions {
  readonly folder: string;
  readonly sql: SqlJsStatic;
  /** wall clock in milliseconds */
  readonly now: () => number;
  readonly tell: (message: LedgerMessage) => void;
}

/** Keeps the ledger up to date and answers questions, in a thread of its own: nothing here ever waits for the editor. */
export class LedgerServer {
  readonly #options: LedgerServerOptions;
  readonly #rebuilds = new Map<number, AbortController>();
  #store: LedgerStore;
  #inRow: Promise<unknown> = Promise.resolve();
  #aheadSince: number | undefined;
  #nextPacking: number;
  #trouble = '';
  /** a question has brought in something that only its asker knows */
  #isUntold = false;

  constructor(options: LedgerServerOptions) {
    this.#options = options;
    this.#store = this.#newStore('published');
    this.#nextPacking = options.now() + FIRST_PACKING;
  }

  receive(request: LedgerRequest): void {
    const { id } = request;
    if (request.call === 'cancel') this.#rebuilds.get(id)?.abort();
    else if (request.call === 'rebuild') this.#reply(id, this.#rebuild(id));
    else
      this.#reply(
        id,
        this.#afterOthers(() => this.#ask(() => this.#store.answer(request.query))),
      );
  }

  /** Looks after the ledger for ever. */
  async run(): Promise<never> {
    // The first question, which comes soon, finds everything read.
    this.#afterOthers(() => this.#store.catchUp()).catch(ignore);
    for (;;) {
      await sleep(LOOK_EVERY);
      try {
        await this.#afterOthers(() => this.#lookAfter());
        this.#trouble = '';
      } catch (error) {
        const message = faultOf(error).message;
        if (message !== this.#trouble) this.#options.tell({ tell: 'trouble', message });
        this.#trouble = message;
      }
    }
  }

  async #lookAfter(): Promise<void> {
    const { folder, now, tell } = this.#options;
    const isNew = await this.#store.catchUp();
    if (isNew || this.#isUntold) tell({ tell: 'changed' });
    this.#isUntold = false;
    if (this.#store.unpublished > 0) this.#aheadSince ??= now();
    if (this.#store.unpublished > PUBLISH_BYTES || now() - (this.#aheadSince ?? now()) > PUBLISH_WAIT) {
      this.#aheadSince = undefined;
      await this.#store.publish();
    }
    if (now() < this.#nextPacking) return;
    this.#nextPacking = now() + PACK_EVERY;
    await packEnded(join(folder, 'journal'), { now: now(), reached: ignore });
    for (const place of ['journal', 'ledger']) await sweepDrafts(join(folder, place), now());
  }

  async #ask(answer: () => StoreAnswer): Promise<StoreAnswer> {
    if (await this.#store.catchUp()) this.#isUntold = true;
    return answer();
  }

  /** Makes another ledger beside the one in use, which goes on answering until then. */
  async #rebuild(id: number): Promise<StoreAnswer> {
    const controller = new AbortController();
    this.#rebuilds.set(id, controller);
    const next = this.#newStore('journals');
    try {
      await next.catchUp(controller.signal);
      await next.publish();
      return await this.#afterOthers(() => {
        this.#store.close();
        this.#store = next;
        return this.#ask(() => next.answer({ since: Infinity }));
      });
    } catch (error) {
      next.close();
      throw error;
    } finally {
      this.#rebuilds.delete(id);
    }
  }

  #newStore(from: 'published' | 'journals'): LedgerStore {
    const { folder, sql, now, tell } = this.#options;
    return new LedgerStore({
      folder,
      sql,
      now,
      from,
      reached: ignore,
      progress: (progress) => {
        tell({ tell: 'progress', progress });
      },
    });
  }

  /** The store does one thing at a time. */
  #afterOthers<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#inRow.then(work);
    this.#inRow = done.catch(ignore);
    return done;
  }

  #reply(id: number, work: Promise<StoreAnswer>): void {
    const { tell } = this.#options;
    work.then(
      (answer) => {
        tell({ tell: 'answer', id, answer });
      },
      (error: unknown) => {
        tell({ tell: 'failed', id, fault: faultOf(error) });
      },
    );
  }
}

function faultOf(error: unknown): LedgerFault {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), code: undefined };
  const { name, message } = error;
  return { name, message, code: (error as NodeJS.ErrnoException).code?.toString() };
}

function ignore(): void {
  // Whoever asked has been told; and steps are for tests.
}
