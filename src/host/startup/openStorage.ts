import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { SessionJournal } from '../../storage/journal/sessionJournal.ts';
import { LedgerClient } from '../../storage/ledger/ledgerClient.ts';
import type { OutputLog } from '../log/outputLog.ts';
import { systemClock, systemTimers } from '../systemTime.ts';

export interface Storage {
  readonly journal: SessionJournal;
  readonly ledger: LedgerClient;
}

export function versionOf({ extension }: vscode.ExtensionContext): string {
  return (extension.packageJSON as { version: string }).version;
}

/** The journal of this window and the ledger of all, neither of which writes before it is known whether it may. */
export function openStorage(
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
