/** The agents whose own hooks can tell Grasp what they edit. */
export const AGENT_NAMES = ['claude-code', 'cursor', 'codex', 'gemini', 'copilot'] as const;

export type AgentName = (typeof AGENT_NAMES)[number];

/** What an agent itself told of one file that it has edited. It comes from outside of Grasp: a claim, no proof. */
export interface AgentReport {
  /** tells it from every other report; the same when a line is read twice */
  readonly id: string;
  readonly agent: AgentName;
  /** the agent's name for its session, at most 200 characters; may be empty */
  readonly session: string;
  /** the agent's name for its tool, at most 50 characters */
  readonly tool: string;
  /** milliseconds since 1970 UTC, to the second */
  readonly time: number;
  /** absolute and normalised; of the file after the edit, which may be gone */
  readonly path: string;
  /** in the order of the agent; empty where it told none, or where they were too long to be kept */
  readonly edits: readonly { readonly removed: string; readonly inserted: string }[];
  /** git's hash of the file's content right after the edit, 40 or 64 hexadecimal digits */
  readonly blob: string | undefined;
}
