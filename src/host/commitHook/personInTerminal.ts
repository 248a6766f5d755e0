import * as vscode from 'vscode';
import type { AgentActivity } from '../../features/record-edits/agentActivity.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Timers } from '../../ports/timers.ts';

/** A shell tells of its command some time after it has begun, in milliseconds: so often and so long it is looked. */
const LOOK_EVERY = 40;
const LOOKS = 10;

/**
 * Whether a commit comes from a person, and not from an agent: by what runs in the active terminal, or where its shell tells nothing
 * of that, as for a command in brackets, by whether an agent runs in any. Where no shell tells anything, the hook's own signs of
 * agents have to do.
 */
export async function isPersonInTerminal(
  activity: AgentActivity,
  { clock, timers }: { clock: Clock; timers: Timers },
): Promise<boolean> {
  for (let look = 0; look < LOOKS; look += 1) {
    const terminal = vscode.window.activeTerminal;
    if (terminal?.shellIntegration === undefined) return true;
    const running = activity.runningIn(terminal);
    if (running !== 'nothing') return running === 'other';
    await new Promise<void>((resolve) => timers.after(LOOK_EVERY, resolve));
  }
  return !activity.isActive(clock.now());
}
