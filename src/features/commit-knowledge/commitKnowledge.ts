import { namesAgent } from '../../domain/commits/agentIdentities.ts';
import { readAgentTraces, tracedLines, type AgentTrace } from '../../domain/commits/agentTrace.ts';
import { readGitAiNote } from '../../domain/commits/gitAiNote.ts';
import type { FileClaims } from '../../domain/commits/lineClaims.ts';
import { saysAnything, toldLines, withTold, type CommitSays } from '../../domain/commits/toldLines.ts';
import type { FileName } from '../../domain/events/filePath.ts';
import type { ProvenanceRecorded } from '../../domain/events/provenanceRecorded.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Commits, OwnCommit } from '../../ports/commits.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Logger } from '../../ports/logger.ts';
import type { DiffedFile } from '../../ports/stagedFiles.ts';
import type { Timers } from '../../ports/timers.ts';

/** Commits older than this are not looked at, in milliseconds. */
const OLDEST = 30 * 86_400_000;
/** When a repository is looked at after something happened in it, in milliseconds: a note may follow its commit by seconds. */
const LOOK_AFTER = [2_000, 30_000];
/** Of one commit no more files are read: what changes more is no work of a day. */
const MOST_FILES = 200;
/** How many commits are remembered as read. */
const MOST_REMEMBERED = 300;

/** A file of which lines may be recorded now. */
export interface CommittedFileName {
  /** the name under which it is recorded */
  readonly file: FileName;
  /** names under which it may be recorded besides */
  readonly uris: readonly string[];
}

export interface CommitKnowledgeParts {
  readonly commits: Commits;
  readonly ledger: Pick<Ledger, 'lineOrigins' | 'unrecordedLines'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
  /** whether this window records now */
  readonly mayRecord: () => boolean;
  /** commits made before this are not read, in milliseconds since 1970 UTC; waits until that is known */
  readonly notBefore: () => Promise<number>;
  /** the name of a file of a repository; `undefined` for one of which nothing may be recorded */
  readonly nameOf: (root: string, path: string) => Promise<CommittedFileName | undefined>;
  readonly record: (lines: ProvenanceRecorded) => void;
  readonly memory: ReadMemory;
}

/** Which commits were read, so that a window which starts does not read them again. Nothing is lost with it. */
export interface ReadMemory {
  /** by id, each with what was said of it then */
  load(): ReadonlyMap<string, string>;
  store(read: ReadonlyMap<string, string>): void;
}

/** A commit that is being read. */
interface Reading {
  readonly says: CommitSays;
  readonly generation: number;
}

/**
 * Takes over what others say of the person's own commits: notes of git-ai, records of Agent Trace, and authors that are
 * agents. It becomes provenance of lines of which Grasp itself knows nothing, or only that they came from elsewhere.
 */
export class CommitKnowledge implements Disposable {
  readonly #parts: CommitKnowledgeParts;
  readonly #read: Map<string, string>;
  readonly #waiting = new Map<string, Disposable[]>();
  #turn: Promise<void> = Promise.resolve();
  /** grows when what is under way may not be recorded any more */
  #generation = 0;
  #letGoAt = 0;

  constructor(parts: CommitKnowledgeParts) {
    this.#parts = parts;
    this.#read = new Map(parts.memory.load());
  }

