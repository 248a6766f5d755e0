import { join } from 'node:path';
import * as vscode from 'vscode';
import { AcceptKeyCheck } from './features/accept-keys/acceptKeyCheck.ts';
import { Corrections } from './features/corrections/corrections.ts';
import { AcceptanceLog } from './features/record-edits/acceptanceLog.ts';
import type { AcceptanceFollower } from './features/record-edits/acceptanceFollower.ts';
import type { EditRecorder } from './features/record-edits/editRecorder.ts';
import { ForgetControl } from './features/forget/forgetControl.ts';
import { PauseControl } from './features/pause/pauseControl.ts';
import { remoteHosts } from './git/remoteHosts.ts';
import { tellUnknownAcceptKey } from './host/acceptKeyNotice.ts';
import { graspExports, type GraspExports } from './host/api/graspApi.ts';
import { commandHandlers, type CommandParts } from './host/commands/commandHandlers.ts';
import { registerCommands } from './host/commands/registerCommands.ts';
import { dataFolder, tellNewDataFolder } from './host/dataFolder.ts';
import { AcceptMark } from './host/editor/acceptMark.ts';
import { observeEdits } from './host/editor/editObserver.ts';
import { Shadows } from './host/editor/shadows.ts';
import { Guard } from './host/guard.ts';
import { OutputLog } from './host/log/outputLog.ts';
import { LineRecords } from './host/provenance/lineRecords.ts';
import { OpenDocuments } from './host/provenance/openDocuments.ts';
import { ProvenanceMarks } from './host/provenance/provenanceMarks.ts';
import { showReading } from './host/readingProgress.ts';
import { readCommits } from './host/scm/commitReading.ts';
import { watchCommits } from './host/scm/commitWatcher.ts';
import { RepositoryFiles } from './host/scm/repositoryFiles.ts';
import { tellRestrictedMode } from './host/restrictedMode.ts';
import { TextPreview } from './host/notes/textPreview.ts';
import { onDidChangeSettings } from './host/settings/readSetting.ts';
import { GateChoices } from './host/settings/gateChoices.ts';
import { agentHooks, readReports } from './host/startup/agentReporting.ts';
import { CommitHook } from './host/commitHook/startCommitHook.ts';
import { blockChoices } from './host/blocks/blockChoices.ts';
import { connectExplaining } from './host/startup/connectExplaining.ts';
import { explainHandlers, type ExplainActsParts } from './host/startup/explainActs.ts';
import { startBlocks } from './host/startup/startBlocks.ts';
import { startExplaining, type Explaining } from './host/startup/startExplaining.ts';
import { openScreens } from './host/startup/openScreens.ts';
import { openStorage, versionOf, type Storage } from './host/startup/openStorage.ts';
import { startRecording } from './host/startup/startRecording.ts';
import { startTasks } from './host/startup/startTasks.ts';
import { promptChoices } from './host/prompts/promptChoices.ts';
import { Exclusion } from './host/privacy/exclusion.ts';
import { HiddenNames } from './host/privacy/hiddenNames.ts';
import { systemClock, systemTimers } from './host/systemTime.ts';
import type { Disposable } from './ports/disposable.ts';
import { pathsWithin } from './storage/files.ts';
import { ensureNameKeys, readNameKeys } from './storage/keys/nameKeys.ts';

/** What a window that closes waits for the ledger, in milliseconds. */
const LAST_WAIT = 2_000;

/** Writes what still waits and ends what must not end before that. */
let finish: (() => Promise<void>) | undefined;

