import type { AgentName } from '../domain/attribution/agentReport.ts';

/** Where an agent's own settings name the programs that it runs after an edit, and what such an entry looks like. */
export interface KnownAgent {
  readonly title: string;
  /** the agent's folder in the home folder; it is there where the agent has been used */
  readonly folder: string;
  /** the settings file, below that folder */
  readonly file: string;
  /** the names that lead from the top of the file to the list of entries */
  readonly list: readonly [string, string];
  /** names that the file must have besides, where it has none of them */
  readonly beside: Readonly<Record<string, unknown>>;
  readonly entry: (command: string) => unknown;
  /** what else the person has to do, in a sentence */
  readonly note?: string;
}

/** The group of hooks that Claude Code, Codex CLI and Gemini CLI share. */
const group = (matcher: string) => (command: string) => ({ matcher, hooks: [{ type: 'command', command }] });

/** The sources of these formats are named in `test/storage/agents/payloads/`. */
export const KNOWN_AGENTS: Readonly<Record<AgentName, KnownAgent>> = {
  'claude-code': {
    title: 'Claude Code',
    folder: '.claude',
    file: 'settings.json',
    list: ['hooks', 'PostToolUse'],
    beside: {},
    entry: group('Edit|Write|NotebookEdit'),
  },
  cursor: {
    title: 'Cursor',
    folder: '.cursor',
    file: 'hooks.json',
    list: ['hooks', 'afterFileEdit'],
    beside: { version: 1 },
    entry: (command) => ({ command }),
  },
  codex: {
    title: 'Codex CLI',
    folder: '.codex',
    file: 'hooks.json',
    list: ['hooks', 'PostToolUse'],
    beside: {},
    entry: group('apply_patch'),
    note: 'Codex runs a new hook only after you have trusted it: use /hooks in Codex.',
  },
  gemini: {
    title: 'Gemini CLI',
    folder: '.gemini',
    file: 'settings.json',
    list: ['hooks', 'AfterTool'],
    beside: {},
    entry: group('replace|write_file'),
  },
  copilot: {
    title: 'Copilot CLI',
    folder: '.copilot',
    file: 'hooks/grasp.json',
    list: ['hooks', 'postToolUse'],
    beside: { version: 1 },
    entry: (command) => ({ type: 'command', matcher: 'create|edit', bash: command }),
  },
};

/** The name of the program that hooks run; an entry that runs it is one of Grasp's, wherever it lies. */
const REPORT_SCRIPT = 'grasp-report.sh';

/**
 * The command of a hook: nothing is printed, and it succeeds also when the script is gone. Works in sh, bash, zsh and fish.
 * @param script absolute path of the report script
 */
export function hookCommand(script: string, agent: AgentName): string {
  return `sh '${script.replaceAll("'", String.raw`'\''`)}' ${agent} 2>/dev/null || :`;
}

/** Whether an entry, or a hook in one, runs the report script and nothing else. */
export function runsReportScript(entry: unknown): boolean {
  const { command, bash } = Object(entry) as { command?: unknown; bash?: unknown };
  const run = command ?? bash;
  return typeof run === 'string' && run.startsWith("sh '") && run.includes(`/${REPORT_SCRIPT}' `);
}
