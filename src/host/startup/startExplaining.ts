import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { PromptBudget } from '../../features/prompts/promptBudget.ts';
import { DiffedText } from '../../features/explain-commit/diffedText.ts';
import { ExplainAsking } from '../../features/explain-commit/explainAsking.ts';
import { FreshWork } from '../../features/explain-commit/freshWork.ts';
import { KnownLines } from '../../features/explain-commit/knownLines.ts';
import { LotLog } from '../../features/explain-commit/lotLog.ts';
import { QueuedWork } from '../../features/explain-commit/queuedWork.ts';
import { StagedCount } from '../../features/explain-commit/stagedCount.ts';
import { StagedWork } from '../../features/explain-commit/stagedWork.ts';
import { NoteEdits } from '../../features/explanations/noteEdits.ts';
import { PlanFirst } from '../../features/plan-first/planFirst.ts';
import { LandedCommits } from '../../features/landed-commits/landedCommits.ts';
import type { PauseControl } from '../../features/pause/pauseControl.ts';
import { GitCommits } from '../../git/gitCommits.ts';
import { repositoryRoot } from '../../git/repositoryRoot.ts';
import { GitStagedFiles } from '../../git/stagedFiles.ts';
import { VisibleFiles } from '../disk/visibleFiles.ts';
import { DraftStore } from '../explain/draftStore.ts';
import { ExplainByStyle } from '../explain/explainByStyle.ts';
import { ExplainTab } from '../explain/explainTab.ts';
import { openDiff } from '../explain/openDiff.ts';
import { QuickExplain } from '../explain/quickExplain.ts';
import type { OutputLog } from '../log/outputLog.ts';
import type { HiddenNames } from '../privacy/hiddenNames.ts';
import { promptChoices } from '../prompts/promptChoices.ts';
import type { LineRecords } from '../provenance/lineRecords.ts';
import type { CommitMays } from '../scm/commitReading.ts';
import type { RepositoryFiles } from '../scm/repositoryFiles.ts';
import type { GateChoices } from '../settings/gateChoices.ts';
import { readSetting } from '../settings/readSetting.ts';
import { systemClock, systemTimers } from '../systemTime.ts';
import type { Storage } from './openStorage.ts';

export interface ExplainingParts extends Storage {
  readonly log: OutputLog;
  readonly dist: vscode.Uri;
  readonly pausing: PauseControl;
  readonly names: HiddenNames;
  readonly files: RepositoryFiles;
  readonly lines: LineRecords;
  readonly choices: GateChoices;
  readonly commits: CommitMays;
}

const isTrusted = (): boolean => vscode.workspace.isTrusted;

/** What knows of staged, committed and present texts which lines AI wrote. */
function readTexts({ ledger, names, files, lines, choices }: ExplainingParts) {
  const staged = new GitStagedFiles(isTrusted);
  const known = new KnownLines({ ledger, explanations: ledger, open: (uri) => lines.known(uri) });
  const diffed = new DiffedText({
    known,
    text: (root, blob) => staged.text(root, blob),
    nameOf: (root, path) => files.recorded(root, path),
    uriOf: (root, path) => vscode.Uri.joinPath(vscode.Uri.file(root), path).toString(),
    ownedBy: (_root, path) => choices.ownedBy(path),
    isLeftOut: (_root, file, text) => choices.isLeftOut(file, text),
  });
  const work = new StagedWork({ staged, diffed, clock: systemClock });
  const disk = new VisibleFiles();
  const read = async (uri: string): Promise<string | undefined> => openText(uri) ?? (await disk.read(uri));
  const queued = new QueuedWork({
    ...{ explanations: ledger, known, pathOf: pathInRepository, ownedBy: (path) => choices.ownedBy(path) },
    // What was excluded since then is read no more; what waits can still be explained from memory.
    read: async (uri) => ((await files.isExcluded(vscode.Uri.parse(uri))) ? undefined : read(uri)),
    realUri: (uri) => names.realUri(uri),
  });
  const fresh = new FreshWork({
    ...{ known, read, ownedBy: (path) => choices.ownedBy(path) },
    nameOf: (uri) => files.recordedUri(vscode.Uri.parse(uri)),
    pathOf: pathInRepository,
    isLeftOut: (path, text) => choices.isLeftOut({ path, isGenerated: false }, text),
  });
  return { staged, diffed, work, queued, fresh };
}

