import * as vscode from 'vscode';
import type { AgentReport } from '../../domain/attribution/agentReport.ts';
import { withPlainBreaks } from '../../domain/attribution/shadowText.ts';
import { AgentActivity } from '../../features/record-edits/agentActivity.ts';
import { ClosedFiles, type ClosedFilesParts } from '../../features/record-edits/closedFiles.ts';
import { DiskWrites } from '../../features/record-edits/diskWrites.ts';
import type { Guard } from '../guard.ts';
import { RECORDED_SCHEMES } from '../editor/editObserver.ts';
import { onDidChangeSettings } from '../settings/readSetting.ts';
import { systemClock, systemTimers } from '../systemTime.ts';
import { FileRepositories } from './fileRepositories.ts';
import { fileOf } from './languageOfFile.ts';
import { VisibleFiles } from './visibleFiles.ts';
import { watchDisk } from './watchDisk.ts';
import { watchTerminals } from './watchTerminals.ts';

interface DiskParts {
  readonly recorder: ClosedFilesParts['recorder'];
  readonly guard: Guard;
  /** whether anything may be recorded of a file that is not open */
  readonly mayRecord: (uri: vscode.Uri) => Promise<boolean>;
  /** told of each file that is followed, and of which nothing may be recorded any more */
  readonly excluded: (uri: string) => void;
}

interface StartedDisk {
  readonly disk: DiskWrites;
  readonly activity: AgentActivity;
  /** the text of a file that is not open and is followed, with plain line breaks */
  readonly closedText: (uri: string) => string | undefined;
  readonly observeDisk: (parts: DiskParts) => ObservedDisk;
}

interface ObservedDisk {
  readonly listening: vscode.Disposable;
  /** Settles when all that the reports tell is recorded. */
  readonly takeReports: (reports: readonly AgentReport[]) => Promise<void>;
}

/** What tells who wrote to the disk, and what it learns that from: files, terminals and git. */
export function startDisk(report: (error: unknown) => void): StartedDisk {
  const [clock, timers] = [systemClock, systemTimers];
  const activity = new AgentActivity(clock);
  const repositories = new FileRepositories();
  let closed: ClosedFiles | undefined;
  const disk = new DiskWrites({
    ...{ clock, timers, activity, report, repositories },
    textOf: (uri) => openText(uri) ?? closed?.textOf(uri),
    letGo: () => closed?.letGo(),
  });
  const observeDisk = ({ recorder, guard, mayRecord, excluded }: DiskParts): ObservedDisk => {
    const files = new ClosedFiles({
      ...{ clock, timers, activity, disk, report, recorder, fileOf, excluded },
      files: new VisibleFiles(),
      blobNames: (text) => repositories.blobNames(text),
      isOpen: (uri) => documentOf(uri) !== undefined,
      mayRecord: (uri) => mayRecord(vscode.Uri.parse(uri)),
    });
    closed = files;
    const listening = vscode.Disposable.from(
      watchTerminals(activity, guard),
      watchDisk((uri) => {
        disk.fileChanged(uri.toString());
        files.changed(uri.toString());
      }, guard),
      watchDocuments(files, guard),
      onDidChangeSettings(
        guard.listener('Leaving out files', () => files.askAgain()),
        'privacy.exclude',
      ),
    );
    const takeReports = (reports: readonly AgentReport[]): Promise<void> =>
      files.reported(reports.map((one) => ({ report: one, uri: vscode.Uri.file(one.path).toString() })));
    return { takeReports, listening };
  };
  return { disk, activity, observeDisk, closedText: (uri) => closed?.textOf(uri) };
}

function watchDocuments(files: ClosedFiles, guard: Guard): vscode.Disposable {
  const textOf = (document: vscode.TextDocument) => (): string => withPlainBreaks(document.getText());
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(
      guard.listener('Following an opened file', (document) => {
        files.opened(document.uri.toString(), textOf(document));
      }),
    ),
    vscode.workspace.onDidCloseTextDocument(
      guard.listener('Following a closed file', (document) => {
        if (document.isUntitled || !RECORDED_SCHEMES.has(document.uri.scheme)) return;
        files.closed(document.uri.toString(), document.isDirty ? undefined : textOf(document));
      }),
    ),
  );
}

/** The text of an open document. */
function openText(uri: string): string | undefined {
  const document = documentOf(uri);
  return document && withPlainBreaks(document.getText());
}

function documentOf(uri: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri);
}
