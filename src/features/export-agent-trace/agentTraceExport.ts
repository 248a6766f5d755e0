import {
  agentTraceRecord,
  isAttributed,
  type AttributedFile,
  type TraceHead,
} from '../../domain/export/agentTraceRecord.ts';
import type { JobProgress } from '../../ports/dataJob.ts';
import type { Ledger, LinesQuery } from '../../ports/ledger.ts';
import type { WorkTree, WorkTrees } from '../../ports/workTrees.ts';

export interface AgentTraceParts {
  readonly workTrees: WorkTrees;
  readonly ledger: Pick<Ledger, 'lineOrigins'>;
  /** the names under which a file of a repository is recorded; `undefined` for one of which nothing may be told */
  readonly nameOf: (root: string, path: string) => Promise<Omit<LinesQuery, 'lines'> | undefined>;
  /** for one record each */
  readonly head: () => Omit<TraceHead, 'revision'>;
}

export interface AgentTraceRequest {
  /** absolute paths of the folders that are open */
  readonly folders: readonly string[];
  /** throws when it was called off */
  readonly stop: () => void;
  readonly progress: (progress: JobProgress) => void;
}

/** One repository after the other, files by whether they are as in the commit that is checked out. */
interface Traced {
  readonly committed: AttributedFile[];
  readonly changed: AttributedFile[];
}

/**
 * Records of Agent Trace for the files of the repositories that are open: at most two for each, since lines are counted
 * in a commit where a file is as in it, and in the file as it is else.
 */
export async function agentTraces(
  parts: AgentTraceParts,
  { folders, stop, progress }: AgentTraceRequest,
): Promise<readonly Record<string, unknown>[]> {
  const trees = await treesOf(parts, folders);
  const total = trees.reduce((sum, { files }) => sum + files.size, 0);
  const records: Record<string, unknown>[] = [];
  let done = 0;
  let told = 0;
  for (const tree of trees) {
    const traced: Traced = { committed: [], changed: [] };
    for (const path of tree.files.keys()) {
      stop();
      if (await trace(parts, { tree, path, traced })) told += 1;
      progress({ done: (done += 1), total, records: told });
    }
    const { committed, changed } = traced;
    if (committed.length > 0) records.push(agentTraceRecord(committed, { ...parts.head(), revision: tree.revision }));
    if (changed.length > 0) records.push(agentTraceRecord(changed, { ...parts.head(), revision: undefined }));
  }
  return records;
}

/** Several folders may lie in one repository. */
async function treesOf({ workTrees }: AgentTraceParts, folders: readonly string[]): Promise<readonly WorkTree[]> {
  const trees = new Map<string, WorkTree>();
  for (const folder of folders) {
    const tree = await workTrees.list(folder);
    if (tree !== undefined) trees.set(tree.root, tree);
  }
  return [...trees.values()];
}

async function trace(
  { workTrees, ledger, nameOf }: AgentTraceParts,
  { tree, path, traced }: { tree: WorkTree; path: string; traced: Traced },
): Promise<boolean> {
  const name = await nameOf(tree.root, path);
  const file = name && (await workTrees.read(tree, path));
  if (name === undefined || file === undefined) return false;
  const attributed = { path, origins: await ledger.lineOrigins({ ...name, lines: file.lines }) };
  if (!isAttributed(attributed)) return false;
  (file.isCommitted ? traced.committed : traced.changed).push(attributed);
  return true;
}
