import * as vscode from 'vscode';
import { timeOfDay } from '../../domain/velocity/dateWords.ts';
import type { PlannedBlock } from '../../domain/blocks/plannedBlocks.ts';
import type { BlockActs } from './chooseCommand.ts';

const MINUTE = 60_000;

/** Says that a block begins soon, and lets it be started, moved or skipped. Gives whether one of these was chosen. */
export async function tellOfBlock(
  block: PlannedBlock,
  now: number,
  acts: Pick<BlockActs, 'start' | 'move' | 'skip'>,
): Promise<boolean> {
  const minutes = Math.max(Math.ceil((block.start - now) / MINUTE), 1);
  const soon = minutes === 1 ? 'in a minute' : `in ${String(minutes)} minutes`;
  const words = `Grasp: your block without AI begins ${soon}, at ${timeOfDay(block.start)}, for ${String(block.minutes)} minutes.`;
  const choices = { Start: acts.start, 'Move…': acts.move, 'Skip…': acts.skip };
  const choice = await vscode.window.showInformationMessage(
    words,
    ...(Object.keys(choices) as (keyof typeof choices)[]),
  );
  if (choice === undefined) return false;
  void choices[choice]();
  return true;
}
