import type { AgentName } from '../domain/attribution/agentReport.ts';
import type { HookRecord } from '../domain/attribution/hookRecord.ts';

/** Where it is kept how settings files of agents were without Grasp. All reject with the error of the disk. */
export interface HookRecords {
  /** `undefined` for an agent without a record, and for a record that can not be read */
  read(agent: AgentName): Promise<HookRecord | undefined>;
  write(agent: AgentName, record: HookRecord): Promise<void>;
  remove(agent: AgentName): Promise<void>;
}