/** Builds every object once and wires them. Whatever takes longer than that happens after it. */
export function activate(context: vscode.ExtensionContext): GraspExports {
  const log = new OutputLog();
  const showLog = (): void => {
    log.show();
  };
  const guard = new Guard(log, showLog);
  const clock = systemClock;
  const timers = systemTimers;
  const folder = dataFolder(context);
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  const recording = buildRecording(context, { folder: folder.path, dist: dist.fsPath, log });
  const { storage, acceptances, recorder, provenance, lines, pausing, names, exclusion, hiddenUris } = recording;
  const corrections = new Corrections({ ...storage, pausing, clock, timers, log });
  const choices = new GateChoices();
  const explaining = startExplaining(context, { ...storage, ...recording, log, dist, choices });
  const blocks = startBlocks({ ...storage, ...explaining, ...recording, dataFolder: folder.path, guard, log });
  const tasks = startTasks({ ...storage, pausing, guard, log });
  const acts = { ...{ explaining, blocks, tasks, ledger: storage.ledger, choices, guard, log }, hiddenUris };
  const parts = {
    ...{ ...storage, folder, clock, timers, log, pausing, hiddenUris, corrections, showLog },
    ...{ forgetting: recording.forgetting, files: recording.files, version: versionOf(context) },
    agentHooks: agentHooks(folder.path, dist.fsPath),
    ...{ explanations: storage.ledger, notePreview: new TextPreview() },
    realUri: (uri: string) => names.realUri(uri),
    settingsNotice: () =>
      [names.notice, exclusion.notice, choices.notice, promptChoices().notice, blockChoices().notice]
        .filter((one) => one !== '')
        .join(' '),
  };
  const mark = markOfAcceptKeys(context, guard, { recorder, acceptances });
  const { shown, refresh, connected, commitHook } = showAll(context, parts, { ...recording, ...acts, dist });
  const disk = recording.observeDisk({ ...recording, guard, mayRecord: recording.mayRecordFile });
  context.subscriptions.push(
    ...[log, ...shown, exclusion, names, recording.forgetting, provenance, lines, recording.open],
    ...[parts.agentHooks.preview, parts.notePreview, choices, ...explaining.disposables, ...connected.disposables],
    commitHook,
    new ProvenanceMarks(provenance, guard),
    showReading(storage.ledger, timers),
    ...[blocks.begin(refresh), tasks.begin(refresh)],
    recording.observeChat(guard),
    disk.listening,
    readReports({ dataFolder: folder.path, dist: dist.fsPath }, { pausing, log }, disk.takeReports),
    observeEdits(recorder, new Shadows(), guard, lines.mayRecord),
    lines.observe(guard, { pausing, corrections }),
    registerCommands(
      {
        ...{ ...commandHandlers(parts), ...explainHandlers({ ...acts, ...connected, commitHook }), ...blocks.handlers },
        ...tasks.handlers,
        'grasp.markAccepted': (argument) => mark.receive(argument),
      },
      guard,
    ),
    ...refreshing(refresh, { ...storage, acceptances, corrections, pausing }),
    onDidChangeSettings(() => tellNewDataFolder(folder, dataFolder(context)), 'dataFolder'),
  );
  refresh();
  names.prepare();
  beginListening(context, { guard, mark, ...recording, explaining, commitHook });
  return graspExports({ acceptances, provenance, ledger: storage.ledger, hiddenUris });
}

