import type { CommitLanded } from '../../domain/events/commitLanded.ts';
import { linesByGroup, type LineGroups } from '../../domain/debt/lineGroups.ts';
import type { Lot } from '../../domain/debt/lot.ts';
import { WEIGHTS } from '../../domain/ownership/area.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Commits, OwnCommit } from '../../ports/commits.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Explanations } from '../../ports/explanations.ts';
import type { Logger } from '../../ports/logger.ts';
import type { DiffedFile } from '../../ports/stagedFiles.ts';
import type { Timers } from '../../ports/timers.ts';
import { Emitter } from '../emitter.ts';
import { owedText, type DiffedText } from '../explain-commit/diffedText.ts';
import type { LotLog } from '../explain-commit/lotLog.ts';
import { isWorthAsking, lotOf, type OwedText } from '../explain-commit/owedWork.ts';
import { replacedCommits } from './replacedCommits.ts';

/** Commits older than this are not looked at, in milliseconds. */
const OLDEST = 30 * 86_400_000;
/** When a repository is looked at after something happened in it, in milliseconds: what others say of a commit comes first. */
const LOOK_AFTER = 3_000;
/** Of one commit no more files are read: what changes more is no work of a day. */
const MOST_FILES = 500;
/** An explanation is one of what is committed if it was written at most this long before, in milliseconds. */
const RECENT = 2 * 86_400_000;
/** So many lines at once become lots: what waits for a slow disk is kept in memory. */
const MOST_AT_ONCE = 20_000;
/** Of no more notes it is asked whether their code was changed. */
const MOST_NOTES = 20;

export interface LandedCommitsParts {
  readonly commits: Pick<Commits, 'own' | 'changedFiles' | 'besideHead' | 'joinedIn'>;
  readonly explanations: Pick<Explanations, 'knownCommits' | 'landed' | 'lots' | 'notes'>;
  readonly diffed: DiffedText;
  readonly lots: LotLog;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
  /** whether this window records now */
  readonly mayRecord: () => boolean;
  /** commits made before this are not read, in milliseconds since 1970 UTC; waits until that is known */
  readonly notBefore: () => Promise<number>;
  /** so many unexplained lines are worth asking about */
  readonly minimum: () => number;
  /** how many lines of a lot its file has as it is now */
  readonly standing: (lot: Lot) => Promise<number>;
  /** the name under which a repository is recorded */
  readonly repositoryName: (root: string) => string;
  /** writes who wrote the lines of the open files of a repository; never rejects */
  readonly write: (root: string) => Promise<void>;
}

/** A commit that is read, with the commits that are in the branch beside it. */
interface Reading {
  readonly root: string;
  readonly commit: OwnCommit;
  /** the latest ones of the engineer's own in the branch */
  readonly branch: readonly OwnCommit[];
  readonly generation: number;
}

/** What was taken down of a repository. */
export interface Landed {
  /** absolute path of its top folder */
  readonly root: string;
  /** whether it was a commit that owes an explanation about which nobody was asked before it was made */
  readonly unasked: boolean;
}

/** What of a commit is recorded. */
interface Found {
  readonly groups: LineGroups;
  /** files with lines that are in no lot yet */
  readonly files: readonly OwedText[];
  /** lines by the lot that they are in already */
  readonly inLots: ReadonlyMap<string, number>;
}

/**
 * Takes down each commit of the engineer's own, however it was made: whose its lines are, and the lots that are in it. What
 * nobody has explained waits in the queue from then on.
 */
export class LandedCommits implements Disposable {
  readonly #parts: LandedCommitsParts;
  readonly #waiting = new Map<string, Disposable>();
  readonly #landed: Emitter<Landed>;
  #turn: Promise<void> = Promise.resolve();
  /** grows when what is under way may not be recorded any more */
  #generation = 0;
  #letGoAt = 0;
  /** fires when something was taken down */
  readonly onDidLand: Emitter<Landed>['listen'];

