import type { Clock } from '../../ports/clock.ts';
import type { CommitAsk } from '../../ports/commitAsks.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import { Emitter } from '../emitter.ts';
import type { ExplainAsking, Outcome } from '../explain-commit/explainAsking.ts';
import { isWorthAsking, linesOwed, type OwedWork } from '../explain-commit/owedWork.ts';
import type { StagedWork } from '../explain-commit/stagedWork.ts';

/** So long a commit waits for somebody who does not begin to write, in seconds. */
const WAITS = 20;
/** What is committed is looked at for this long at the most while the commit waits, in milliseconds. */
const LOOKS = 2_500;

export interface HookedCommitsParts {
  readonly staged: Pick<StagedWork, 'look'>;
  readonly asking: Pick<ExplainAsking, 'ask'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
  /** the top folder of a repository as this window names it, which a hook may name by another way to it; never rejects */
  readonly rootOf: (root: string) => Promise<string>;
  /** whether something may be asked now, in a repository */
  readonly mayAsk: (root: string) => boolean;
  /** whether it is a person who commits in a terminal, as far as this window can tell, and no agent */
  readonly isPersonInTerminal: () => Promise<boolean>;
  readonly minimum: () => number;
  /** so long a commit waits once somebody has begun to write, in seconds */
  readonly longestWait: () => number;
  /** writes who wrote the lines of the open files of a repository; never rejects */
  readonly write: (root: string) => Promise<void>;
  /** takes down that the person was asked before a commit, and what came of it; without an answer it went on by itself */
  readonly prompted: (outcome: Outcome | 'went on', seconds: number) => void;
}

/** What a commit holds, and the repository as this window names it. */
interface Found {
  readonly root: string;
  readonly work: OwedWork;
}

/**
 * Asks for an explanation while a commit waits that was made elsewhere, as in a terminal. Whatever fails, or takes long, the
 * commit goes on; what it holds waits in the queue then. One is asked about at a time: others go on at once.
 */
export class HookedCommits {
  readonly #parts: HookedCommitsParts;
  readonly #changed: Emitter<undefined>;
  readonly onDidChange: Emitter<undefined>['listen'];
  #current: CommitAsk | undefined;
  #isWaiting = false;

  constructor(parts: HookedCommitsParts) {
    this.#parts = parts;
    this.#changed = new Emitter((error) => {
      parts.log.error('A listener for commits that wait failed.', error);
    });
    this.onDidChange = this.#changed.listen;
  }

  /** Whether a commit waits for an answer of the person. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /** Lets the commit go on that waits, if there is one. */
  async commitNow(): Promise<void> {
    await this.#current?.go();
  }

  /** Answers a commit that waits. Never rejects. */
  async answer(ask: CommitAsk): Promise<void> {
    if (this.#current !== undefined) {
      await ask.go();
      return;
    }
    this.#current = ask;
    try {
      const found = await this.#owedIn(ask);
      if (found !== undefined) await this.#ask(ask, found);
    } catch (error) {
      this.#parts.log.error('It could not be asked before a commit, which goes on all the same.', error);
    } finally {
      await ask.go();
      this.#current = undefined;
      this.#show(false);
    }
  }

  /** What the commit holds that is worth asking about; `undefined` where there is nothing, or it takes too long to tell. */
  async #owedIn(ask: CommitAsk): Promise<Found | undefined> {
    const late = new Promise<undefined>((resolve) => {
      this.#parts.timers.after(LOOKS, () => {
        resolve(undefined);
      });
    });
    const looked = this.#look(ask);
    // What comes too late, or fails after that, is of no use to anybody.
    looked.catch(() => undefined);
    return Promise.race([looked, late, ask.isOver.then(() => undefined)]);
  }

  async #look({ root: told, tree, isInTerminal }: CommitAsk): Promise<Found | undefined> {
    const { staged, rootOf, mayAsk, isPersonInTerminal, minimum, write } = this.#parts;
    const root = await rootOf(told);
    if (!mayAsk(root)) return undefined;
    const fewest = minimum();
    const work = await staged.look(root, { tree, fewest, written: write(root) });
    if (work === undefined || !isWorthAsking(work, fewest)) return undefined;
    // Asked last: it may take a while, and most commits owe nothing.
    if (isInTerminal && !(await isPersonInTerminal())) return undefined;
    // Somebody may have left this window meanwhile.
    return mayAsk(root) ? { root, work } : undefined;
  }

  async #ask(ask: CommitAsk, { root, work }: Found): Promise<void> {
    const { staged, asking, clock, longestWait, prompted } = this.#parts;
    await ask.wait(linesOwed(work), WAITS, Math.max(WAITS, longestWait()));
    const begun = clock.now();
    this.#show(true);
    const again = async (): Promise<OwedWork> => (await staged.look(root, { tree: ask.tree })) ?? work;
    const waiting = {
      isOver: ask.isOver,
      writing: () => {
        ask.writing();
      },
    };
    // Whoever answers later does so for the queue.
    const answered = asking.ask(work, 'waiting', again, waiting);
    const outcome = await Promise.race([answered, ask.isOver.then(() => 'went on' as const)]);
    if (outcome === 'went on') this.#lookAfter(answered);
    prompted(outcome, Math.max(0, Math.round((clock.now() - begun) / 1_000)));
  }

  #lookAfter(answered: Promise<Outcome>): void {
    answered.catch((error: unknown) => {
      this.#parts.log.error('An explanation could not be taken down after the commit.', error);
    });
  }

  #show(isWaiting: boolean): void {
    if (this.#isWaiting === isWaiting) return;
    this.#isWaiting = isWaiting;
    this.#changed.fire(undefined);
  }
}
