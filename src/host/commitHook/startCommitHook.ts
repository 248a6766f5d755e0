import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { isOffIn } from '../../domain/prompts/promptSettings.ts';
import { quietUntil } from '../../domain/prompts/quietHours.ts';
import { HookedCommits } from '../../features/commit-hook/hookedCommits.ts';
import { HookOffer } from '../../features/commit-hook/hookOffer.ts';
import type { AgentActivity } from '../../features/record-edits/agentActivity.ts';
import type { PauseControl } from '../../features/pause/pauseControl.ts';
import { commitHookState, enableCommitHook } from '../../git/hook/commitHook.ts';
import { hookOwner } from '../../git/hook/hookOwner.ts';
import { sameFolder } from '../../git/sameFolder.ts';
import { CommitAsks } from '../../storage/commitHook/commitAsks.ts';
import { commitHookFolder } from '../../storage/commitHook/commitHookFolder.ts';
import type { Guard } from '../guard.ts';
import type { OutputLog } from '../log/outputLog.ts';
import { promptChoices } from '../prompts/promptChoices.ts';
import { gitApi } from '../scm/gitApi.ts';
import type { GateChoices } from '../settings/gateChoices.ts';
import type { Explaining } from '../startup/startExplaining.ts';
import { systemClock, systemTimers } from '../systemTime.ts';
import { runEnableHook, type HookCommandParts } from './hookCommands.ts';
import { HookMemory } from './hookMemory.ts';
import { isPersonInTerminal } from './personInTerminal.ts';

/** Names this window to hooks, in its terminals and for the git of VS Code. */
const VARIABLE = 'GRASP_WINDOW';
/** Under this VS Code keeps which folder is this window's. */
const WINDOW = 'commitHookWindow';

export interface CommitHookParts {
  readonly explaining: Explaining;
  readonly activity: AgentActivity;
  readonly pausing: PauseControl;
  readonly choices: GateChoices;
  readonly guard: Guard;
  readonly log: OutputLog;
  readonly folder: string;
  readonly dist: string;
  /** shows all screens anew */
  readonly refresh: () => void;
}

/**
 * Answers commit hooks while somebody is at this window, in repositories that have one. Where none has, no folder is made
 * and no variable is set.
 */
export class CommitHook implements vscode.Disposable {
  readonly hooked: HookedCommits;
  readonly #asks: CommitAsks;
  readonly #environment: vscode.GlobalEnvironmentVariableCollection;
  readonly #parts: CommitHookParts;
  readonly #memory: HookMemory;
  /** repositories that are open and have the hook */
  readonly #on = new Set<string>();
  /** a repository was looked at */
  #isKnown = false;
  readonly #listening: vscode.Disposable;

