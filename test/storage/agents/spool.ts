import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { AgentName } from '../../../src/domain/attribution/agentReport.ts';

/** The report script as it is shipped. */
export const SCRIPT = resolve(import.meta.dirname, '../../../src/storage/spool/grasp-report.sh');

/** A line of the spool. */
export interface SpooledJson {
  v: number;
  agent: string;
  session: string;
  tool: string;
  time: number;
  call: number;
  path: string;
  edits: { removed: string; inserted: string }[];
  blob: string;
}

/** What an agent tells its hook of an edit in this folder. */
export async function payloadOf(agent: AgentName, folder: string): Promise<string> {
  const text = await readFile(join(import.meta.dirname, 'payloads', `${agent}.json`), 'utf8');
  return text.replaceAll('$FOLDER', folder);
}