  /** Looks at a repository in a while, since it was opened or something was committed. */
  lookSoon(root: string): void {
    for (const timer of this.#waiting.get(root) ?? []) timer.dispose();
    const look = (): void => void this.look(root);
    this.#waiting.set(
      root,
      LOOK_AFTER.map((after) => this.#parts.timers.after(after, look)),
    );
  }

  /** Reads what is new of the latest commits, one repository after the other. Never rejects. */
  look(root: string): Promise<void> {
    this.#turn = this.#turn
      .then(() => this.#look(root))
      .catch((error: unknown) => {
        this.#parts.log.error('What others say of commits could not be read.', error);
      });
    return this.#turn;
  }

  /** Records nothing more of what was committed until now, as for a pause, or where something is forgotten. */
  letGo(): void {
    this.#generation += 1;
    this.#letGoAt = this.#parts.clock.now();
    // No commit from before is looked at any more.
    this.#read.clear();
    this.#parts.memory.store(this.#read);
  }

  dispose(): void {
    this.#generation += 1;
    for (const timers of this.#waiting.values()) for (const timer of timers) timer.dispose();
    this.#waiting.clear();
  }

  async #look(root: string): Promise<void> {
    const { commits, clock, mayRecord, notBefore } = this.#parts;
    const since = await notBefore();
    if (!mayRecord()) return;
    const generation = this.#generation;
    const own = await commits.own(root, Math.max(clock.now() - OLDEST, since, this.#letGoAt));
    if (own.length === 0) return;
    const notes = await commits.notes(
      root,
      own.map(({ id }) => id),
    );
    const traces = this.#tracesOf(await commits.traces(root), own);
    // In the order in which they were made: of what two commits say of a line, the later one is to count.
    for (const commit of own.toReversed()) {
      const { id, parents } = commit;
      const records = traces.filter(({ revision }) => revision === id || revision === parents[0]);
      const said = `${notes.get(id) ?? ''} ${records.length}`;
      if (this.#read.get(id) === said) continue;
      const says = await this.#whatIsSaid(root, commit, { note: notes.get(id), records });
      if (saysAnything(says)) await this.#readCommit(root, commit, { says, generation });
      if (!this.#isCurrent(generation)) return;
      this.#remember(id, said);
    }
  }

  #tracesOf(text: string, own: readonly OwnCommit[]): readonly AgentTrace[] {
    const commits = new Set(own.flatMap(({ id, parents }) => [id, ...parents.slice(0, 1)]));
    const { traces, refused } = readAgentTraces(text, commits);
    if (refused > 0) this.#parts.log.warn(`${refused} records of Agent Trace can not be read.`);
    return traces;
  }

  async #whatIsSaid(
    root: string,
    commit: OwnCommit,
    { note, records }: { note: string | undefined; records: readonly AgentTrace[] },
  ): Promise<CommitSays> {
    return {
      note: note === undefined ? undefined : await this.#claimsOfNote(root, commit.id, note),
      traced: tracedLines(records, { ...commit, committedAt: commit.committer.at }),
      namesAgent: namesAgent(commit),
    };
  }

  async #readCommit(root: string, commit: OwnCommit, reading: Reading): Promise<void> {
    const changed = await this.#parts.commits.changedFiles(root, commit);
    if (changed.length > MOST_FILES) {
      this.#parts.log.info(`Of ${changed.length} files of a commit the first ${MOST_FILES} are looked at.`);
    }
    for (const file of changed.slice(0, MOST_FILES)) {
      if (!this.#isCurrent(reading.generation)) return;
      await this.#readFile(root, file, reading);
    }
  }

  async #claimsOfNote(root: string, commit: string, note: string): Promise<FileClaims | undefined> {
    const claims = readGitAiNote((await this.#parts.commits.text(root, note)) ?? '');
    if (!('refused' in claims)) return claims;
    this.#parts.log.warn(`The note of git-ai on the commit ${commit} ${claims.refused}`);
    return undefined;
  }

  async #readFile(root: string, { path, blob, added }: DiffedFile, { says, generation }: Reading): Promise<void> {
    const { commits, ledger, nameOf, record } = this.#parts;
    // Asked first: of what is excluded not even the text is read.
    const name = await nameOf(root, path);
    const text = name && (await commits.text(root, blob));
    if (name === undefined || text === undefined) return;
    // As git counts lines. An editor takes a lone carriage return for the end of one too; such lines are not found then.
    const lines = text.split('\n').map((line) => line.replace(/\r$/u, ''));
    const told = toldLines(says, { path, lines, added });
    if (told.every((line) => line === undefined)) return;
    const { file, uris } = name;
    const known = await ledger.lineOrigins({ uri: file.uri, uris, lines });
    if (!this.#isCurrent(generation)) return;
    const payloads = await ledger.unrecordedLines({ file, lines, origins: withTold(known, told) });
    // The name may have been hidden, or the file excluded, meanwhile.
    const isSame = (await nameOf(root, path))?.file.uri === file.uri;
    if (isSame && this.#isCurrent(generation)) payloads.forEach(record);
  }

  #isCurrent(generation: number): boolean {
    return generation === this.#generation && this.#parts.mayRecord();
  }

  #remember(commit: string, says: string): void {
    this.#read.delete(commit);
    this.#read.set(commit, says);
    const [oldest] = this.#read.keys();
    if (this.#read.size > MOST_REMEMBERED && oldest !== undefined) this.#read.delete(oldest);
    this.#parts.memory.store(this.#read);
  }
}
