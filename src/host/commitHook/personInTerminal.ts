import * as vscode from 'vscode';
import type { AgentActivity } from '../../features/record-edits/agentActivity.ts';
import type { Timers } from '../../ports/timers.ts';

/** A shell tells of its command some time after it has begun, in milliseconds: so often and so long it is looked. */
const LOOK_EVERY = 40;
const LOOKS = 10;

/**
 * Whether a commit comes from the terminal that a person uses: the active one, in which no agent runs. Where its shell tells
 * nothing, the hook's own signs of agents have to do.
 */
export async function isPersonInTerminal(activity: AgentActivity, timers: Timers): Promise<boolean> {
  for (let look = 0; look < LOOKS; look += 1) {
    const terminal = vscode.window.activeTerminal;
    if (terminal?.shellIntegration === undefined) return true;
    const running = activity.runningIn(terminal);
    if (running !== 'nothing') return running === 'other';
    await new Promise<void>((resolve) => timers.after(LOOK_EVERY, resolve));
  }
  return false;
}
