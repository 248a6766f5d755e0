import type { AgentReport } from '../domain/attribution/agentReport.ts';
import type { Disposable } from './disposable.ts';

/** What agents report by their own hooks. */
export interface AgentReports {
  /**
   * Told of reports about files of this window, oldest first, also of those from the time when it was closed. They are
   * done away with once every listener's promise has resolved; where one rejects, or the window dies before, they come
   * again with the same ids.
   */
  onReports(listener: (reports: readonly AgentReport[]) => Promise<void>): Disposable;
}
