import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { statOf } from '../files.ts';
import { makeOwnFolders, placeScript } from '../placeScript.ts';

/** Where the script lies that the hooks of agents run, and the spool into which it writes. Both are for the person alone. */
export interface AgentFolder {
  /** `agents` in the data folder, which outlives every update of Grasp */
  readonly folder: string;
  readonly script: string;
  readonly spool: string;
}

export function agentFolder(dataFolder: string): AgentFolder {
  const folder = join(dataFolder, 'agents');
  return { folder, script: join(folder, 'grasp-report.sh'), spool: join(folder, 'spool') };
}

/**
 * Puts the report script in its place, or this version's in the place of an older one.
 * @param source the script as it is shipped
 */
export async function placeReportScript({ folder, script, spool }: AgentFolder, source: string): Promise<void> {
  await makeOwnFolders([folder, spool]);
  await placeScript(script, source, false);
}

/** Puts this version's script in the place of an older one, where hooks run it. */
export async function renewReportScript(agents: AgentFolder, source: string): Promise<void> {
  if ((await statOf(agents.script)) !== undefined) await placeReportScript(agents, source);
}

/** Takes away the script and all that agents have left, once no hook runs it any more. */
export async function removeReportScript({ script, spool }: AgentFolder): Promise<void> {
  await rm(script, { force: true });
  await rm(spool, { recursive: true, force: true });
}
