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

/** What is longer is no command that a person starts an agent by, in characters. */
const LONGEST = 4_000;

/**
 * The agent that a command line starts, if it is one that is known. The line is anybody's text: it is taken apart only as
 * far as this needs, and never carried out or kept.
 */
export function agentOfCommand(line: string): TerminalAgent | undefined {
  if (line.length > LONGEST) return undefined;
  for (const words of commandsIn(line)) {
    const agent = agentOf(words);
    if (agent !== undefined) return agent;
  }
  return undefined;
}

function agentOf(words: readonly string[]): TerminalAgent | undefined {
  let between: ReadonlySet<string> = new Set();
  let isBehindRunner = false;
  for (const word of words) {
    if (/^\w+\+?=/u.test(word) || between.has(word)) continue;
    // Options of whatever runs it, of which none that is known takes a word of its own before the program.
    if (isBehindRunner && word.startsWith('-')) continue;
    const name = programOf(word);
    const runner = RUNNERS.get(name);
    if (runner === undefined) return AGENTS.get(name);
    [between, isBehindRunner] = [runner, true];
  }
  return undefined;
}

/** `/usr/bin/claude`, `claude.cmd` and `@anthropic-ai/claude-code@latest` without what does not tell them apart. */
function programOf(word: string): string {
  const plain = word.replaceAll('\\', '/');
  if (plain.startsWith('@')) return plain.replace(/(?<=.)@.*$/u, '');
  const name = plain.slice(plain.lastIndexOf('/') + 1);
  return name.replace(/@.*$/u, '').replace(/\.(?:exe|cmd|ps1|bat|js)$/iu, '');
}

/** White space, what ends a command, a quoted text, or a stretch of a word. */
const PIECE =
  /(?<space>[^\S\n]+)|(?<end>[;&|\n(){}])|"(?<double>[^"]*)"?|'(?<single>[^']*)'?|(?<plain>[^\s;&|(){}"']+)/gu;

/** The words of each of the commands of a line; a backslash is taken as itself, as in paths of Windows. */
function commandsIn(line: string): string[][] {
  const commands: string[][] = [[]];
  let isOpen = false;
  for (const { groups = {} } of line.matchAll(PIECE)) {
    const { space, end, double, single, plain } = groups;
    const words = commands.at(-1) ?? [];
    if (end !== undefined) commands.push([]);
    else if (space === undefined) {
      const text = plain ?? double ?? single ?? '';
      // Pieces without white space between them are one word.
      if (isOpen) words.push(`${words.pop() ?? ''}${text}`);
      else words.push(text);
    }
    isOpen = end === undefined && space === undefined;
  }
  return commands;
}