  constructor(context: vscode.ExtensionContext, parts: CommitHookParts) {
    const { explaining, guard, log, dist, folder, pausing, refresh } = parts;
    this.#parts = parts;
    this.#memory = new HookMemory(context.globalState);
    this.#environment = context.environmentVariableCollection;
    this.#asks = new CommitAsks({
      folder: commitHookFolder(folder, windowId(context.workspaceState)),
      script: join(dist, 'grasp-commit.sh'),
      ...{ clock: systemClock, timers: systemTimers, log },
    });
    this.hooked = hookedCommits(parts);
    const offer = hookOffer(parts, this.#memory, this);
    const serve = guard.listener('Serving commit hooks', () => this.#serve());
    explaining.landed.onDidLand((landed) => void offer.landed(landed));
    this.hooked.onDidChange(refresh);
    void pausing.known.then(serve);
    this.#listening = vscode.Disposable.from(
      this.#asks,
      this.#asks.onAsk((ask) => this.hooked.answer(ask)),
      vscode.window.onDidChangeWindowState(serve),
      pausing.onDidChange(serve),
    );
  }

  /** A repository is open, or something may have changed its hook. */
  async changed(root: string): Promise<void> {
    const state = await commitHookState(root, vscode.workspace.isTrusted);
    if (state.kind === 'on') {
      this.#on.add(root);
      // The text of an earlier version.
      if (!state.isCurrent) await enableCommitHook(root, vscode.workspace.isTrusted);
    } else {
      this.#on.delete(root);
      if (state.kind === 'off') this.#memory.gone(await hookOwner(root));
    }
    this.#isKnown = true;
    await this.#serve();
  }

  /** The person has put the hook of a repository in place, or taken it out. */
  async chosen(root: string, isEnabled: boolean): Promise<void> {
    this.#memory.chosen(await hookOwner(root), isEnabled);
    await this.changed(root);
  }

  closed(root: string): void {
    this.#on.delete(root);
    void this.#serve();
  }

  dispose(): void {
    this.#listening.dispose();
    if (process.env[VARIABLE] === this.#name) Reflect.deleteProperty(process.env, VARIABLE);
  }

  /** The folder as shells name it. */
  get #name(): string {
    return this.#asks.folder.replaceAll('\\', '/');
  }

  async #serve(): Promise<void> {
    if (this.#on.size === 0) {
      // A terminal that is opened before the git extension tells of repositories has the name that is kept from last time.
      if (this.#isKnown && this.#environment.get(VARIABLE) !== undefined) this.#environment.delete(VARIABLE);
      if (process.env[VARIABLE] === this.#name) Reflect.deleteProperty(process.env, VARIABLE);
    } else {
      this.#environment.description = 'Lets the commit hook of a repository ask in this window.';
      if (this.#environment.get(VARIABLE)?.value !== this.#name) this.#environment.replace(VARIABLE, this.#name);
      process.env[VARIABLE] = this.#name;
    }
    const { focused } = vscode.window.state;
    await this.#asks.serve(this.#on.size > 0 && focused && !this.#parts.pausing.isPaused);
  }
}

function hookedCommits({ explaining, activity, choices, log }: CommitHookParts): HookedCommits {
  return new HookedCommits({
    ...{ staged: explaining.staged, asking: explaining.asking, minimum: explaining.minimum, write: explaining.write },
    ...{ clock: systemClock, timers: systemTimers, log },
    rootOf: async (root) =>
      sameFolder(
        root,
        ((await gitApi())?.repositories ?? []).map(({ rootUri }) => rootUri.fsPath),
      ),
    mayAsk: (root) => explaining.mayAsk() && vscode.window.state.focused && isWanted(root),
    isPersonInTerminal: () => isPersonInTerminal(activity, { clock: systemClock, timers: systemTimers }),
    longestWait: () => choices.longestWait,
    prompted: (outcome, seconds) => {
      explaining.budget.record('commit', { asked: true, outcome: OUTCOMES[outcome], seconds });
    },
  });
}

const OUTCOMES = {
  saved: 'answered',
  skipped: 'skipped',
  later: 'later',
  closed: 'later',
  'went on': 'ignored',
} as const;

/** The hook was asked for, so it does not count as unasked; but where and when somebody wants no prompts, there are none. */
function isWanted(root: string): boolean {
  const { offIn, quietHours } = promptChoices();
  const now = systemClock.now();
  return !isOffIn(offIn, root) && quietUntil(quietHours, now, systemClock.offsetMinutes(now)) === undefined;
}

function hookOffer(
  { explaining, guard, log }: CommitHookParts,
  offered: HookMemory,
  commitHook: HookCommandParts,
): HookOffer {
  return new HookOffer({
    ...{ budget: explaining.budget, log, offered, ownerOf: hookOwner },
    canEnable: async (root) => {
      const isOff = (await commitHookState(root, vscode.workspace.isTrusted)).kind === 'off';
      if (isOff) offered.gone(await hookOwner(root));
      return isOff;
    },
    ask: async (root) => {
      const [yes, no] = ['Ask before Commits', 'Not Here'];
      const choice = await vscode.window.showInformationMessage(
        'Grasp: lines by AI were committed that nobody has explained. It can ask before such commits, also in the terminal, by a hook of git in this repository. It keeps no commit from being made.',
        ...[yes, no],
      );
      if (choice !== yes) return choice === no ? 'skipped' : 'ignored';
      await guard.run('grasp.enableCommitHook', () => runEnableHook({ repository: root }, commitHook));
      return 'answered';
    },
  });
}

/** The same after a reload, so that terminals that are open then still know this window. */
function windowId(state: vscode.Memento): string {
  const known = state.get<unknown>(WINDOW);
  if (typeof known === 'string' && /^[0-9a-f]{16}$/u.test(known)) return known;
  const id = randomBytes(8).toString('hex');
  void state.update(WINDOW, id);
  return id;
}