/** What records, and all that decides whether it may: each of these asks others of them. */
function buildRecording(
  context: vscode.ExtensionContext,
  { folder, dist, log }: { folder: string; dist: string; log: OutputLog },
) {
  const clock = systemClock;
  const timers = systemTimers;
  const storage = openStorage(context, folder, { dist, log, keyId: () => names.keyId });
  const { journal, ledger } = storage;
  const acceptances = new AcceptanceLog(journal, log, (file) => names.recorded(file));
  const open = new OpenDocuments();
  const started = startRecording(acceptances, log, open);
  const { recorder, provenance } = started;
  const letGo = async (): Promise<void> => {
    await recorder.letGo();
    await lines.settle();
  };
  const pausing = new PauseControl({ journal, ledger, clock, timers, log, letGo });
  const isOn = () => !pausing.isPaused && names.isReady;
  const mayRecord = (document: vscode.TextDocument) => isOn() && !exclusion.isExcluded(document);
  const mayRecordFile = async (uri: vscode.Uri) => isOn() && !(await exclusion.isExcludedFile(uri));
  // What is followed of files that are not open was asked about when it was read.
  const mayRecordClosed = (uri: string) => isOn() && started.closedText(uri) !== undefined;
  const mays = { known: pausing.known, mayRecord, mayRecordClosed };
  const keeping = { keeper: provenance, ledger, acceptances, clock, timers, log, open, ...mays };
  const lines = new LineRecords({ ...keeping, names: () => names });
  /** told whether something is forgotten; else it is a pause that begins or ends */
  const alsoLetGo: ((forgets: boolean) => void)[] = [];
  const forgetting = forgetControl(storage, {
    ...{ pausing, recorder, log, letGo, lines },
    letGoToo: () => {
      names.forgetReal();
      commits.knowledge.letGo();
      for (const letGoOne of alsoLetGo) letGoOne(true);
    },
  });
  finish = () => finishRecording(recorder, pausing, storage, lines);
  const names = hiddenNames(folder, { letGo, pausing, journal, log });
  const excluded = (uri: string): void => {
    recorder.forgetDocument(uri);
    lines.drop(uri);
  };
  const exclusion = new Exclusion({
    ...{ timers, log, remoteHosts },
    excluded: ({ uri }) => {
      excluded(uri.toString());
    },
  });
  const files = new RepositoryFiles(names, exclusion);
  const commitParts = { ...storage, acceptances, pausing, names, files, clock, timers, log };
  const commits = readCommits(context, commitParts, () => {
    for (const letGoOne of alsoLetGo) letGoOne(false);
  });
  const hiddenUris = (path: string, isFolder?: boolean) => names.hiddenUris(path, isFolder);
  return {
    ...{ ...started, storage, acceptances, open, pausing, lines, forgetting, names, exclusion, files, commits },
    ...{ hiddenUris, mayRecord, mayRecordFile, excluded, alsoLetGo },
  };
}

/** The screens, and what joins explaining to them. */
function showAll(
  context: vscode.ExtensionContext,
  parts: CommandParts,
  { dist, alsoLetGo, ...others }: ReturnType<typeof buildRecording> & ExplainActsParts & { dist: vscode.Uri },
) {
  const { explaining, blocks, tasks } = others;
  const asks = () => ({
    commitWaits: commitHook.hooked.isWaiting,
    toExplain: explaining.count.owed.reduce((sum, { places }) => sum + places, 0),
    plan: explaining.plan.offer,
    offer: connected.fresh.offer,
    ...blocks.shown(),
  });
  const { shown, refresh } = openScreens(parts, { ...others, dist, acts: others, asks });
  const connected = connectExplaining(context, { ...others, corrections: parts.corrections, refresh });
  const commitHook = new CommitHook(context, { ...others, folder: parts.folder.path, dist: dist.fsPath, refresh });
  alsoLetGo.push((forgets) => {
    explaining.landed.letGo();
    explaining.count.lookAgain();
    if (forgets) explaining.drafts.clear();
    if (forgets) void blocks.forget();
    if (forgets) void tasks.tasks.read();
    connected.fresh.letGo();
    explaining.plan.letGo();
  });
  return { shown, refresh, connected, commitHook };
}

/** What needs an answer of VS Code, or of another extension, before it begins. */
function beginListening(
  context: vscode.ExtensionContext,
  {
    guard,
    mark,
    follower,
    lines,
    commits: { knowledge },
    explaining: { landed, count },
    commitHook,
  }: {
    guard: Guard;
    mark: AcceptMark;
    follower: AcceptanceFollower;
    lines: LineRecords;
    commits: ReturnType<typeof readCommits>;
    explaining: Explaining;
    commitHook: CommitHook;
  },
): void {
  guard.listener('Enabling the accept keys', () => mark.enable())();
  guard.listener('Telling of Restricted Mode', () => tellRestrictedMode(context))();
  guard.listener('Watching for commits', async () => {
    const lookAtCommits = (root: vscode.Uri): void => {
      knowledge.lookSoon(root.fsPath);
      landed.lookSoon(root.fsPath);
    };
    const watching = await watchCommits({
      opened: (root) => {
        lookAtCommits(root);
        count.lookSoon(root.fsPath);
        guard.listener('Looking for the commit hook', () => commitHook.changed(root.fsPath))();
      },
      committed: (root) => {
        follower.committed(root.toString());
        void lines.committed(root.toString());
        lookAtCommits(root);
      },
      switched: lookAtCommits,
      changed: (root) => count.lookSoon(root.fsPath),
      closed: (root) => {
        count.drop(root.fsPath);
        commitHook.closed(root.fsPath);
      },
    });
    context.subscriptions.push(watching);
  })();
}

