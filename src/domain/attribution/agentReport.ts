/** The agents whose own reports are understood. */
export type AgentName = 'claude-code' | 'cursor' | 'codex' | 'gemini' | 'copilot';

/** What an agent itself says of one edit that it made to a file. */
export interface AgentReport {
  /** tells it from every other report; the same when a line is read twice */
  readonly id: string;
  readonly agent: AgentName;
  readonly session: string;
  readonly tool: string;
  /** milliseconds since 1970 UTC */
  readonly time: number;
  /** absolute, normalised */
  readonly path: string;
  /** empty where the line has none */
  readonly edits: readonly { readonly removed: string; readonly inserted: string }[];
  /** git's hash of the file's content after the edit, 40 or 64 hex digits */
  readonly blob: string | undefined;
}
