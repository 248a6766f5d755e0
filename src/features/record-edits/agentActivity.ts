import { agentOfCommand, type TerminalAgent } from '../../domain/attribution/agentCommand.ts';
import type { Clock } from '../../ports/clock.ts';

/** What an agent wrote right before it ended is told of this much later at the most, in milliseconds. */
const TOLD_AFTER = 3_000;
/** A command that has run for longer is a server or a watcher, and no tool that somebody called to change files, in milliseconds. */
const TOOL_RUNS = 60_000;
/** An agent that reported an edit is taken to go on for this long, in milliseconds. */
const GOES_ON = 600_000;
/** Commands that are remembered after their end. */
const MOST_ENDED = 64;

interface Command {
  readonly agent: TerminalAgent | undefined;
  readonly began: number;
  ended: number | undefined;
}

/** Which agents, and which other commands, run in the terminals of this window. Of a command only this is kept. */
export class AgentActivity {
  readonly #clock: Clock;
  /** by the terminal, which runs one command at a time */
  readonly #running = new Map<object, Command>();
  #ended: Command[] = [];
  #reportedUntil = -Infinity;
  readonly #listeners = new Set<() => void>();
  readonly #endListeners = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A terminal began a command. */
  began(terminal: object, commandLine: string): void {
    this.ended(terminal);
    const agent = agentOfCommand(commandLine);
    const wasActive = this.isActive(this.#clock.now());
    this.#running.set(terminal, { agent, began: this.#clock.now(), ended: undefined });
    if (agent !== undefined && !wasActive) this.#tell();
  }

  /** An agent reported an edit, wherever it runs. That tells that more may come, and nothing of who writes what. */
  reported(): void {
    const now = this.#clock.now();
    const wasActive = this.isActive(now);
    this.#reportedUntil = now + GOES_ON;
    if (!wasActive) this.#tell();
  }

  /** The command of a terminal ended, or the terminal was closed. */
  ended(terminal: object): void {
    const command = this.#running.get(terminal);
    if (command === undefined) return;
    this.#running.delete(terminal);
    command.ended = this.#clock.now();
    this.#ended = [...this.#ended, command].slice(-MOST_ENDED);
    if (command.agent !== undefined) for (const listener of this.#endListeners) listener();
  }

  /** What runs in a terminal, as far as its shell tells. */
  runningIn(terminal: object): 'agent' | 'other' | 'nothing' {
    const command = this.#running.get(terminal);
    if (command === undefined) return 'nothing';
    return command.agent === undefined ? 'other' : 'agent';
  }

  /** Tells when an agent begins while none is active. */
  onDidBegin(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Tells when the command ends that runs an agent, whether or not others go on. */
  onDidEnd(listener: () => void): void {
    this.#endListeners.add(listener);
  }

  /** Whether any agent is known to have been active at a time. */
  isActive(at: number): boolean {
    return at <= this.#reportedUntil || this.#at(at).some(({ agent }) => agent !== undefined);
  }

  /**
   * The agent that may have written to the disk at a time, by its name, or `'several'`; `undefined` when none was active, or
   * when another command had just been called that may have done it too.
   */
  whoMayWrite(at: number): TerminalAgent | 'several' | undefined {
    const commands = this.#at(at);
    const [agent, ...others] = new Set(commands.flatMap((command) => command.agent ?? []));
    const isTool = commands.some((command) => command.agent === undefined && at - command.began <= TOOL_RUNS);
    if (agent === undefined || isTool) return undefined;
    return others.length === 0 ? agent : 'several';
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #at(time: number): Command[] {
    return [...this.#running.values(), ...this.#ended].filter(
      ({ began, ended }) => began <= time && (ended === undefined || time <= ended + TOLD_AFTER),
    );
  }
}
