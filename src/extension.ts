import { randomBytes } from 'node:crypto';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ChatEditing } from './domain/attribution/chatEditing.ts';
import { AcceptKeyCheck } from './features/accept-keys/acceptKeyCheck.ts';
import { Corrections } from './features/corrections/corrections.ts';
import { AcceptanceLog } from './features/record-edits/acceptanceLog.ts';
import { AcceptanceFollower } from './features/record-edits/acceptanceFollower.ts';
import { EditCounts } from './features/record-edits/editCounts.ts';
import { EditRecorder } from './features/record-edits/editRecorder.ts';
import type { CommitKnowledge } from './features/commit-knowledge/commitKnowledge.ts';
import { ForgetControl } from './features/forget/forgetControl.ts';
import { ProvenanceKeeper } from './features/provenance/provenanceKeeper.ts';
import { PauseControl } from './features/pause/pauseControl.ts';
import { remoteHosts } from './git/remoteHosts.ts';
import { AgentHooks } from './agents/agentHooks.ts';
import { tellUnknownAcceptKey } from './host/acceptKeyNotice.ts';
import { graspExports, type GraspExports } from './host/api/graspApi.ts';
import { readAcceptedLines } from './host/acceptedLines.ts';
import { runInstallHooks, runRemoveHooks, type AgentHookCommandParts } from './host/commands/agentHookCommands.ts';
import type { CommandHandlers } from './host/commands/commandTable.ts';
import { registerCommands } from './host/commands/registerCommands.ts';
import { correctNow, inWords, runCorrect } from './host/commands/correctCommand.ts';
import { runExport } from './host/commands/exportCommand.ts';
import { runForget, type ForgetCommandParts } from './host/commands/forgetCommand.ts';
import { HookPreview } from './host/commands/hookPreview.ts';
import { runImport } from './host/commands/importCommand.ts';
import { openDataFolder, rebuildLedger } from './host/commands/ledgerCommands.ts';
import { runPause, runResume } from './host/commands/pauseCommands.ts';
import { dataFolder, tellNewDataFolder, type DataFolder } from './host/dataFolder.ts';
import { startDisk } from './host/disk/startDisk.ts';
import { AcceptMark } from './host/editor/acceptMark.ts';
import { ChatDocuments } from './host/editor/chatDocuments.ts';
import { CorrectionLenses } from './host/editor/correctionLenses.ts';
import { observeEdits } from './host/editor/editObserver.ts';
import { systemClipboard } from './host/editor/systemClipboard.ts';
import { Shadows } from './host/editor/shadows.ts';
import { Guard } from './host/guard.ts';
import { OutputLog } from './host/log/outputLog.ts';
import { PanelView } from './host/panel/panelView.ts';
import { VIEW_ID } from './host/panel/viewId.ts';
import { LineRecords } from './host/provenance/lineRecords.ts';
import { OpenDocuments } from './host/provenance/openDocuments.ts';
import { ProvenanceMarks } from './host/provenance/provenanceMarks.ts';
import { showReading } from './host/readingProgress.ts';
import { readCommits } from './host/scm/commitReading.ts';
import { watchCommits } from './host/scm/commitWatcher.ts';
import { RepositoryFiles } from './host/scm/repositoryFiles.ts';
import { tellRestrictedMode } from './host/restrictedMode.ts';
import { Screens } from './host/screens.ts';
import { onDidChangeSettings } from './host/settings/readSetting.ts';
import { StatusItem } from './host/statusBar/statusItem.ts';
import { Exclusion } from './host/privacy/exclusion.ts';
import { HiddenNames } from './host/privacy/hiddenNames.ts';
import { systemClock, systemTimers } from './host/systemTime.ts';
import type { Disposable } from './ports/disposable.ts';
import { pathsWithin } from './storage/files.ts';
import { SessionJournal } from './storage/journal/sessionJournal.ts';
import { ensureNameKeys, readNameKeys } from './storage/keys/nameKeys.ts';
import { LedgerClient } from './storage/ledger/ledgerClient.ts';
import { hookRecordFiles } from './storage/spool/hookRecordFiles.ts';
import { agentFolder, placeReportScript, removeReportScript } from './storage/spool/reportScript.ts';

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
  const storage = openStorage(context, folder.path, { dist: dist.fsPath, log, keyId: () => names.keyId });
  const { journal, ledger } = storage;
  const acceptances = new AcceptanceLog(journal, log, (file) => names.recorded(file));
  const open = new OpenDocuments();
  const { recorder, follower, observeChat, observeDisk, provenance } = startRecording(acceptances, log, open);
  const letGo = async (): Promise<void> => {
    await recorder.letGo();
    await lines.settle();
  };
  const pausing = new PauseControl({ journal, ledger, clock, timers, log, letGo });
  const isOn = () => !pausing.isPaused && names.isReady;
  const mayRecord = (document: vscode.TextDocument) => isOn() && !exclusion.isExcluded(document);
  const { known } = pausing;
  const keeping = { keeper: provenance, ledger, acceptances, clock, timers, log, open, known, mayRecord };
  const lines = new LineRecords({ ...keeping, names: () => names });
  const forgetting = forgetControl(storage, {
    ...{ pausing, recorder, log, letGo, lines },
    letGoToo: () => {
      names.forgetReal();
      commits.letGo();
    },
  });
  finish = () => finishRecording(recorder, pausing, storage, lines);
  const names = hiddenNames(folder.path, { letGo, pausing, journal, log });
  const exclusion = new Exclusion({
    ...{ timers, log, remoteHosts },
    excluded: ({ uri }) => {
      recorder.forgetDocument(uri.toString());
      lines.drop(uri.toString());
    },
  });
  const files = new RepositoryFiles(names, exclusion);
  const commits = readCommits(context, { ...storage, acceptances, pausing, names, files, clock, timers, log });
  const settingsNotice = () => [names.notice, exclusion.notice].filter((one) => one !== '').join(' ');
  const hiddenUris = (path: string, isFolder?: boolean) => names.hiddenUris(path, isFolder);
  const corrections = new Corrections({ ...storage, pausing, clock, timers, log });
  const parts = {
    ...{ ...storage, folder, clock, timers, log, pausing, forgetting, hiddenUris, corrections },
    ...{ settingsNotice, showLog, agentHooks: agentHooks(folder.path, dist.fsPath), files, version: versionOf(context) },
  };
  const mark = markOfAcceptKeys(context, guard, { recorder, acceptances });
  const { shown, refresh } = openScreens(parts, { dist, guard, names, follower });
  context.subscriptions.push(
    ...[log, ...shown, exclusion, names, forgetting, provenance, lines, open, parts.agentHooks.preview],
    new ProvenanceMarks(provenance, guard),
    showReading(ledger, timers),
    observeChat(guard),
    observeDisk({ recorder, guard, mayRecord: async (uri) => isOn() && !(await exclusion.isExcludedFile(uri)) })
      .listening,
    observeEdits(recorder, new Shadows(), guard, lines.mayRecord),
    lines.observe(guard, { pausing, corrections }),
    registerCommands({ ...commandHandlers(parts), 'grasp.markAccepted': (argument) => mark.receive(argument) }, guard),
    ...refreshing(refresh, { ...storage, acceptances, corrections, pausing }),
    onDidChangeSettings(() => tellNewDataFolder(folder, dataFolder(context)), 'dataFolder'),
  );
  refresh();
  names.prepare();
  beginListening(context, { guard, mark, follower, lines, commits });
  return graspExports({ acceptances, provenance, ledger, hiddenUris });
}

