import * as v from 'valibot';
import * as vscode from 'vscode';
import { changedBlock, frozenUntil } from '../../domain/blocks/plannedBlocks.ts';
import { whenInWords } from '../../domain/blocks/blockWords.ts';
import { blockInWords } from '../../features/no-ai-block/blockRow.ts';
import type { BlockPlanner } from '../../features/no-ai-block/blockPlanner.ts';
import { KnownError } from '../guard.ts';

const ACTS = ['move', 'skip', 'undo', 'freeze', 'schedule', 'export'] as const;
export type BlockAct = (typeof ACTS)[number];
/** What each choice does. */
export type BlockActs = Readonly<Record<BlockAct, () => Promise<unknown>>>;

const argumentSchema = v.strictObject({ act: v.picklist(ACTS) });

/** `grasp.noAiBlock({ act })`: what can be done about blocks. Gives what the act gives; schedules one where none is. */
export async function runNoAiBlock(argument: unknown, planner: BlockPlanner, acts: BlockActs): Promise<unknown> {
  const parsed = argument === undefined ? undefined : v.safeParse(argumentSchema, argument);
  if (parsed?.success === false) {
    const names = ACTS.map((act) => `"${act}"`).join(', ');
    throw new KnownError(`A block takes { act: one of ${names} }. Nothing was changed.`);
  }
  await planner.read();
  const { asked } = planner;
  if (parsed === undefined && asked === undefined) return acts.schedule();
  const act = parsed?.output.act ?? (await askForAct(planner));
  return act === undefined ? undefined : acts[act]();
}

async function askForAct(planner: BlockPlanner): Promise<BlockAct | undefined> {
  const { asked, current } = planner;
  if (asked === undefined) return undefined;
  const changed = changedBlock(asked);
  const frozen = frozenUntil(asked);
  const items: (vscode.QuickPickItem & { readonly act: BlockAct })[] = [];
  if (current !== undefined) {
    const when = whenInWords(current, asked.now);
    items.push({ label: 'Move…', description: `${when} to another time`, act: 'move' });
    items.push({ label: 'Skip…', description: `${when}, with a reason`, act: 'skip' });
  }
  if (changed !== undefined) {
    items.push({ label: 'Hold as Scheduled', description: `takes back that it was ${changed.state}`, act: 'undo' });
  }
  items.push(
    {
      label: frozen === undefined ? 'Freeze…' : 'Frozen…',
      description: frozen === undefined ? 'all blocks until a date' : `until ${frozen}`,
      act: 'freeze',
    },
    { label: 'Schedule…', description: 'another day, time or length', act: 'schedule' },
    { label: 'Export Calendar…', description: 'a file for your calendar', act: 'export' },
  );
  const placeHolder = blockInWords(planner) || 'All blocks are frozen';
  return (await vscode.window.showQuickPick(items, { title: 'No-AI block', placeHolder }))?.act;
}