  constructor(parts: LandedCommitsParts) {
    this.#parts = parts;
    this.#landed = new Emitter((error) => {
      parts.log.error('A listener for commits failed.', error);
    });
    this.onDidLand = this.#landed.listen;
  }

  /** Looks at a repository in a while, since it was opened or something was committed. */
  lookSoon(root: string): void {
    this.#waiting.get(root)?.dispose();
    this.#waiting.set(
      root,
      this.#parts.timers.after(LOOK_AFTER, () => void this.look(root)),
    );
  }

  /** Reads what is new of the latest commits, one repository after the other. Never rejects. */
  look(root: string): Promise<void> {
    this.#turn = this.#turn
      .then(() => this.#look(root))
      .catch((error: unknown) => {
        this.#parts.log.error('A commit could not be taken down.', error);
      });
    return this.#turn;
  }

  /** Takes down nothing more of what was committed until now, as for a pause, or where something is forgotten. */
  letGo(): void {
    this.#generation += 1;
    this.#letGoAt = this.#parts.clock.now();
  }

  dispose(): void {
    this.#generation += 1;
    for (const timer of this.#waiting.values()) timer.dispose();
    this.#waiting.clear();
  }

  async #look(root: string): Promise<void> {
    const { commits, explanations, clock, mayRecord, notBefore, write } = this.#parts;
    const since = await notBefore();
    if (!mayRecord()) return;
    const generation = this.#generation;
    const own = await commits.own(root, Math.max(clock.now() - OLDEST, since, this.#letGoAt));
    const known = new Set(own.length === 0 ? [] : await explanations.knownCommits(own.map(({ id }) => id)));
    const fresh = own.filter(({ id }) => !known.has(id));
    if (fresh.length === 0) return;
    await write(root);
    // Those of before a pause too: what is in the branch was not replaced.
    const branch = await commits.own(root, 0);
    // In the order in which they were made: a line is in the lot of the first commit that has it.
    let [landed, unasked] = [0, false];
    try {
      for (const commit of fresh.toReversed()) {
        const found = await this.#read(root, commit, generation);
        if (found === undefined || !(await this.#takeDown({ root, commit, branch, generation }, found))) break;
        landed += 1;
        unasked ||= isWorthAsking(found, this.#parts.minimum());
      }
    } finally {
      if (landed > 0) this.#landed.fire({ root, unasked });
    }
  }

  /** `undefined` when it may not be recorded any more. */
  async #read(root: string, commit: OwnCommit, generation: number): Promise<Found | undefined> {
    const { diffed, commits, log } = this.#parts;
    const changed = (await commits.changedFiles(root, commit)).filter((file) => !diffed.isLeftOut(root, file));
    if (changed.length > MOST_FILES) log.info(`Of ${changed.length} files of a commit ${MOST_FILES} are looked at.`);
    const groups = { typed: 0, ai: 0, probable: 0, unseen: 0 };
    const files: OwedText[] = [];
    const inLots = new Map<string, number>();
    for (const one of changed.slice(0, MOST_FILES)) {
      if (!this.#isCurrent(generation)) return undefined;
      const owed = await this.#readFile(root, one, { groups, inLots });
      if (owed !== undefined) files.push(owed);
    }
    return { groups, files, inLots };
  }

  async #readFile(
    root: string,
    changed: DiffedFile,
    { groups, inLots }: { groups: Record<keyof LineGroups, number>; inLots: Map<string, number> },
  ): Promise<OwedText | undefined> {
    const file = await this.#parts.diffed.read(root, changed);
    if (file === undefined) return undefined;
    const counted = linesByGroup({ ...file, added: changed.added });
    for (const group of ['typed', 'ai', 'probable', 'unseen'] as const) groups[group] += counted[group];
    if (file.byAi.length === 0) return undefined;
    const lots = await this.#parts.diffed.lots(file);
    for (const line of file.byAi) {
      const lot = lots[line];
      if (lot !== undefined) inLots.set(lot, (inLots.get(lot) ?? 0) + 1);
    }
    const owed = file.byAi.filter((line) => lots[line] === undefined);
    return owed.length === 0 ? undefined : owedText(file, owed, 1);
  }

  /**
   * Writes the lots first, and that there is a commit last: one that is known is not read again. What a crash leaves undone is
   * done at the next look, and done once, since the lines are in lots by then. Gives `false` when it may not be recorded any more.
   */
  async #takeDown(reading: Reading, { groups, files, inLots }: Found): Promise<boolean> {
    const { lots, explanations, repositoryName } = this.#parts;
    const { root, commit, generation } = reading;
    const { author, id } = commit;
    const standing = await explanations.landed(author.at);
    // Another window was faster.
    if (standing.some((one) => one.commit === id)) return true;
    const uri = repositoryName(root);
    const replaces = await replacedCommits(this.#parts, { root, uri, commit, own: reading.branch, inLots });
    const changed = await this.#changedNotes(inLots, id);
    if (!(await this.#makeLots(files, reading)) || !this.#isCurrent(generation)) return false;
    const edits = changed.map((of) => lots.edit({ of, changed: true }).written);
    await Promise.all([lots.committed([...inLots.keys()], id), ...edits]);
    if (!this.#isCurrent(generation)) return false;
    const landed: CommitLanded = {
      ...{ uri, commit: id, authored: author.at, offset: author.offset, ...groups },
      ...(replaces.length === 0 ? {} : { replaces: [...replaces] }),
    };
    await lots.landed(landed).written;
    return true;
  }

  /** Writes lots of the lines that are in none yet, each batch with that it is committed. `false` as `#takeDown`. */
  async #makeLots(files: readonly OwedText[], { commit, generation }: Reading): Promise<boolean> {
    const { lots, minimum } = this.#parts;
    const owes = isWorthAsking({ files }, minimum());
    for (const batch of batchesOf(files)) {
      const prepared = await Promise.all(
        batch.map((file) => lots.prepare([lotOf(file, file.owed)], owes && WEIGHTS[file.owned.class] > 0)),
      );
      if (!this.#isCurrent(generation)) return false;
      const made = prepared.flat().map((lot) => lots.lot(lot));
      const linked = lots.committed(
        made.map((lot) => lot.id),
        commit.id,
      );
      await Promise.all([linked, ...made.map((lot) => lot.written)]);
    }
    return true;
  }

  /** Ids of explanations of which some explained lines are not in the commit, nor left in the file for a later one: they were changed. */
  async #changedNotes(inLots: ReadonlyMap<string, number>, commit: string): Promise<readonly string[]> {
    if (inLots.size === 0) return [];
    const { explanations, clock, standing } = this.#parts;
    const notes = await explanations.notes({ since: clock.now() - RECENT, most: MOST_NOTES });
    const isOther = async (lot: Lot): Promise<boolean> => {
      // Of what was committed before, a later commit may have some lines again.
      const isFirst = lot.commit === undefined || lot.commit === commit;
      if (!isFirst || (inLots.get(lot.id) ?? lot.lines) >= lot.lines) return false;
      return (await standing(lot)) < lot.lines;
    };
    const changed: string[] = [];
    for (const note of notes.filter((one) => !one.changed)) {
      if ((await Promise.all(note.lots.map(isOther))).includes(true)) changed.push(note.id);
    }
    return changed;
  }

  #isCurrent(generation: number): boolean {
    return generation === this.#generation && this.#parts.mayRecord();
  }
}

function batchesOf(files: readonly OwedText[]): OwedText[][] {
  const batches: OwedText[][] = [];
  let room = 0;
  for (const file of files) {
    const batch = room < file.owed.length ? undefined : batches.at(-1);
    if (batch === undefined) {
      batches.push([file]);
      room = MOST_AT_ONCE;
    } else batch.push(file);
    room -= file.owed.length;
  }
  return batches;
}
