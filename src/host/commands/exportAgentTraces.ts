import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { agentTraces, type AgentTraceParts } from '../../features/export-agent-trace/agentTraceExport.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Declined, Job, JobProgress } from '../../ports/dataJob.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Timers } from '../../ports/timers.ts';
import { GitWorkTrees } from '../../git/gitWorkTrees.ts';
import { writeAgentTraces } from '../../storage/export/writeAgentTraces.ts';
import { KnownError } from '../guard.ts';
import type { RepositoryFiles } from '../scm/repositoryFiles.ts';
import { showJob } from './showJob.ts';

export interface AgentTraceCommandParts {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly files: RepositoryFiles;
  readonly folder: { readonly path: string };
  /** version of Grasp */
  readonly version: string;
}

const UNTRUSTED =
  'For Agent Trace Grasp asks git, which it does not in Restricted Mode. Nothing was written; trust this workspace first.';
const HIDDEN =
  'File names are hidden by "grasp.privacy.hashPaths", and Agent Trace goes by file names. Nothing was written.';

/** Writes who wrote the lines of the files in the open repositories, and gives how many records that are. */
export async function exportAgentTraces(target: string, parts: AgentTraceCommandParts): Promise<number | Declined> {
  if (!vscode.workspace.isTrusted) throw new KnownError(UNTRUSTED);
  if (parts.files.areHidden) throw new KnownError(HIDDEN);
  return showJob('Grasp: exporting', (progress) => beginExport(target, progress, parts), parts.timers);
}

function beginExport(
  target: string,
  progress: (progress: JobProgress) => void,
  { ledger, clock, files, folder, version }: AgentTraceCommandParts,
): Job<number | Declined> {
  const calledOff = new AbortController();
  const traceParts: AgentTraceParts = {
    ledger,
    workTrees: new GitWorkTrees(() => vscode.workspace.isTrusted),
    nameOf: async (root, path) => {
      const name = await files.recorded(root, path);
      return name && { uri: name.file.uri, uris: name.uris };
    },
    head: () => {
      const recordedAt = clock.now();
      return { id: randomUUID(), recordedAt, offset: clock.offsetMinutes(recordedAt), grasp: version };
    },
  };
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  const stop = (): void => {
    calledOff.signal.throwIfAborted();
  };
  const done = writeAgentTraces({ target, folder: folder.path }, () =>
    agentTraces(traceParts, { folders, stop, progress }),
  );
  return {
    done,
    cancel: () => {
      calledOff.abort();
    },
  };
}