/** Panel, status bar and lenses, which are shown anew together. */
function openScreens(
  parts: Parts,
  {
    dist,
    guard,
    names,
    follower,
  }: { dist: vscode.Uri; guard: Guard; names: HiddenNames; follower: AcceptanceFollower },
): { shown: readonly Disposable[]; refresh: () => void } {
  const { ledger, clock, timers, folder, pausing, corrections, hiddenUris } = parts;
  const content = () => readAcceptedLines(parts);
  const panel = new PanelView({
    ...{ ...parts, dist, content },
    resume: () => guard.run('grasp.resume', () => runResume(pausing)),
    correct: async (id, answer) => inWords(await correctNow(corrections, id, answer)),
    realUri: (uri) => names.realUri(uri),
  });
  const status = new StatusItem();
  const screens = new Screens({ panel, status, content, timers, guard, folder: folder.path });
  const lenses = new CorrectionLenses({ ledger, clock, hiddenUris, startsIn: (uri) => follower.startsIn(uri) });
  const refresh = (): void => {
    screens.refresh();
    lenses.refresh();
  };
  return { shown: [panel, status, screens, lenses], refresh };
}

/** What needs an answer of VS Code, or of another extension, before it begins. */
function beginListening(
  context: vscode.ExtensionContext,
  {
    guard,
    mark,
    follower,
    lines,
    commits,
  }: { guard: Guard; mark: AcceptMark; follower: AcceptanceFollower; lines: LineRecords; commits: CommitKnowledge },
): void {
  guard.listener('Enabling the accept keys', () => mark.enable())();
  guard.listener('Telling of Restricted Mode', () => tellRestrictedMode(context))();
  guard.listener('Watching for commits', async () => {
    const watching = await watchCommits({
      opened: (root) => commits.lookSoon(root.fsPath),
      committed: (root) => {
        follower.committed(root.toString());
        lines.committed(root.toString());
        commits.lookSoon(root.fsPath);
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

function commandHandlers(parts: Parts): Omit<CommandHandlers, 'grasp.markAccepted'> {
  const { ledger, folder, timers, log, pausing, corrections, showLog, agentHooks } = parts;
  return {
    'grasp.showPanel': () => vscode.commands.executeCommand(`${VIEW_ID}.focus`),
    'grasp.exportData': (argument) => runExport(argument, parts),
    'grasp.importData': (argument) => runImport(argument, { ledger, timers, log, showLog }),
    'grasp.forget': (argument) => runForget(argument, parts),
    'grasp.correctOrigin': (argument) => runCorrect(argument, corrections),
    'grasp.rebuildLedger': () => rebuildLedger(ledger),
    'grasp.openDataFolder': () => openDataFolder(folder.path),
    'grasp.pause': (argument) => runPause(argument, parts),
    'grasp.resume': () => runResume(pausing),
    'grasp.installAgentHooks': (argument) => runInstallHooks(argument, agentHooks),
    'grasp.removeAgentHooks': (argument) => runRemoveHooks(argument, agentHooks),
    'grasp.showLog': showLog,
  };
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

interface Parts extends Storage, ForgetCommandParts {
  readonly files: RepositoryFiles;
  readonly version: string;
  readonly folder: DataFolder;
  readonly log: OutputLog;
  readonly pausing: PauseControl;
  readonly corrections: Corrections;
  readonly agentHooks: AgentHookCommandParts;
  readonly settingsNotice: () => string;
  readonly showLog: () => void;
}

interface Storage {
  readonly journal: SessionJournal;
  readonly ledger: LedgerClient;
}

function versionOf({ extension }: vscode.ExtensionContext): string {
  return (extension.packageJSON as { version: string }).version;
}

function openStorage(
  context: vscode.ExtensionContext,
  folder: string,
  { dist, log, keyId }: { dist: string; log: OutputLog; keyId: () => string | undefined },
): Storage {
  const journal = new SessionJournal({
    folder: join(folder, 'journal'),
    newSession: () => randomBytes(8).toString('hex'),
    held: true,
    keyId,
    header: {
      grasp: versionOf(context),
      vscode: vscode.version,
      pid: process.pid,
      host: hostname(),
    },
    clock: systemClock,
    timers: systemTimers,
  });
  const ledger = new LedgerClient({
    folder,
    program: join(dist, 'ledger.cjs'),
    wasm: join(dist, 'sql-wasm.wasm'),
    log,
    noticeOrder: (latest) => {
      journal.noticeOrder(latest);
    },
  });
  return { journal, ledger };
}

/** The hooks of agents are the person's order: they are changed also while Grasp is paused. */
function agentHooks(dataFolder: string, dist: string): AgentHookCommandParts {
  const agents = agentFolder(dataFolder);
  return {
    hooks: new AgentHooks({ home: homedir, script: agents.script, records: hookRecordFiles(agents.folder) }),
    preview: new HookPreview(),
    placeScript: () => placeReportScript(agents, join(dist, 'grasp-report.sh')),
    removeScript: () => removeReportScript(agents),
  };
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

function startRecording(acceptances: AcceptanceLog, log: OutputLog, { linesOf }: OpenDocuments) {
  const timers = systemTimers;
  const follower = new AcceptanceFollower(acceptances, timers, systemClock);
  const counts = new EditCounts(timers, (counted) => {
    acceptances.recordCounts(counted);
  });
  const report = (error: unknown): void => {
    log.error('Recording an edit failed.', error);
  };
  const chatDocuments = new ChatDocuments(systemClock);
  const chat = new ChatEditing((uri) => chatDocuments.texts(uri));
  const provenance = new ProvenanceKeeper({ clock: systemClock, timers, linesOf, report });
  const clipboard = systemClipboard(log);
  const { disk, observeDisk } = startDisk(report);
  const parts = { timers, clock: systemClock, chat, clipboard, follower, counts, disk, witness: provenance, report };
  return {
    observeDisk,
    follower,
    provenance,
    recorder: new EditRecorder(parts),
    observeChat: (guard: Guard) => chatDocuments.observe(chat, guard),
  };
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
