import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AgentName } from '../../domain/attribution/agentReport.ts';
import { readHookRecord, type HookRecord } from '../../domain/attribution/hookRecord.ts';
import type { HookRecords } from '../../ports/hookRecords.ts';
import { isMissing } from '../files.ts';
import { replaceFile } from '../replaceFile.ts';

/** A file for each agent, for the person alone: settings may hold secrets. */
export function hookRecordFiles(folder: string): HookRecords {
  const nameOf = (agent: AgentName): string => `${agent}.undo.json`;
  return {
    async read(agent: AgentName): Promise<HookRecord | undefined> {
      try {
        return readHookRecord(await readFile(join(folder, nameOf(agent)), 'utf8'));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async write(agent: AgentName, record: HookRecord): Promise<void> {
      await replaceFile(folder, nameOf(agent), Buffer.from(`${JSON.stringify(record)}\n`), {
        reached: () => undefined,
      });
    },
    async remove(agent: AgentName): Promise<void> {
      await rm(join(folder, nameOf(agent)), { force: true });
    },
  };
}
