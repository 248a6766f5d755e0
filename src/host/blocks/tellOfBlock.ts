import * as vscode from 'vscode';
import { timeOfDay } from '../../domain/velocity/dateWords.ts';
import type { PlannedBlock } from '../../domain/blocks/plannedBlocks.ts';

const MINUTE = 60_000;

const CHOICES = { Start: 'start', 'Move…': 'move', 'Skip…': 'skip' } as const;

export interface TellParts {
  readonly take: (act: (typeof CHOICES)[keyof typeof CHOICES]) => void;
  /** whether the block is the one that matters still: what is told stays in VS Code's list for days */
  readonly isCurrent: () => boolean;
}

/** Says that a block begins soon, and lets it be started, moved or skipped. Gives whether one of these was chosen. */
export async function tellOfBlock(block: PlannedBlock, now: number, { take, isCurrent }: TellParts): Promise<boolean> {
  const minutes = Math.max(Math.ceil((block.start - now) / MINUTE), 1);
  const soon = minutes === 1 ? 'in a minute' : `in ${String(minutes)} minutes`;
  const words = `Grasp: your block without AI begins ${soon}, at ${timeOfDay(block.start)}, for ${String(block.minutes)} minutes.`;
  const choice = await vscode.window.showInformationMessage(
    words,
    ...(Object.keys(CHOICES) as (keyof typeof CHOICES)[]),
  );
  if (choice === undefined) return false;
  if (isCurrent()) take(CHOICES[choice]);
  else void vscode.window.showInformationMessage('Grasp: that block is over. Nothing was changed.');
  return true;
}
