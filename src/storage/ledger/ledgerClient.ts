import { Worker } from 'node:worker_threads';
import type { AcceptanceQuery } from '../../domain/attribution/acceptance.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type {
  Declined,
  ExportRequest,
  ExportResult,
  FindRequest,
  FoundRecords,
  ImportReport,
  ImportRequest,
  Job,
  JobProgress,
  PurgeResult,
} from '../../ports/dataJob.ts';
import type { ProvenanceRecorded } from '../../domain/events/provenanceRecorded.ts';
import type { LineOrigin } from '../../domain/provenance/lineOrigin.ts';
import type { LandedCommit, Lot, Note, NoteText, Plan, PromptNow } from '../../domain/debt/lot.ts';
import type { ChosenLines, EarlierTextsQuery, Explanations, NotesQuery } from '../../ports/explanations.ts';
import type { Ledger, LedgerAnswer, LedgerProgress, LinesQuery, WrittenFile } from '../../ports/ledger.ts';
import type { Logger } from '../../ports/logger.ts';
import type {
  LedgerCall,
  LedgerCalls,
  LedgerFault,
  LedgerMessage,
  LedgerRequest,
  LedgerThreadData,
} from './ledgerMessages.ts';
import type { StoreAnswer } from './askRecorded.ts';

export interface LedgerClientOptions extends Omit<LedgerThreadData, 'held'> {
  /** the program of the thread */
  readonly program: string;
  readonly log: Logger;
  /** told the highest hybrid clock of all events whenever an answer brings it */
  readonly noticeOrder: (latest: number) => void;
}

interface Asked {
  readonly resolve: (answer: LedgerCalls[LedgerCall]['answer']) => void;
  readonly reject: (error: Error) => void;
  readonly progress: (progress: JobProgress) => void;
}

/**
 * The ledger, as the extension host sees it: a thread that is started by the first question. Nothing of SQLite runs in
 * the extension host itself. A thread that died fails what was asked of it, and the next question starts another one.
 */
export class LedgerClient implements Ledger, Explanations, Disposable {
  readonly #options: LedgerClientOptions;
  readonly #asked = new Map<number, Asked>();
  readonly #answered = new Set<(answer: LedgerAnswer) => void>();
  readonly #changed = new Set<() => void>();
  readonly #progressed = new Set<(progress: LedgerProgress | undefined) => void>();
  #thread: Worker | undefined;
  #lastId = 0;
  #isOver = false;
  #held = true;

  constructor(options: LedgerClientOptions) {
    this.#options = options;
  }

  async acceptances(query: AcceptanceQuery): Promise<LedgerAnswer> {
    return this.#noticed(await this.#ask('acceptances', query).done);
  }

  lineOrigins(query: LinesQuery): Promise<readonly (LineOrigin | undefined)[]> {
    return this.#ask('lineOrigins', query).done;
  }

  unrecordedLines(asked: WrittenFile): Promise<readonly ProvenanceRecorded[]> {
    return this.#ask('unrecordedLines', asked).done;
  }

  lotsOfLines(query: LinesQuery): Promise<readonly (string | undefined)[]> {
    return this.#ask('lotsOfLines', query).done;
  }

  filesOfAi(uris: readonly string[]): Promise<readonly string[]> {
    return this.#ask('filesOfAi', uris).done;
  }

  lotNames(asked: ChosenLines): ReturnType<Explanations['lotNames']> {
    return this.#ask('lotNames', asked).done;
  }

  owed(): ReturnType<Explanations['owed']> {
    return this.#ask('owed', undefined).done;
  }

  lots(ids: readonly string[]): Promise<readonly Lot[]> {
    return this.#ask('lots', ids).done;
  }

  notes(query: NotesQuery): Promise<readonly Note[]> {
    return this.#ask('notes', query).done;
  }

  earlierTexts(query: EarlierTextsQuery): Promise<readonly NoteText[]> {
    return this.#ask('earlierTexts', query).done;
  }

  landed(since: number): Promise<readonly LandedCommit[]> {
    return this.#ask('landed', since).done;
  }

  knownCommits(commits: readonly string[]): Promise<readonly string[]> {
    return this.#ask('knownCommits', commits).done;
  }

  prompts(since: number): Promise<readonly PromptNow[]> {
    return this.#ask('prompts', since).done;
  }

  plans(since: number): Promise<readonly Plan[]> {
    return this.#ask('plans', since).done;
  }

  blockPlans(): ReturnType<Explanations['blockPlans']> {
    return this.#ask('blockPlans', undefined).done;
  }

  tasks(): ReturnType<Explanations['tasks']> {
    return this.#ask('tasks', undefined).done;
  }

  blockRuns(since: number): ReturnType<Explanations['blockRuns']> {
    return this.#ask('blockRuns', since).done;
  }

  rebuild(): Job<LedgerAnswer> {
    const job = this.#ask('rebuild', undefined);
    return { ...job, done: job.done.then((answer) => this.#noticed(answer)) };
  }

  export(request: ExportRequest, progress: (progress: JobProgress) => void): Job<ExportResult | Declined> {
    return this.#ask('export', request, progress);
  }

  import(request: ImportRequest, progress: (progress: JobProgress) => void): Job<ImportReport | Declined> {
    const job = this.#ask('import', request, progress);
    const done = job.done.then((outcome) => {
      // What is recorded from now on comes after what was imported.
      if (!request.preview && 'order' in outcome) this.#options.noticeOrder(outcome.order);
      return outcome;
    });
    return { ...job, done };
  }

  find(request: FindRequest, progress: (progress: JobProgress) => void): Job<FoundRecords | Declined> {
    return this.#ask('find', request, progress);
  }

  purge(traces: readonly string[], progress: (progress: JobProgress) => void): Job<PurgeResult> {
    return this.#ask('purge', traces, progress);
  }

  hold(on: boolean): void {
    this.#held = on;
    this.#thread?.postMessage({ call: 'hold', on } satisfies LedgerRequest);
  }

  onDidAnswer(listener: (answer: LedgerAnswer) => void): Disposable {
    this.#answered.add(listener);
    return { dispose: () => this.#answered.delete(listener) };
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

  #noticed(answer: StoreAnswer): LedgerAnswer {
    this.#options.noticeOrder(answer.latest);
    for (const listener of [...this.#answered]) listener(answer);
    return answer;
  }

  #ask<Call extends LedgerCall>(
    call: Call,
    asked: LedgerCalls[Call]['asked'],
    progress: (progress: JobProgress) => void = ignore,
  ): Job<LedgerCalls[Call]['answer']> {
    if (this.#isOver) return { done: Promise.reject(new Error('The ledger is closed.')), cancel: ignore };
    const id = (this.#lastId += 1);
    const thread = (this.#thread ??= this.#newThread());
    const done = new Promise<LedgerCalls[Call]['answer']>((resolve, reject) => {
      this.#asked.set(id, { resolve, reject, progress });
      thread.postMessage({ call, id, asked });
    });
    return {
      done,
      cancel: () => {
        thread.postMessage({ call: 'cancel', id } satisfies LedgerRequest);
      },
    };
  }

  #newThread(): Worker {
    const { program, folder, wasm, log } = this.#options;
    const thread = new Worker(program, {
      workerData: { folder, wasm, held: this.#held } satisfies LedgerThreadData,
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
      case 'job':
        this.#asked.get(message.id)?.progress(message.progress);
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

function ignore(): void {
  // Nobody wants to know.
}
