import { mkdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { OpenLines } from '../../src/domain/debt/projection.ts';
import type { LandedCommit, Lot, Note } from '../../src/domain/debt/lot.ts';
import { PROVENANCE } from '../../src/domain/events/provenanceRecorded.ts';
import { OTHER, type Owned } from '../../src/domain/ownership/area.ts';
import { leftOut } from '../../src/domain/ownership/leftOut.ts';
import type { LineOrigin } from '../../src/domain/provenance/lineOrigin.ts';
import type { Purpose } from '../../src/features/explain-commit/askedWork.ts';
import { DiffedText } from '../../src/features/explain-commit/diffedText.ts';
import { ExplainAsking, type Outcome } from '../../src/features/explain-commit/explainAsking.ts';
import { KnownLines } from '../../src/features/explain-commit/knownLines.ts';
import { LotLog } from '../../src/features/explain-commit/lotLog.ts';
import { isWorthAsking, linesOwed, type OwedWork } from '../../src/features/explain-commit/owedWork.ts';
import { QueuedWork } from '../../src/features/explain-commit/queuedWork.ts';
import { StagedWork } from '../../src/features/explain-commit/stagedWork.ts';
import { LandedCommits } from '../../src/features/landed-commits/landedCommits.ts';
import { GitCommits } from '../../src/git/gitCommits.ts';
import { GitStagedFiles } from '../../src/git/stagedFiles.ts';
import { DraftStore } from '../../src/host/explain/draftStore.ts';
import { systemTimers } from '../../src/host/systemTime.ts';
import type { Clock } from '../../src/ports/clock.ts';
import {
  EMPTY_DRAFT,
  type ExplainActs,
  type ExplainAnswer,
  type ExplainAsked,
  type ExplainDraft,
} from '../../src/ports/explainPage.ts';
import type { Explanations } from '../../src/ports/explanations.ts';
import type { Journal, Urgency } from '../../src/ports/journal.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import type { ChangedFile } from '../../src/ports/stagedFiles.ts';
import type { Timers } from '../../src/ports/timers.ts';
import { MemoryLog } from './fakes.ts';
import { FIRST_COMMIT, GitRepository } from './gitRepository.ts';
import { MemoryState } from './memoryState.ts';

/** What explaining needs of a ledger. */
export type ExplainingLedger = Explanations & Pick<Ledger, 'lineOrigins' | 'unrecordedLines'>;

/** So many lines are worth asking about, as the setting has it at first. */
export const MINIMUM = 10;

/** Some time after the first commits of a repository. */
const CLOCK: Clock = { now: () => FIRST_COMMIT + 3_600_000, zone: () => 'Europe/Berlin', offsetMinutes: () => 60 };

export function saved(text: string, part: Partial<ExplainDraft> = {}, forOthers = false): ExplainAnswer {
  return { kind: 'saved', forOthers, draft: { ...EMPTY_DRAFT, text, after: 3, ...part } };
}

/** What answers where nobody sits in front of the page. */
export type Answer = ExplainAnswer | 'close' | { readonly kind: 'keep and close'; readonly draft: ExplainDraft };

/** What a commit by the key came to. */
export interface Committed {
  /** `undefined` where nothing was asked */
  readonly asked: ExplainAsked | undefined;
  readonly outcome: Outcome | 'not asked';
  /** what the page was told of each answer, empty where it was taken down */
  readonly told: readonly string[];
}

export interface ExplainingParts {
  readonly journal: Journal;
  readonly ledger: ExplainingLedger;
  readonly timers?: Timers;
}

/** What the journals say; `lots` are those of notes. */
export interface RecordedNow {
  readonly lots: readonly Lot[];
  readonly notes: readonly Note[];
  readonly owed: readonly Lot[];
  readonly landed: readonly LandedCommit[];
}

/**
 * A real repository with real journals and a real ledger, joined as the extension joins them: what is staged is looked at,
 * asked about and taken down, without an editor. Who wrote a line is told by its words: see `origins`.
 */
export class ExplainingRepository {
  readonly repository: GitRepository;
  readonly root: string;
  readonly log = new MemoryLog();
  readonly work: StagedWork;
  readonly queued: QueuedWork;
  readonly landed: LandedCommits;
  readonly asking: ExplainAsking;
  /** contents that were read, by name */
  readonly read: string[] = [];
  /** texts of open documents, by path */
  readonly open = new Map<string, OpenLines>();
  /** how the page is answered, the last answer again and again */
  answers: Answer[] = [saved('Measures.')];
  /** told when the page is there, before it is answered */
  onAsked: () => void = () => undefined;
  /** the clock of who looks at what is staged */
  now: () => number = () => 0;
  isPaused = false;
  minimum = MINIMUM;
  globs: readonly string[] = [];
  owned: (path: string) => Owned = () => OTHER;
  /** the name under which a URI is recorded */
  recorded: (uri: string) => string = (uri) => uri;
  #page: { asked: ExplainAsked; told: string[] } | undefined;
  readonly #journal: Journal;
  readonly #ledger: ExplainingLedger;

  private constructor(repository: GitRepository, { journal, ledger, timers = systemTimers }: ExplainingParts) {
    this.repository = repository;
    this.root = repository.root;
    this.#journal = journal;
    this.#ledger = ledger;
    const [staged, log] = [new GitStagedFiles(() => true), this.log];
    const known = new KnownLines({ ledger, explanations: ledger, open: (uri) => this.open.get(uri) });
    const diffed = new DiffedText({
      known,
      text: (root, blob) => {
        this.read.push(blob);
        return staged.text(root, blob);
      },
      nameOf: (_root, path) => Promise.resolve(this.nameOf(path)),
      uriOf: (_root, path) => this.uriOf(path),
      ownedBy: (_root, path) => this.owned(path),
      isLeftOut: (_root, file, lines) => leftOut(this.globs)(file, lines),
    });
    const lots = new LotLog(journal, ledger);
    const counted = {
      staged: (top: string, tree?: string) => staged.staged(top, tree),
      withGenerated: (top: string, files: readonly ChangedFile[]) => staged.withGenerated(top, files),
      texts: (top: string, blobs: readonly string[]) => {
        this.read.push(...blobs);
        return staged.texts(top, blobs);
      },
    };
    this.work = new StagedWork({ staged: counted, diffed, clock: { ...CLOCK, now: () => this.now() } });
    this.queued = new QueuedWork({
      ...{ explanations: ledger, known, ownedBy: (path) => this.owned(path) },
      read: (uri) => readFile(fileURLToPath(uri), 'utf8').catch(() => undefined),
      realUri: (uri) => uri,
      pathOf: async (uri) => relative(this.root, fileURLToPath(uri)).split(sep).join('/'),
    });
    this.asking = new ExplainAsking({
      ...{ lots, timers, log },
      drafts: new DraftStore(new MemoryState()),
      page: { ask: (asked, acts) => this.#ask(asked, acts) },
      isPaused: () => this.isPaused,
      nameOf: (uri) => Promise.resolve(this.nameOf(relative(this.root, fileURLToPath(uri)).split(sep).join('/'))),
      planFor: () => Promise.resolve(''),
      openDiff: () => Promise.resolve(),
      changeClass: () => Promise.resolve(),
    });
    this.landed = new LandedCommits({
      ...{ commits: new GitCommits(() => true), explanations: ledger, diffed, lots, clock: CLOCK, timers, log },
      mayRecord: () => !this.isPaused,
      notBefore: () => Promise.resolve(0),
      minimum: () => this.minimum,
      standing: (lot) => this.queued.standing(lot),
      repositoryName: (root) => this.recorded(pathToFileURL(root).href),
      write: () => Promise.resolve(),
    });
  }

  /** Makes a repository, or takes one that is there. */
  static async in(
    root: string,
    { repository, ...parts }: ExplainingParts & { readonly repository?: GitRepository | undefined },
  ): Promise<ExplainingRepository> {
    await mkdir(root, { recursive: true });
    return new ExplainingRepository(repository ?? (await GitRepository.in(root)), parts);
  }

  uriOf(path: string): string {
    return pathToFileURL(join(this.root, path)).href;
  }

  nameOf(path: string): { file: { uri: string; folder: string }; uris: string[] } {
    const uri = this.uriOf(path);
    return { file: { uri: this.recorded(uri), folder: this.recorded(pathToFileURL(this.root).href) }, uris: [uri] };
  }

  /** Writes a file and what is known of its lines, as a window does that saw them being written, and stages it. */
  async stage(path: string, text: string): Promise<void> {
    await this.write(path, text);
    this.repository.git('add', '--', path);
  }

  /** The same without staging it. */
  async write(path: string, text: string): Promise<void> {
    await this.repository.write(path, text);
    await this.record(path, text);
  }

  /** Stages many files at once, and records only what is known of lines of AI. */
  async stageMany(texts: ReadonlyMap<string, string>): Promise<void> {
    const recorded: Promise<void>[] = [];
    for (const [path, text] of texts) {
      await this.repository.write(path, text);
      if (text.includes('byAi(')) recorded.push(this.record(path, text, 'grouped'));
      if (recorded.length % 100 === 0) await Promise.all(recorded.splice(0));
    }
    await Promise.all(recorded);
    this.repository.git('add', '--all');
  }

  async record(path: string, text: string, urgency: Urgency = 'at once'): Promise<void> {
    const lines = text.replaceAll('\r\n', '\n').split('\n');
    const { file } = this.nameOf(path);
    for (const payload of await this.#ledger.unrecordedLines({ file, lines, origins: origins(lines) })) {
      await this.#journal.append(PROVENANCE, payload, urgency).written;
    }
  }

  /** How many lines lie staged that nobody has explained; `undefined` where nothing can be told. */
  async owed(): Promise<number | undefined> {
    const work = await this.work.look(this.root);
    return work && linesOwed(work);
  }

  /**
   * Asks as the commit button does, and commits what is staged as the git extension does.
   *
   * @param commit commits in another way
   */
  async commit(
    message: string,
    commit: () => unknown = () => this.repository.git('commit', '-qm', message),
  ): Promise<Committed> {
    const committed = await this.askBefore();
    if (committed.outcome === 'closed') return committed;
    commit();
    await this.landed.look(this.root);
    return committed;
  }

  /** As `askBefore` in the commands does it: whatever fails, the commit is let through. */
  async askBefore(): Promise<Committed> {
    this.#page = undefined;
    const nothing = { asked: undefined, outcome: 'not asked', told: [] } as const;
    try {
      const work = this.isPaused ? undefined : await this.work.look(this.root);
      if (work === undefined || !isWorthAsking(work, this.minimum)) return nothing;
      return await this.#askAbout(work, 'commit');
    } catch {
      return nothing;
    }
  }

  /** Asks about all that waits in the queue. */
  async askQueue(): Promise<Committed> {
    const { lots } = await this.#ledger.owed();
    return this.#askAbout(await this.queued.look(lots.map(({ id }) => id)), 'queue');
  }

  /** What the journals say of lots, notes and commits by now. */
  async recordedNow(): Promise<RecordedNow> {
    const notes = await this.#ledger.notes({ most: 100 });
    const { lots: owed } = await this.#ledger.owed();
    const ids = notes.flatMap(({ lots }) => lots.map(({ id }) => id));
    return { notes, owed, lots: await this.#ledger.lots(ids), landed: await this.#ledger.landed(0) };
  }

  async #askAbout(work: OwedWork, purpose: Purpose): Promise<Committed> {
    const outcome = await this.asking.ask(work, purpose, async () => (await this.work.look(this.root)) ?? work);
    return { ...(this.#page as unknown as { asked: ExplainAsked; told: string[] }), outcome };
  }

  async #ask(asked: ExplainAsked, acts: ExplainActs): Promise<Outcome> {
    const page = { asked, told: [] as string[] };
    this.#page = page;
    this.onAsked();
    for (;;) {
      const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
      if (answer === undefined || answer === 'close') return 'closed';
      if (answer.kind === 'keep and close') {
        acts.keep(answer.draft);
        return 'closed';
      }
      const problem = await acts.answer(answer);
      page.told.push(problem);
      if (problem === '') return answer.kind;
    }
  }
}

/** Lines of AI that are worth asking about, of which no two are alike. */
export function byAi(name: string, count = MINIMUM): string {
  return Array.from({ length: count }, (_, at) => `const ${name}${String(at)} = byAi(${name}, ${String(at)});\n`).join(
    '',
  );
}

/** A line that calls `byAi` is an agent's, one that calls `maybeAi` is so probably, `guessAi` by a guess; all others are typed. */
function origins(lines: readonly string[]): LineOrigin[] {
  return lines.map((line) => {
    const who = /\b(?<who>byAi|maybeAi|guessAi)\(/u.exec(line)?.groups?.['who'];
    const confidence = who === 'maybeAi' ? 'likely' : who === 'guessAi' ? 'guess' : 'certain';
    const evidence = who === undefined ? 'events' : 'editor';
    return { origin: who === undefined ? 'typed' : 'agent', confidence, evidence, acceptance: undefined };
  });
}
