import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import type { SqlJsStatic } from 'sql.js';
import type {
  Declined,
  ExportRequest,
  ExportResult,
  FindRequest,
  FoundRecords,
  ImportReport,
  ImportRequest,
  JobProgress,
  PurgeResult,
} from '../../ports/dataJob.ts';
import { exportData } from '../export/exportData.ts';
import { findRecords } from '../forget/findRecords.ts';
import { othersSettled } from '../forget/othersSettled.ts';
import { purgeJournals } from '../forget/purgeJournals.ts';
import { importData } from '../import/importData.ts';
import { packEnded } from '../journal/packEnded.ts';
import { removeDrafts, sweepDrafts } from '../publishFile.ts';
import { explainedParts } from './explainedParts.ts';
import type { StoreAnswer } from './askRecorded.ts';
import type { LedgerCall, LedgerFault, LedgerMessage, LedgerRequest } from './ledgerMessages.ts';
import {
  isJob,
  questionsOf,
  type Answer,
  type Asked,
  type JobCall,
  type Question,
  type Questions,
} from './ledgerQuestions.ts';
import { LedgerStore } from './ledgerStore.ts';

/** How often the journals of other windows are looked at, in milliseconds. */
const LOOK_EVERY = 1_000;
/** A ledger is published when the journals are this many bytes ahead of it, … */
const PUBLISH_BYTES = 256 * 1024;
/** … or ahead at all for this long, in milliseconds. */
const PUBLISH_WAIT = 60_000;
/** Ended journals are packed this long after the start, and this often afterwards, in milliseconds. */
const FIRST_PACKING = 60_000;
const PACK_EVERY = 6 * 3_600_000;
/** The window that forgets cleans the journals; the others look after what is left some time later, in milliseconds. */
const PURGE_WAIT = 10_000;
/** How often somebody is told how far a job is, in milliseconds. */
const TELL_EVERY = 100;

const NEWER =
  'A newer Grasp has recorded things here that this one does not understand. Update Grasp, and then forget. Nothing was changed.';

interface RunningJob {
  readonly signal: AbortSignal;
  readonly progress: (progress: JobProgress) => void;
}

type Jobs = { readonly [Call in JobCall]: (asked: Asked<Call>, job: RunningJob) => Promise<Answer<Call>> };
interface PurgeWork extends RunningJob {
  readonly traces: readonly string[];
}

export interface LedgerServerOptions {
  readonly folder: string;
  readonly sql: SqlJsStatic;
  /** wall clock in milliseconds */
  readonly now: () => number;
  /** what local time is ahead of UTC at a wall time, in minutes */
  readonly offsetMinutes: (at: number) => number;
  readonly tell: (message: LedgerMessage) => void;
  /** whether it writes nothing until it is told otherwise */
  readonly held: boolean;
}

/** Keeps the ledger up to date and answers questions, in a thread of its own: nothing here ever waits for the editor. */
export class LedgerServer {
  readonly #options: LedgerServerOptions;
  readonly #running = new Map<number, AbortController>();
  readonly #jobs: Jobs;
  readonly #questions: Questions;
  #store: LedgerStore;
  #inRow: Promise<unknown> = Promise.resolve();
  #aheadSince: number | undefined;
  #nextPacking: number;
  #nextPurge: number | undefined;
  #trouble = '';
  /** a question has brought in something that only its asker knows */
  #isUntold = false;
  #held: boolean;

