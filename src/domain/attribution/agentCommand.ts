import { commandsIn, isAssignment, programOf } from './commandLine.ts';

/** Agents that write files from a terminal. Those that can report their edits have the names of their reports. */
export type TerminalAgent = 'claude-code' | 'codex' | 'gemini' | 'copilot' | 'cursor' | 'aider' | 'opencode';

/** By the program, and by the package that a runner of packages is given. */
const AGENTS: ReadonlyMap<string, TerminalAgent> = new Map([
  ['claude', 'claude-code'],
  ['@anthropic-ai/claude-code', 'claude-code'],
  ['codex', 'codex'],
  ['@openai/codex', 'codex'],
  ['gemini', 'gemini'],
  ['@google/gemini-cli', 'gemini'],
  ['copilot', 'copilot'],
  ['@github/copilot', 'copilot'],
  ['cursor-agent', 'cursor'],
  ['aider', 'aider'],
  ['aider-chat', 'aider'],
  ['opencode', 'opencode'],
  ['opencode-ai', 'opencode'],
]);

/** Programs that run the program named behind them, with the words that may stand between. */
const RUNNERS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...['sudo', 'env', 'command', 'exec', 'nohup', 'time', 'nice', 'npx', 'bunx', 'uvx', 'winpty'].map(
    (name) => [name, new Set<string>()] as const,
  ),
  ['npm', new Set(['exec', 'x'])],
  ['pnpm', new Set(['exec', 'dlx', 'x'])],
  ['yarn', new Set(['exec', 'dlx'])],
  ['bun', new Set(['x', 'run'])],
  ['uv', new Set(['tool', 'run'])],
  ['pipx', new Set(['run'])],
  ['python', new Set()],
  ['python3', new Set()],
  ['node', new Set()],
]);

/**
 * The agent that a command line starts, if it is one that is known. The line is anybody's text: it is taken apart only as
 * far as this needs, and never carried out or kept.
 */
export function agentOfCommand(line: string): TerminalAgent | undefined {
  for (const { words } of commandsIn(line)) {
    const agent = agentOf(words);
    if (agent !== undefined) return agent;
  }
  return undefined;
}

function agentOf(words: readonly string[]): TerminalAgent | undefined {
  let between: ReadonlySet<string> = new Set();
  let isBehindRunner = false;
  for (const word of words) {
    if (isAssignment(word) || between.has(word)) continue;
    // Options of whatever runs it, of which none that is known takes a word of its own before the program.
    if (isBehindRunner && word.startsWith('-')) continue;
    const name = programOf(word);
    const runner = RUNNERS.get(name);
    if (runner === undefined) return AGENTS.get(name);
    [between, isBehindRunner] = [runner, true];
  }
  return undefined;
}
