import { join } from 'node:path';
import { HookedCommits } from '../../src/features/commit-hook/hookedCommits.ts';
import { sameFolder } from '../../src/git/sameFolder.ts';
import { systemClock, systemTimers } from '../../src/host/systemTime.ts';
import { CommitAsks } from '../../src/storage/commitHook/commitAsks.ts';
import { commitHookFolder } from '../../src/storage/commitHook/commitHookFolder.ts';
import type { SessionJournal } from '../../src/storage/journal/sessionJournal.ts';
import { LedgerClient } from '../../src/storage/ledger/ledgerClient.ts';
import { byAi, ExplainingRepository, MINIMUM } from '../support/explainingRepository.ts';
import { openJournal } from '../support/explainingStorage.ts';
import { MemoryLog } from '../support/fakes.ts';
import type { GitRepository } from '../support/gitRepository.ts';

const ID = '00000000000000a4';
/** Files of the repository that AI wrote, and how many lines of each. */
const FILES = 20;
const LINES = 20;

/** A window without an editor that looks at each commit as the extension does, in a repository where AI wrote much. */
export class LookingWindow {
  /** commits that it looked at */
  looked = 0;
  /** commits about which somebody would be asked */
  asked = 0;
  readonly #asks: CommitAsks;
  readonly #here: ExplainingRepository;
  readonly #journal: SessionJournal;
  readonly #ledger: LedgerClient;

  private constructor(asks: CommitAsks, here: ExplainingRepository, journal: SessionJournal, ledger: LedgerClient) {
    this.#asks = asks;
    this.#here = here;
    this.#journal = journal;
    this.#ledger = ledger;
    const log = new MemoryLog();
    const hooked = new HookedCommits({
      ...{ clock: systemClock, timers: systemTimers, log },
      staged: {
        look: async (root, how) => {
          this.looked += 1;
          return here.work.look(root, how);
        },
      },
      asking: {
        ask: async () => {
          this.asked += 1;
          return Promise.resolve('later');
        },
      },
      rootOf: (root) => sameFolder(root, [here.root]),
      ...{ mayAsk: () => true, isPersonInTerminal: async () => Promise.resolve(true) },
      ...{ minimum: () => MINIMUM, longestWait: () => 120 },
      write: async () => Promise.resolve(),
      prompted: () => undefined,
    });
    asks.onAsk((ask) => hooked.answer(ask));
  }

  /**
   * @param folder for its data and the repository
   * @param dist with the hook's script, `ledger.cjs` and SQLite in it
   */
  static async open(folder: string, dist: string): Promise<LookingWindow> {
    const log = new MemoryLog();
    const asks = new CommitAsks({
      ...{ folder: commitHookFolder(folder, ID), script: join(dist, 'grasp-commit.sh') },
      ...{ clock: systemClock, timers: systemTimers, log },
    });
    const ledger = new LedgerClient({
      ...{ folder, wasm: join(dist, 'sql-wasm.wasm'), program: join(dist, 'ledger.cjs') },
      ...{ log, noticeOrder: () => undefined },
    });
    ledger.hold(false);
    const journal = openJournal(folder);
    const here = await ExplainingRepository.in(join(folder, 'looked at'), { journal, ledger });
    here.now = () => systemClock.now();
    const files = Array.from({ length: FILES }, (_, at) => [`src/part${at}.ts`, byAi(`part${at}n`, LINES)] as const);
    await here.stageMany(new Map(files));
    here.repository.commit('By AI');
    await asks.serve(true);
    return new LookingWindow(asks, here, journal, ledger);
  }

  get folder(): string {
    return this.#asks.folder;
  }

  get repository(): GitRepository {
    return this.#here.repository;
  }

  async close(): Promise<void> {
    this.#asks.dispose();
    this.#here.landed.dispose();
    await this.#journal.close();
    this.#ledger.dispose();
  }
}
