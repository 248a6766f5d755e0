import * as v from 'valibot';
import * as vscode from 'vscode';
import { RATINGS } from '../../domain/debt/rating.ts';
import { SKIP_REASONS } from '../../domain/events/lotRecorded.ts';
import { CHOOSERS, LONGEST_NOTE } from '../../domain/events/noteWritten.ts';
import type { Purpose } from '../../features/explain-commit/askedWork.ts';
import type { ExplainAsking, Outcome } from '../../features/explain-commit/explainAsking.ts';
import { inTime } from '../../features/inTime.ts';
import { firstToExplain, isWorthAsking, type OwedWork } from '../../features/explain-commit/owedWork.ts';
import { MOST_FRESH_FILES, type FreshWork } from '../../features/explain-commit/freshWork.ts';
import type { QueuedWork } from '../../features/explain-commit/queuedWork.ts';
import type { StagedWork } from '../../features/explain-commit/stagedWork.ts';
import type { Explanations } from '../../ports/explanations.ts';
import { EMPTY_DRAFT, type ExplainAnswer } from '../../ports/explainPage.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Timers } from '../../ports/timers.ts';
import { KnownError } from '../guard.ts';
import { commitIn } from '../scm/commitIn.ts';
import { commitTarget } from '../scm/commitTarget.ts';
import { gitApi, type GitRepository } from '../scm/gitApi.ts';
import { patiently } from './patiently.ts';

/** Of the queue no more lots are asked about at once. */
const MOST_LOTS = 50;

export interface ExplainCommandParts {
  readonly asking: ExplainAsking;
  readonly staged: StagedWork;
  readonly queued: QueuedWork;
  readonly fresh: FreshWork;
  readonly explanations: Explanations;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
  readonly mayAsk: () => boolean;
  readonly minimum: () => number;
  /** takes down that the person was asked before a commit, and what came of it */
  readonly prompted: (outcome: Outcome, seconds: number) => void;
}

const answerSchema = v.variant('kind', [
  v.object({
    kind: v.literal('saved'),
    text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(LONGEST_NOTE)),
    after: v.picklist(RATINGS),
    before: v.optional(v.picklist(RATINGS)),
    chose: v.optional(v.picklist(CHOOSERS)),
    turnedDown: v.optional(v.pipe(v.string(), v.maxLength(2_000)), ''),
    forOthers: v.optional(v.boolean(), false),
  }),
  v.object({ kind: v.literal('skipped'), reason: v.picklist(SKIP_REASONS) }),
  v.object({ kind: v.literal('later') }),
]);

const argumentSchema = v.object({
  /** absolute path of the top folder of a repository: what is staged in it */
  repository: v.optional(v.pipe(v.string(), v.minLength(1))),
  /** lots of the queue */
  lots: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(100))), v.minLength(1), v.maxLength(MOST_LOTS))),
  /** URIs of files as they are now */
  files: v.optional(
    v.pipe(v.array(v.pipe(v.string(), v.maxLength(5_000))), v.minLength(1), v.maxLength(MOST_FRESH_FILES)),
  ),
  answer: v.optional(answerSchema),
});
type ExplainArgument = Omit<v.InferOutput<typeof argumentSchema>, 'answer'>;

const WRONG =
  'An explanation takes { repository }, { lots } or { files }, and { answer } if it is not to be asked for. Nothing was changed.';

/** What an explanation came to. `nothing` where there was nothing to explain. */
export interface ExplainResult {
  readonly outcome: Outcome | 'nothing';
}

/** `grasp.explain({ repository | lots | files, answer })`: of nothing else what is staged, else what waits in the queue. */
export async function runExplain(argument: unknown, parts: ExplainCommandParts): Promise<ExplainResult> {
  const parsed = v.safeParse(argumentSchema, argument ?? {});
  if (!parsed.success) throw new KnownError(WRONG);
  const { answer, ...about } = parsed.output;
  if (Object.values(about).filter((one) => one !== undefined).length > 1) throw new KnownError(WRONG);
  const found = await workFor(parts, about);
  if (found === undefined) {
    void vscode.window.showInformationMessage('Grasp: nothing waits for an explanation.');
    return { outcome: 'nothing' };
  }
  const { work, purpose, again } = found;
  if (answer === undefined) return { outcome: await parts.asking.ask(work, purpose, again) };
  const problem = await parts.asking.answer(work, purpose, toAnswer(answer));
  if (problem !== '') throw new KnownError(problem);
  return { outcome: answer.kind };
}

/**
 * `grasp.explainAndCommit`: asks first where that is worth it, then lets the git extension commit as if it had been called
 * itself. Whatever fails on the way, the commit is made; only who closes the page keeps message and commit for later.
 */
