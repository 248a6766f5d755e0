import { Worker } from 'node:worker_threads';
import type { AcceptanceQuery } from '../../domain/attribution/acceptance.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Ledger, LedgerAnswer, LedgerProgress, LedgerRebuild } from '../../ports/ledger.ts';
import type { Logger } from '../../ports/logger.ts';
import type { LedgerFault, LedgerMessage, LedgerRequest, LedgerThreadData } from './ledgerMessages.ts';

export interface LedgerClientOptions extends LedgerThreadData {
  /** the program of the thread */
  readonly program: string;
  readonly log: Logger;
  /** told the highest hybrid clock of all events whenever an answer brings it */
  readonly noticeOrder: (latest: number) => void;
}

interface Asked {
  readonly resolve: (answer: LedgerAnswer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The ledger, as the extension host sees it: a thread that is started by the first question at the latest. Nothing of SQLite runs in
 * the extension host itself. A thread that died fails what was asked of it, and the next question starts another one.
 */
export class LedgerClient implements Ledger, Disposable {
  readonly #options: LedgerClientOptions;
  readonly #asked = new Map<number, Asked>();
  readonly #changed = new Set<() => void>();
  readonly #progressed = new Set<(progress: LedgerProgress | undefined) => void>();
  #thread: Worker | undefined;
  #lastId = 0;
  #isOver = false;

  constructor(options: LedgerClientOptions) {
    this.#options = options;
  }

  /** Starts the thread, which then is ready, or nearly, for the first question. */
  start(): void {
    if (!this.#isOver) this.#thread ??= this.#newThread();
  }

  acceptances(query: AcceptanceQuery): Promise<LedgerAnswer> {
    return this.#ask((id) => ({ call: 'acceptances', id, query }));
  }

  rebuild(): LedgerRebuild {
    const done = this.#ask((id) => ({ call: 'rebuild', id }));
    const id = this.#lastId;
    return { done, cancel: () => this.#thread?.postMessage({ call: 'cancel', id } satisfies LedgerRequest) };
  }

  onDidChange(listener: () => void): Disposable {
    this.#changed.add(listener);
    return { dispose: () => this.#changed.delete(listener) };
  }

  onDidProgress(listener: (progress: LedgerProgress | undefined) => void): Disposable {
    this.#progressed.add(listener);
    return { dispose: () => this.#progressed.delete(listener) };
  }

  /** Ends the thread at once: what it publishes is whole or not there, at whatever moment it dies. */
  dispose(): void {
    this.#isOver = true;
    void this.#thread?.terminate();
  }

  #ask(request: (id: number) => LedgerRequest): Promise<LedgerAnswer> {
    if (this.#isOver) return Promise.reject(new Error('The ledger is closed.'));
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.start();
      this.#thread?.postMessage(request(id));
    });
  }

  #newThread(): Worker {
    const { program, folder, wasm, log } = this.#options;
    const thread = new Worker(program, {
      workerData: { folder, wasm } satisfies LedgerThreadData,
      name: 'grasp-ledger',
    });
    thread.on('message', (message: LedgerMessage) => {
      this.#hear(message);
    });
    thread.on('error', (error) => {
      log.error('The thread of the ledger failed.', error);
    });
    thread.on('exit', () => {
      this.#thread = undefined;
      for (const { reject } of this.#asked.values()) reject(new Error('The thread of the ledger has ended.'));
      this.#asked.clear();
      this.#tellProgress(undefined);
    });
    thread.unref();
    return thread;
  }

  #hear(message: LedgerMessage): void {
    switch (message.tell) {
      case 'answer':
        this.#options.noticeOrder(message.answer.latest);
        this.#settle(message.id)?.resolve(message.answer);
        break;
      case 'failed':
        this.#settle(message.id)?.reject(errorOf(message.fault));
        break;
      case 'changed':
        for (const listener of [...this.#changed]) listener();
        break;
      case 'progress':
        this.#tellProgress(message.progress);
        break;
      case 'trouble':
        this.#options.log.warn(`The ledger could not be kept up to date: ${message.message}`);
    }
  }

  #settle(id: number): Asked | undefined {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    return asked;
  }

  #tellProgress(progress: LedgerProgress | undefined): void {
    for (const listener of [...this.#progressed]) listener(progress);
  }
}

function errorOf({ name, message, code }: LedgerFault): Error {
  return Object.assign(new Error(message), { name, ...(code === undefined ? {} : { code }) });
}
