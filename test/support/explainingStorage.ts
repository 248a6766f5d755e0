import { randomBytes } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock, systemTimers } from '../../src/host/systemTime.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { SessionJournal } from '../../src/storage/journal/sessionJournal.ts';
import { questionsOf, type Question, type Questions } from '../../src/storage/ledger/ledgerQuestions.ts';
import type { LedgerStore } from '../../src/storage/ledger/ledgerStore.ts';
import { ExplainingRepository, type ExplainingLedger } from './explainingRepository.ts';
import type { GitRepository } from './gitRepository.ts';
import { openLedger } from './ledger.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** Gives each test of the enclosing suite an empty repository with what explains there, in a folder of its own. */
export function explaining() {
  const folders = temporaryFolder();
  const opened: ExplainingRepository[] = [];
  const parts: {
    journal?: SessionJournal;
    made?: Awaited<ReturnType<typeof openExplainingLedger>>;
    here?: ExplainingRepository;
  } = {};
  const another = async (root: string, repository?: GitRepository): Promise<ExplainingRepository> => {
    const { journal, made } = parts;
    if (journal === undefined || made === undefined) throw new Error('Not open.');
    const one = await ExplainingRepository.in(root, { journal, ledger: made.ledger, repository });
    opened.push(one);
    return one;
  };
  beforeEach(async () => {
    parts.journal = openJournal(folders.path);
    parts.made = await openExplainingLedger(folders.path);
    parts.here = await another(join(await realpath(folders.path), 'repository'));
  });
  afterEach(async () => {
    for (const { landed } of opened.splice(0)) landed.dispose();
    await parts.journal?.close();
    parts.made?.store.close();
  });
  return {
    folders,
    /** another repository in the same window; one that is there, if it is given */
    another,
    get here() {
      return parts.here!;
    },
    get journal() {
      return parts.journal!;
    },
    /** the questions that the ledger was asked */
    get asked() {
      return parts.made!.asked;
    },
    get ledger() {
      return parts.made!.ledger;
    },
  };
}

/** A journal of one window in a folder. */
export function openJournal(folder: string, clock: Clock = systemClock): SessionJournal {
  return new SessionJournal({
    ...{ folder: join(folder, 'journal'), clock, timers: systemTimers },
    newSession: () => randomBytes(8).toString('hex'),
    header: { grasp: '0.1.0', vscode: '1.103.0', pid: process.pid },
  });
}

/** The ledger without its thread, which takes in what is new before each answer, as the thread does. */
export async function openExplainingLedger(
  folder: string,
): Promise<{ readonly ledger: ExplainingLedger; readonly store: LedgerStore; asked: Question[] }> {
  const store = await openLedger(folder, { from: 'journals' });
  const questions = questionsOf(
    () => store,
    () => true,
  );
  const asked: Question[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = (call: Question, answer: (about: never) => unknown) => (about: never) => {
    asked.push(call);
    const answered = turn.then(async () => {
      await store.catchUp();
      return answer(about);
    });
    turn = answered.catch(() => undefined);
    return answered;
  };
  const entries = Object.entries(questions) as [Question, Questions[Question]][];
  const ledger = Object.fromEntries(entries.map(([call, answer]) => [call, inTurn(call, answer)]));
  return { ledger: ledger as unknown as ExplainingLedger, store, asked };
}
