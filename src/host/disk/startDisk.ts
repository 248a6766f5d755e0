import * as vscode from 'vscode';
import { withPlainBreaks } from '../../domain/attribution/shadowText.ts';
import { AgentActivity } from '../../features/record-edits/agentActivity.ts';
import { DiskWrites } from '../../features/record-edits/diskWrites.ts';
import type { Guard } from '../guard.ts';
import { systemClock, systemTimers } from '../systemTime.ts';
import { FileRepositories } from './fileRepositories.ts';
import { watchDisk } from './watchDisk.ts';
import { watchTerminals } from './watchTerminals.ts';

interface StartedDisk {
  readonly disk: DiskWrites;
  readonly observeDisk: (guard: Guard) => vscode.Disposable;
}

/** What tells who wrote to the disk, and what it learns that from: files, terminals and git. */
export function startDisk(report: (error: unknown) => void): StartedDisk {
  const activity = new AgentActivity(systemClock);
  const disk = new DiskWrites({
    ...{ clock: systemClock, timers: systemTimers, activity, report },
    repositories: new FileRepositories(),
    textOf: openText,
  });
  const listener = {
    changed: (uri: vscode.Uri): void => {
      disk.fileChanged(uri.toString());
    },
    deleted: (): void => undefined,
  };
  return {
    disk,
    observeDisk: (guard) => vscode.Disposable.from(watchTerminals(activity, guard), watchDisk(listener, guard)),
  };
}

/** The text of an open document. */
function openText(uri: string): string | undefined {
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri);
  return document && withPlainBreaks(document.getText());
}
