import type { SkipReason } from '../../src/domain/events/lotRecorded.ts';
import { ExplainAsking, type WaitingCommit } from '../../src/features/explain-commit/explainAsking.ts';
import type { OwedWork } from '../../src/features/explain-commit/owedWork.ts';
import { DraftStore } from '../../src/host/explain/draftStore.ts';
import {
  EMPTY_DRAFT,
  type ExplainActs,
  type ExplainAnswer,
  type ExplainAsked,
  type ExplainDraft,
} from '../../src/ports/explainPage.ts';
import { ExplainedRepository, linesBy, ROOT, settled } from './explainedRepository.ts';
import { MemoryState } from './memoryState.ts';

export const DRAFT: ExplainDraft = { ...EMPTY_DRAFT, text: ' It waits. ', after: 4, seconds: 30, pasted: 2 };
export const later: ExplainAnswer = { kind: 'later', draft: DRAFT };
export const saved = (part: Partial<ExplainDraft> = {}, forOthers = false): ExplainAnswer => ({
  ...{ kind: 'saved', forOthers },
  draft: { ...DRAFT, ...part },
});
export const skipped = (reason: SkipReason = 'trivial'): ExplainAnswer => ({ kind: 'skipped', reason, draft: DRAFT });

/** Four places of which three are shown, in as many files. */
export function stageFour(repository: ExplainedRepository): void {
  repository.stage(
    ...[8, 7, 6, 5].map((count, at) => repository.file(`${String(at)}.ts`, linesBy('ai', count, String(at)))),
  );
}

export function setUp() {
  const repository = new ExplainedRepository();
  const memory = new MemoryState();
  const state = { isPaused: false, answered: [] as OwedWork[], opened: [] as unknown[], changed: [] as string[] };
  const pages: { asked: ExplainAsked; acts: ExplainActs }[] = [];
  const asking = new ExplainAsking({
    ...{ lots: repository.lots, timers: repository.time, log: repository.log, isPaused: () => state.isPaused },
    planFor: async () => '',
    nameOf: (uri) => repository.nameOf(uri),
    page: {
      ask: (asked, acts) => {
        pages.push({ asked, acts });
        return new Promise(() => {});
      },
    },
    drafts: new DraftStore(memory),
    openDiff: async (file, purpose) => void state.opened.push([file, purpose]),
    changeClass: async ({ path, owned }, to) => {
      state.changed.push(`${path} ${to}`);
      repository.owned.set(path, { ...owned, class: to });
    },
  });
  asking.onDidAnswer((work) => state.answered.push(work));
  const look = async (): Promise<OwedWork> => (await repository.work.look(ROOT))!;
  const askAbout = async (
    work: OwedWork,
    waiting?: WaitingCommit,
  ): Promise<{ work: OwedWork; asked: ExplainAsked; acts: ExplainActs }> => {
    void asking.ask(work, waiting === undefined ? 'commit' : 'waiting', look, waiting);
    await settled();
    return { work, ...pages.at(-1)! };
  };
  const ask = async (waiting?: WaitingCommit): ReturnType<typeof askAbout> => askAbout(await look(), waiting);
  return { repository, memory, state, asking, look, askAbout, ask };
}
