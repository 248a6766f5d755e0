import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { AgentHooks } from '../../agents/agentHooks.ts';
import type { PauseControl } from '../../features/pause/pauseControl.ts';
import type { AgentReports } from '../../ports/agentReports.ts';
import type { Disposable } from '../../ports/disposable.ts';
import { hookRecordFiles } from '../../storage/spool/hookRecordFiles.ts';
import {
  agentFolder,
  placeReportScript,
  removeReportScript,
  renewReportScript,
} from '../../storage/spool/reportScript.ts';
import { SpoolReader } from '../../storage/spool/spoolReader.ts';
import type { AgentHookCommandParts } from '../commands/agentHookCommands.ts';
import { HookPreview } from '../commands/hookPreview.ts';
import type { OutputLog } from '../log/outputLog.ts';
import { systemClock, systemTimers } from '../systemTime.ts';

function scriptIn(dist: string): string {
  return join(dist, 'grasp-report.sh');
}

/** The hooks of agents are the person's order: they are changed also while Grasp is paused. */
export function agentHooks(dataFolder: string, dist: string): AgentHookCommandParts {
  const agents = agentFolder(dataFolder);
  return {
    hooks: new AgentHooks({ home: homedir, script: agents.script, records: hookRecordFiles(agents.folder) }),
    preview: new HookPreview(),
    placeScript: () => placeReportScript(agents, scriptIn(dist)),
    removeScript: () => removeReportScript(agents),
  };
}

/** Reads what agents report as long as this window records, and drops what they report of a pause. */
export function readReports(
  { dataFolder, dist }: { dataFolder: string; dist: string },
  { pausing, log }: { pausing: PauseControl; log: OutputLog },
  take: Parameters<AgentReports['onReports']>[0],
): Disposable {
  const agents = agentFolder(dataFolder);
  const reader = new SpoolReader({
    ...{ spool: agents.spool, clock: systemClock, timers: systemTimers, log },
    folders: () => (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
  });
  const listening = reader.onReports(take);
  const follow = (): void => {
    if (pausing.current === undefined) reader.release();
    else reader.hold(pausing.current.begun);
  };
  const changing = pausing.onDidChange(follow);
  const tell = (error: unknown): void => {
    log.error('The script that hooks of agents run could not be renewed.', error);
  };
  void pausing.known.then(async () => {
    follow();
    if (!pausing.isPaused) await renewReportScript(agents, scriptIn(dist)).catch(tell);
  });
  return {
    dispose: () => {
      changing.dispose();
      listening.dispose();
      reader.dispose();
    },
  };
}
