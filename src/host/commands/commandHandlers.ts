import * as vscode from 'vscode';
import type { Corrections } from '../../features/corrections/corrections.ts';
import type { PauseControl } from '../../features/pause/pauseControl.ts';
import type { DataFolder } from '../dataFolder.ts';
import type { OutputLog } from '../log/outputLog.ts';
import { VIEW_ID } from '../panel/viewId.ts';
import type { RepositoryFiles } from '../scm/repositoryFiles.ts';
import type { Storage } from '../startup/openStorage.ts';
import type { Blocks } from '../startup/startBlocks.ts';
import type { Tasks } from '../startup/startTasks.ts';
import type { explainHandlers } from '../startup/explainActs.ts';
import { runInstallHooks, runRemoveHooks, type AgentHookCommandParts } from './agentHookCommands.ts';
import type { CommandHandlers } from './commandTable.ts';
import { runCorrect } from './correctCommand.ts';
import { runExport } from './exportCommand.ts';
import { runForget, type ForgetCommandParts } from './forgetCommand.ts';
import { runImport } from './importCommand.ts';
import { openDataFolder, rebuildLedger } from './ledgerCommands.ts';
import { runPause, runResume } from './pauseCommands.ts';
import { runShareNote, type ShareNoteParts } from './shareNoteCommand.ts';

export interface CommandParts extends Storage, ForgetCommandParts, ShareNoteParts {
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

/** What each command does that needs no more than what is recorded. */
export function commandHandlers(
  parts: CommandParts,
): Omit<
  CommandHandlers,
  'grasp.markAccepted' | keyof ReturnType<typeof explainHandlers> | keyof Blocks['handlers'] | keyof Tasks['handlers']
> {
  const { ledger, folder, timers, log, pausing, corrections, showLog, agentHooks } = parts;
  return {
    'grasp.showPanel': () => vscode.commands.executeCommand(`${VIEW_ID}.focus`),
    'grasp.exportData': (argument) => runExport(argument, parts),
    'grasp.importData': (argument) => runImport(argument, { ledger, timers, log, showLog }),
    'grasp.forget': (argument) => runForget(argument, parts),
    'grasp.correctOrigin': (argument) => runCorrect(argument, corrections),
    'grasp.shareNote': (argument) => runShareNote(argument, parts),
    'grasp.rebuildLedger': () => rebuildLedger(ledger),
    'grasp.openDataFolder': () => openDataFolder(folder.path),
    'grasp.pause': (argument) => runPause(argument, parts),
    'grasp.resume': () => runResume(pausing),
    'grasp.installAgentHooks': (argument) => runInstallHooks(argument, agentHooks),
    'grasp.removeAgentHooks': (argument) => runRemoveHooks(argument, agentHooks),
    'grasp.showLog': showLog,
  };
}