export async function runExplainAndCommit(
  argument: unknown,
  parts: ExplainCommandParts & {
    /** the commit button shall not ask again about what is staged in a repository */
    readonly letThrough: (root: string) => void;
  },
): Promise<{ outcome: 'passed on' | 'committed' | 'closed' }> {
  const git = await gitApi();
  const repository = git && commitTarget(git, argument);
  if (git === undefined || repository === undefined) {
    // The built-in command knows which box has the focus. What it commits is looked at afterwards.
    const passed = await vscode.commands.executeCommand('scm.acceptInput');
    // As it answers where no box has it, such as from the palette; it says nothing itself.
    if (passed === null) {
      void vscode.window.showInformationMessage(
        'Grasp: it is not certain which repository is meant, so nothing was committed. Commit in its box in Source Control.',
      );
    }
    return { outcome: 'passed on' };
  }
  if ((await askBefore(repository, parts)) === 'closed') return { outcome: 'closed' };
  await seeStaged(repository, parts);
  parts.letThrough(repository.rootUri.fsPath);
  const commit = (root: vscode.Uri): Thenable<unknown> => vscode.commands.executeCommand('git.commit', root);
  if (await commitIn(git, repository, commit)) return { outcome: 'committed' };
  void vscode.window.showWarningMessage(
    'Grasp: this repository was closed meanwhile, so nothing was committed. Open it again to commit.',
  );
  return { outcome: 'closed' };
}

async function askBefore(repository: GitRepository, parts: ExplainCommandParts): Promise<Outcome | 'not asked'> {
  const { asking, staged, clock, log, mayAsk, minimum, prompted } = parts;
  if (!mayAsk()) return 'not asked';
  const root = repository.rootUri.fsPath;
  try {
    const work = await patiently('Looking at what is staged', staged.look(root), parts.timers);
    if (work === undefined || !isWorthAsking(work, minimum())) return 'not asked';
    const begun = clock.now();
    const outcome = await asking.ask(work, 'commit', async () => (await staged.look(root)) ?? work);
    prompted(outcome, Math.max(0, Math.round((clock.now() - begun) / 1_000)));
    return outcome;
  } catch (error) {
    log.error('It could not be asked before a commit, which is made all the same.', error);
    return 'not asked';
  }
}

/**
 * Right after a `git add` in a terminal the git extension knows of nothing staged for a second or more: it would say that there
 * is nothing to commit, or commit all changes. Costs nothing where it knows of something.
 */
async function seeStaged(repository: GitRepository, { timers, log }: ExplainCommandParts): Promise<void> {
  if (repository.state.indexChanges.length > 0) return;
  try {
    await inTime(timers, repository.status());
  } catch (error) {
    log.error('The git extension could not look at what is staged.', error);
  }
}

interface FoundWork {
  readonly work: OwedWork;
  readonly purpose: Purpose;
  readonly again: () => Promise<OwedWork>;
}

async function workFor(
  parts: ExplainCommandParts,
  { repository, lots, files }: ExplainArgument,
): Promise<FoundWork | undefined> {
  if (lots !== undefined) return fromQueue(parts, lots);
  if (files !== undefined) {
    const work = await parts.fresh.look(files);
    return work.files.length === 0 ? undefined : { work, purpose: 'fresh', again: () => parts.fresh.look(files) };
  }
  const roots = repository === undefined ? await openRoots() : [repository];
  const look = (root: string): Promise<OwedWork | undefined> =>
    patiently('Looking at what is staged', parts.staged.look(root), parts.timers);
  const found = await firstToExplain(roots, look, parts.minimum());
  if (found !== undefined) {
    const { root, work } = found;
    return { work, purpose: 'ahead', again: async () => (await parts.staged.look(root)) ?? work };
  }
  if (repository !== undefined) return undefined;
  return nextOfQueue(parts);
}

/** One commit at a time, as it was made. */
async function nextOfQueue(parts: ExplainCommandParts): Promise<FoundWork | undefined> {
  const { lots: owed } = await parts.explanations.owed();
  const [first] = owed;
  const together = owed.filter(
    ({ commit, id }) => id === first?.id || (commit !== undefined && commit === first?.commit),
  );
  return fromQueue(
    parts,
    together.slice(0, MOST_LOTS).map(({ id }) => id),
  );
}

async function fromQueue({ queued }: ExplainCommandParts, ids: readonly string[]): Promise<FoundWork | undefined> {
  if (ids.length === 0) return undefined;
  const work = await queued.look(ids);
  return work.files.length === 0 ? undefined : { work, purpose: 'queue', again: () => queued.look(ids) };
}

async function openRoots(): Promise<readonly string[]> {
  const git = await gitApi();
  return (git?.repositories ?? []).map(({ rootUri }) => rootUri.fsPath);
}

function toAnswer(answer: v.InferOutput<typeof answerSchema>): ExplainAnswer {
  if (answer.kind === 'later') return { kind: 'later', draft: EMPTY_DRAFT };
  if (answer.kind === 'skipped') return { ...answer, draft: EMPTY_DRAFT };
  const { text, before, after, chose, turnedDown, forOthers } = answer;
  return { kind: 'saved', forOthers, draft: { ...EMPTY_DRAFT, text, before, after, chose, turnedDown } };
}