/** All that asks for explanations, takes them down, and knows what waits for one. */
export function startExplaining(context: vscode.ExtensionContext, parts: ExplainingParts) {
  const { journal, ledger, log, dist, pausing, names, files, lines, choices, commits } = parts;
  const [clock, timers] = [systemClock, systemTimers];
  const { staged, diffed, work, queued, fresh } = readTexts(parts);
  const lots = new LotLog(journal, ledger);
  const drafts = new DraftStore(context.workspaceState);
  const noticing = ledger.onDidAnswer(({ forgetting }) => {
    drafts.noticeForgotten(forgetting.done);
  });
  const page = new ExplainTab({ dist, timers, log });
  const quick = new QuickExplain({ clock, page });
  const budget = new PromptBudget({
    journal,
    explanations: ledger,
    pausing,
    clock,
    timers,
    log,
    settings: promptChoices,
  });
  const plan = new PlanFirst({
    ...{ journal, explanations: ledger, budget, clock, timers, log, repositoryOf },
    isPaused: () => pausing.isPaused,
    ownedBy: async (uri) => choices.ownedBy(await pathInRepository(uri)),
  });
  const asking = new ExplainAsking({
    ...{ lots, drafts, timers, log },
    page: new ExplainByStyle({ quick, page, style: () => readSetting('gate.style') }),
    isPaused: () => pausing.isPaused,
    nameOf: (uri) => files.recordedUri(vscode.Uri.parse(uri)),
    planFor: (areas) => plan.planFor(areas),
    openDiff: async (place, purpose) => {
      if (!(await openDiff(place, purpose))) log.info('A comparison could not be opened.');
    },
    changeClass: ({ path }, to) => choices.changeClass(path, to),
  });
  const minimum = (): number => choices.minimumLines;
  const noteEdits = new NoteEdits({ journal, explanations: ledger, ledger, pausing, clock, timers, log });
  const write = (root: string): Promise<void> => lines.committed(vscode.Uri.file(root).toString());
  const landed = new LandedCommits({
    ...{ commits: new GitCommits(isTrusted), explanations: ledger, diffed, lots, clock, timers, log, minimum },
    ...commits,
    repositoryName: (root) => names.recorded({ uri: vscode.Uri.file(root).toString() }).uri,
    standing: (lot) => queued.standing(lot),
    write,
  });
  const count = new StagedCount({ staged, work, timers, log, minimum, write, mayLook: commits.mayRecord });
  const mayAsk = commits.mayRecord;
  return {
    ...{ asking, staged: work, queued, fresh, noteEdits, landed, count, budget, plan, drafts, mayAsk, minimum, write },
    disposables: [noticing, page, quick, landed, count, plan],
  };
}

export type Explaining = ReturnType<typeof startExplaining>;

/** A file's path as areas name it: in its repository, or in the workspace where it is in none. */
export async function pathInRepository(uri: string): Promise<string> {
  const file = vscode.Uri.parse(uri);
  const root = await repositoryOf(uri);
  if (root === undefined) return vscode.workspace.asRelativePath(file, false);
  return relative(root, file.fsPath).split(sep).join('/');
}

/** The top folder of the repository that holds a file. */
export async function repositoryOf(uri: string): Promise<string | undefined> {
  const file = vscode.Uri.parse(uri);
  return file.scheme === 'file' ? repositoryRoot(vscode.Uri.joinPath(file, '..').fsPath) : undefined;
}

function openText(uri: string): string | undefined {
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri);
  return document?.getText().replaceAll(/\r\n?/gu, '\n');
}