/** The mark of the accept keys, and the look at whether they are the ones in use. */
function markOfAcceptKeys(
  context: vscode.ExtensionContext,
  guard: Guard,
  { recorder, acceptances }: { recorder: EditRecorder; acceptances: AcceptanceLog },
): AcceptMark {
  const check = new AcceptKeyCheck(guard.listener('Telling of accept keys', () => tellUnknownAcceptKey(context)));
  context.subscriptions.push(acceptances.onDidRecord((one) => check.recorded(one)));
  return new AcceptMark(recorder, () => check.marked());
}

/** All that the screens show anew. */
function refreshing(
  refresh: () => void,
  {
    journal,
    ledger,
    acceptances,
    corrections,
    pausing,
  }: Storage & { acceptances: AcceptanceLog; corrections: Corrections; pausing: PauseControl },
): Disposable[] {
  return [
    acceptances.onDidRecord(refresh),
    acceptances.onDidChange(refresh),
    corrections.onDidCorrect(refresh),
    journal.onDidChangeHealth(refresh),
    ledger.onDidChange(refresh),
    ledger.onDidProgress((progress) => {
      if (progress === undefined) refresh();
    }),
    pausing.onDidChange(refresh),
    onDidChangeSettings(refresh),
  ];
}

function hiddenNames(
  folder: string,
  {
    letGo,
    pausing,
    journal,
    log,
  }: Pick<Storage, 'journal'> & {
    letGo: () => Promise<void>;
    pausing: PauseControl;
    log: OutputLog;
  },
): HiddenNames {
  const keys = join(folder, 'keys');
  return new HiddenNames({
    timers: systemTimers,
    log,
    readKeys: () => readNameKeys(keys),
    ensureKeys: () => ensureNameKeys(keys),
    pathsWithin,
    mayWrite: async () => {
      await pausing.known;
      return !pausing.isPaused;
    },
    letGo: async () => {
      await letGo();
      // The next file names the key. A disk that fails now is the journal's to wait for.
      void journal.rest();
    },
  });
}

function forgetControl(
  storage: Storage,
  {
    pausing,
    recorder,
    log,
    letGo,
    lines,
    letGoToo,
  }: {
    pausing: PauseControl;
    recorder: EditRecorder;
    log: OutputLog;
    letGo: () => Promise<void>;
    lines: LineRecords;
    letGoToo: () => void;
  },
): ForgetControl {
  return new ForgetControl({
    ...{ ...storage, timers: systemTimers, log, known: pausing.known },
    isPaused: () => pausing.isPaused,
    letGo: () => {
      letGoToo();
      return letGo();
    },
    drop: () => {
      letGoToo();
      return recorder.drop().finally(() => lines.forgot());
    },
    forgot: () => lines.forgot(),
  });
}

async function finishRecording(
  recorder: EditRecorder,
  pausing: PauseControl,
  { journal, ledger }: Storage,
  lines: LineRecords,
): Promise<void> {
  recorder.dispose();
  // A window that is closed right after its start does not know yet whether it may write.
  await Promise.race([pausing.known, new Promise<void>((resolve) => systemTimers.after(LAST_WAIT, resolve))]);
  await lines.settle();
  await journal.close();
  pausing.dispose();
  ledger.dispose();
}

/** VS Code gives this a few seconds at the most. */
export async function deactivate(): Promise<void> {
  await finish?.();
}