  constructor(options: LedgerServerOptions) {
    this.#options = options;
    this.#held = options.held;
    this.#store = this.#newStore('published');
    this.#nextPacking = options.now() + FIRST_PACKING;
    this.#questions = questionsOf(
      () => this.#store,
      () => !this.#held,
    );
    this.#jobs = {
      rebuild: (_asked, { signal }) => this.#rebuild(signal),
      export: (asked, job) => this.#export(asked, job),
      import: (asked, job) => this.#import(asked, job),
      find: (asked, job) => this.#find(asked, job),
      purge: (asked, job) => this.#forget(asked, job),
    };
  }

  receive(request: LedgerRequest): void {
    if (request.call === 'hold') {
      this.#held = request.on;
      return;
    }
    if (request.call === 'cancel') this.#running.get(request.id)?.abort();
    else if (isJob(request)) this.#reply(request.id, this.#job(request.id, request.call, request.asked));
    else this.#reply(request.id, this.#question(request.call, request.asked));
  }

  /** Looks after the ledger for ever. */
  async run(): Promise<never> {
    for (;;) {
      await sleep(LOOK_EVERY);
      try {
        await this.#afterOthers(() => this.lookAfter());
        this.#trouble = '';
      } catch (error) {
        const message = faultOf(error).message;
        if (message !== this.#trouble) this.#options.tell({ tell: 'trouble', message });
        this.#trouble = message;
      }
    }
  }

  /** Takes in what is new and, unless it is held, does what writing is due. `run` calls it once a second. */
  async lookAfter(): Promise<void> {
    const { folder, now, tell } = this.#options;
    const isNew = await this.#store.catchUp();
    if (isNew || this.#isUntold) tell({ tell: 'changed' });
    this.#isUntold = false;
    if (this.#held) return;
    if (this.#store.unpublished > 0) this.#aheadSince ??= now();
    if (this.#store.unpublished > PUBLISH_BYTES || now() - (this.#aheadSince ?? now()) > PUBLISH_WAIT) {
      this.#aheadSince = undefined;
      await this.#store.publish();
    }
    await this.#purgeWhenDue();
    if (now() < this.#nextPacking) return;
    this.#nextPacking = now() + PACK_EVERY;
    await packEnded(join(folder, 'journal'), { now: now(), reached: ignore });
    for (const place of ['journal', 'ledger']) await sweepDrafts(join(folder, place), now());
  }

  async #ask<T>(answer: () => T | Promise<T>): Promise<T> {
    if (await this.#store.catchUp()) this.#isUntold = true;
    return answer();
  }

  /** Something that is answered in a row, once what is new in the journals has been taken in. */
  #question<Call extends Question>(call: Call, asked: Asked<Call>): Promise<Answer<Call>> {
    return this.#afterOthers(() => this.#ask(() => this.#questions[call](asked)));
  }

  /** Something that takes long and can be called off. It runs beside the questions, not in their row. */
  async #job<Call extends JobCall>(id: number, call: Call, asked: Asked<Call>): Promise<Answer<Call>> {
    const controller = new AbortController();
    this.#running.set(id, controller);
    try {
      return await this.#jobs[call](asked, { signal: controller.signal, progress: this.#progressOf(id) });
    } finally {
      this.#running.delete(id);
    }
  }

  /** Makes another ledger beside the one in use, which goes on answering until then. */
  async #rebuild(signal: AbortSignal): Promise<StoreAnswer> {
    const next = this.#newStore('journals');
    try {
      await next.catchUp(signal);
      if (!this.#held) await next.publish();
      return await this.#afterOthers(() => {
        this.#store.close();
        this.#store = next;
        return this.#ask(() => next.answer({ since: Infinity }));
      });
    } catch (error) {
      next.close();
      throw error;
    }
  }

  async #export(asked: ExportRequest, { signal, progress }: RunningJob): Promise<ExportResult | Declined> {
    const { folder, now, offsetMinutes } = this.#options;
    const at = now();
    const isForgotten = await this.#afterOthers(() => this.#ask(() => this.#store.forgotten()));
    return exportData({
      ...{ ...asked, folder, now: at, offset: offsetMinutes(at), signal, progress, reached: ignore },
      known: () => this.#question('acceptances', {}),
      explained: explainedParts((question) => this.#afterOthers(() => this.#ask(() => this.#store.ask(question)))),
      isForgotten,
    });
  }

  async #import(asked: ImportRequest, { signal, progress }: RunningJob): Promise<ImportReport | Declined> {
    const { folder, now, tell } = this.#options;
    try {
      return await importData({ ...asked, folder, now: now(), signal, progress, reached: ignore });
    } finally {
      // Whoever shows something asks again, and the next answer has what was imported.
      if (!asked.preview) tell({ tell: 'changed' });
    }
  }

  async #find({ scope, settled }: FindRequest, { signal, progress }: RunningJob): Promise<FoundRecords | Declined> {
    const journals = join(this.#options.folder, 'journal');
    if (settled) await othersSettled(journals, signal);
    const isForgotten = await this.#afterOthers(() => this.#ask(() => this.#store.forgotten()));
    if (this.#store.isNewer) return { declined: NEWER };
    return findRecords({ journals, scope, isForgotten, signal, progress });
  }

  /** Asked for by the window that forgets: also what died half written in the journals' folder goes. */
  async #forget(traces: readonly string[], { signal, progress }: RunningJob): Promise<PurgeResult> {
    await removeDrafts(join(this.#options.folder, 'journal'));
    return this.#purge({ traces, signal, progress });
  }

  /** Something was forgotten, here or in another window. What is in the journals is done beside the questions. */
  async #purgeWhenDue(): Promise<void> {
    const { now, tell } = this.#options;
    if (this.#store.purgesDue === 0) {
      this.#nextPurge = undefined;
      return;
    }
    if (this.#nextPurge === undefined) {
      this.#nextPurge = now() + PURGE_WAIT;
      // This window may have published what it did not know to be forgotten.
      await this.#store.withdraw();
      await this.#store.publish();
    }
    if (now() < this.#nextPurge) return;
    this.#nextPurge = Infinity;
    const work = { traces: [], signal: new AbortController().signal, progress: ignore };
    void this.#purge(work)
      .catch((error: unknown) => {
        tell({ tell: 'trouble', message: faultOf(error).message });
      })
      .then(() => (this.#nextPurge = now() + PURGE_WAIT));
  }

  /** Does away with what is forgotten: first in what is published, which can be made again, then in the journals. */
  async #purge({ traces, signal, progress }: PurgeWork): Promise<PurgeResult> {
    const { folder, now, tell } = this.#options;
    const { due, isForgotten } = await this.#afterOthers(() =>
      this.#ask(async () => {
        await this.#store.withdraw();
        return { due: this.#store.purgesDue, isForgotten: this.#store.forgotten() };
      }),
    );
    tell({ tell: 'changed' });
    const result = await purgeJournals(join(folder, 'journal'), {
      ...{ isForgotten, traces, signal, now: now(), reached: ignore },
      progress: (done, total) => {
        progress({ done, total, records: 0 });
      },
    });
    await this.#afterOthers(() =>
      this.#ask(async () => {
        if (result.left === 0) this.#store.purged(due);
        await this.#store.publish();
      }),
    );
    return result;
  }

  /** Tells how far a job is, a few times a second. */
  #progressOf(id: number): (progress: JobProgress) => void {
    const { now, tell } = this.#options;
    let last = -Infinity;
    return (progress) => {
      // A clock that was set back must not silence it.
      if (Math.abs(now() - last) < TELL_EVERY) return;
      last = now();
      tell({ tell: 'job', id, progress });
    };
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

  #reply(id: number, work: Promise<Answer<LedgerCall>>): void {
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
