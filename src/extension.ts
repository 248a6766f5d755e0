import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { AcceptanceLog } from './features/record-edits/acceptanceLog.ts';
import { AcceptanceFollower } from './features/record-edits/acceptanceFollower.ts';
import { EditCounts } from './features/record-edits/editCounts.ts';
import { EditRecorder } from './features/record-edits/editRecorder.ts';
import { graspExports, type GraspExports } from './host/api/graspApi.ts';
import { readAcceptedLines } from './host/acceptedLines.ts';
import { registerCommands } from './host/commands/registerCommands.ts';
import { runExport } from './host/commands/exportCommand.ts';
import { runImport } from './host/commands/importCommand.ts';
import { openDataFolder, rebuildLedger } from './host/commands/ledgerCommands.ts';
import { dataFolder, tellNewDataFolder } from './host/dataFolder.ts';
import { AcceptMark } from './host/editor/acceptMark.ts';
import { observeEdits } from './host/editor/editObserver.ts';
import { systemClipboard } from './host/editor/systemClipboard.ts';
import { Shadows } from './host/editor/shadows.ts';
import { Guard } from './host/guard.ts';
import { OutputLog } from './host/log/outputLog.ts';
import { PanelView } from './host/panel/panelView.ts';
import { VIEW_ID } from './host/panel/viewId.ts';
import { showReading } from './host/readingProgress.ts';
import { watchCommits } from './host/scm/commitWatcher.ts';
import { Screens } from './host/screens.ts';
import { onDidChangeDataFolder, onDidChangeSettings } from './host/settings/readSetting.ts';
import { StatusItem } from './host/statusBar/statusItem.ts';
import { systemClock, systemTimers } from './host/systemTime.ts';
import { SessionJournal } from './storage/journal/sessionJournal.ts';
import { LedgerClient } from './storage/ledger/ledgerClient.ts';

let journal: SessionJournal | undefined;
let recorder: EditRecorder | undefined;

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
  const storage = openStorage(context, folder.path, dist.fsPath, log);
  journal = storage.journal;
  const { ledger } = storage;
  const parts = { ...storage, folder, clock, acceptances: new AcceptanceLog(journal, log), timers };
  const recording = startRecording(parts.acceptances, log);
  recorder = recording.recorder;
  const mark = new AcceptMark(recorder);
  const content = () => readAcceptedLines(parts);
  const panel = new PanelView({ dist, timers, log, showLog, content });
  const status = new StatusItem();
  const screens = new Screens({ panel, status, content, timers, guard, folder: folder.path });
  context.subscriptions.push(
    log,
    panel,
    status,
    screens,
    ledger,
    showReading(ledger, timers),
    observeEdits(recorder, new Shadows(), guard),
    registerCommands(
      {
        'grasp.showPanel': () => vscode.commands.executeCommand(`${VIEW_ID}.focus`),
        'grasp.exportData': (argument) => runExport(argument, parts),
        'grasp.importData': (argument) => runImport(argument, { ledger, timers, log, showLog }),
        'grasp.rebuildLedger': () => rebuildLedger(ledger),
        'grasp.openDataFolder': () => openDataFolder(folder.path),
        'grasp.showLog': showLog,
        'grasp.markAccepted': (argument) => mark.receive(argument),
      },
      guard,
    ),
    parts.acceptances.onDidRecord(() => screens.refresh()),
    parts.acceptances.onDidChange(() => screens.refresh()),
    journal.onDidChangeHealth(() => screens.refresh()),
    ledger.onDidChange(() => screens.refresh()),
    ledger.onDidProgress((progress) => {
      if (progress === undefined) screens.refresh();
    }),
    onDidChangeSettings(() => screens.refresh()),
    onDidChangeDataFolder(() => tellNewDataFolder(folder, dataFolder(context))),
  );
  screens.refresh();
  context.subscriptions.push(timers.after(0, () => ledger.start()));
  guard.listener('Enabling the accept keys', () => mark.enable())();
  guard.listener('Watching for commits', async () => {
    context.subscriptions.push(await watchCommits((root) => recording.follower.committed(root)));
  })();
  return graspExports(parts.acceptances, ledger);
}

function openStorage(context: vscode.ExtensionContext, folder: string, dist: string, log: OutputLog) {
  const journal = new SessionJournal({
    folder: join(folder, 'journal'),
    newSession: () => randomBytes(8).toString('hex'),
    header: {
      grasp: (context.extension.packageJSON as { version: string }).version,
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

function startRecording(acceptances: AcceptanceLog, log: OutputLog) {
  const timers = systemTimers;
  const follower = new AcceptanceFollower(acceptances, timers, systemClock);
  const counts = new EditCounts(timers, (counted) => {
    acceptances.recordCounts(counted);
  });
  const report = (error: unknown): void => {
    log.error('Recording an edit failed.', error);
  };
  return {
    follower,
    recorder: new EditRecorder({ timers, clipboard: systemClipboard(log), follower, counts, report }),
  };
}

/** Writes what still waits. VS Code gives this a few seconds at the most. */
export async function deactivate(): Promise<void> {
  recorder?.dispose();
  await journal?.close();
}
