import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { askedAbout } from '../../../src/features/explain-commit/askedWork.ts';
import { linesOwed } from '../../../src/features/explain-commit/owedWork.ts';
import { systemClock } from '../../../src/host/systemTime.ts';
import { LedgerClient } from '../../../src/storage/ledger/ledgerClient.ts';
import { MemoryLog } from '../../support/fakes.ts';
import { byAi, ExplainingRepository } from '../../support/explainingRepository.ts';
import { openJournal } from '../../support/explainingStorage.ts';
import { median } from '../figures.ts';

export interface CommittingInput {
  readonly folder: string;
  /** with `ledger.cjs` and SQLite in it */
  readonly dist: string;
  readonly files: number;
  /** every how many files one has lines of AI */
  readonly each: number;
  readonly rounds: number;
}

/** Milliseconds, of the median round. */
export interface CommittingResult {
  /** from the key until it is known what the page shows */
  readonly page: number;
  /** a commit of the same by git itself */
  readonly commit: number;
}

/** Looks at what lies staged as the commit button does, and commits it, in turn. Rejects when nothing is found. */
export async function committing({ folder, dist, files, each, rounds }: CommittingInput): Promise<CommittingResult> {
  const ledger = new LedgerClient({
    ...{ folder, wasm: join(dist, 'sql-wasm.wasm'), program: join(dist, 'ledger.cjs') },
    ...{ log: new MemoryLog(), noticeOrder: () => undefined },
  });
  ledger.hold(false);
  // The ledger's thread keeps no process alive.
  const alive = setInterval(() => undefined, 1_000);
  const journal = openJournal(folder);
  const here = await ExplainingRepository.in(join(folder, 'repository'), { journal, ledger });
  here.now = () => systemClock.now();
  const pages: number[] = [];
  const commits: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await here.stageMany(
      new Map(Array.from({ length: files }, (_, at) => [`src/part${at}.ts`, text(round, at, each)])),
    );
    // A window has asked before.
    await ledger.lineOrigins({ uri: 'file:///nothing', uris: [], lines: [] });
    pages.push(await timed(() => look(here)));
    commits.push(await timed(() => here.repository.git('commit', '-qm', 'Measured')));
  }
  await journal.close();
  ledger.dispose();
  clearInterval(alive);
  rmSync(here.root, { recursive: true });
  return { page: median(pages), commit: median(commits) };
}

async function look(here: ExplainingRepository): Promise<void> {
  const work = await here.work.look(here.root);
  if (work === undefined || linesOwed(work) === 0) throw new Error('Nothing was found to ask about.');
  const { shown } = await askedAbout(work, 'commit');
  if (shown.places.length === 0) throw new Error('Nothing would be shown.');
}

/** Twenty lines that somebody typed, and in some files as many that AI wrote. */
function text(round: number, at: number, each: number): string {
  const name = `r${round}f${at}n`;
  const typed = Array.from({ length: 20 }, (_, line) => `const ${name}Typed${line} = ${line};\n`).join('');
  return at % each === 0 ? typed + byAi(name, 20) : typed;
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
