import * as vscode from 'vscode';
import { clockOfOrder } from '../../domain/events/journalEvent.ts';
import { CommitKnowledge, type ReadMemory } from '../../features/commit-knowledge/commitKnowledge.ts';
import type { PauseControl } from '../../features/pause/pauseControl.ts';
import type { AcceptanceLog } from '../../features/record-edits/acceptanceLog.ts';
import { GitCommits } from '../../git/gitCommits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import type { HiddenNames } from '../privacy/hiddenNames.ts';
import type { RepositoryFiles } from './repositoryFiles.ts';

/** Under these VS Code keeps for a workspace which commits were read, and until when it was paused. */
const READ = 'commitsRead';
const PAUSED = 'commitsPaused';

export interface CommitReadingParts {
  readonly acceptances: AcceptanceLog;
  readonly ledger: Ledger;
  readonly pausing: PauseControl;
  readonly names: HiddenNames;
  readonly files: RepositoryFiles;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
}

/** Whether commits may be read, and from when on. */
export interface CommitMays {
  readonly mayRecord: () => boolean;
  /** commits made before this are not read, in milliseconds since 1970 UTC; waits until that is known */
  readonly notBefore: () => Promise<number>;
}

/**
 * Reads what others say of commits, in repositories of which it is told, while nothing forbids it.
 * @param paused told when a pause begins or ends
 */
export function readCommits(
  context: vscode.ExtensionContext,
  parts: CommitReadingParts,
  paused: () => void,
): CommitMays & { readonly knowledge: CommitKnowledge } {
  const { acceptances, ledger, pausing, names, files, clock } = parts;
  const { workspaceState } = context;
  const pauses = new RememberedPause(workspaceState, clock);
  const mays: CommitMays = {
    mayRecord: () => vscode.workspace.isTrusted && !pausing.isPaused && names.isReady,
    notBefore: async () => {
      await pausing.known;
      return Math.max(pauses.end, await lastStop(ledger));
    },
  };
  const knowledge = new CommitKnowledge({
    ...{ ...parts, ...mays },
    commits: new GitCommits(() => vscode.workspace.isTrusted),
    nameOf: (root, path) => files.recorded(root, path),
    record: (lines) => acceptances.recordLines(lines),
    memory: memoryIn(workspaceState),
  });
  const noticePause = pausing.onDidChange(() => {
    if (!pauses.notice(pausing.isPaused)) return;
    knowledge.letGo();
    paused();
  });
  context.subscriptions.push(knowledge, noticePause);
  return { ...mays, knowledge };
}

/** When all windows were last paused, or something was last forgotten, in milliseconds since 1970 UTC. */
async function lastStop(ledger: Ledger): Promise<number> {
  const { pause, forgetting } = await ledger.acceptances({ since: Infinity });
  // What was committed in a pause is not taken up when that is over, whether it ended by itself or was ended.
  const paused = pause?.paused === true ? (pause.until ?? pause.begun) : (pause?.begun ?? 0);
  return Math.max(paused, clockOfOrder(forgetting.begun), clockOfOrder(forgetting.done));
}

/** The end of this window's last pause, also where the window was closed in it. */
class RememberedPause {
  readonly #state: vscode.Memento;
  readonly #clock: Clock;

  constructor(state: vscode.Memento, clock: Clock) {
    this.#state = state;
    this.#clock = clock;
    if (this.#isPaused) void state.update(PAUSED, clock.now());
  }

  /** milliseconds since 1970 UTC */
  get end(): number {
    const value = this.#state.get(PAUSED);
    return typeof value === 'number' ? value : 0;
  }

  /** Whether a pause has begun or ended. */
  notice(isPaused: boolean): boolean {
    if (isPaused === this.#isPaused) return false;
    void this.#state.update(PAUSED, isPaused ? 'paused' : this.#clock.now());
    return true;
  }

  get #isPaused(): boolean {
    return this.#state.get(PAUSED) === 'paused';
  }
}

function memoryIn(state: vscode.Memento): ReadMemory {
  return {
    load: () => {
      const value = state.get<unknown>(READ);
      const entries: unknown[] = Array.isArray(value) ? value : [];
      return new Map(entries.filter(isEntry));
    },
    store: (read) => void state.update(READ, [...read]),
  };
}

function isEntry(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'string');
}
