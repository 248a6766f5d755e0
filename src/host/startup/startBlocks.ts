import { join } from 'node:path';
import * as vscode from 'vscode';
import { BlockNudge } from '../../features/no-ai-block/blockNudge.ts';
import { BlockPlanner } from '../../features/no-ai-block/blockPlanner.ts';
import type { PauseControl } from '../../features/pause/pauseControl.ts';
import type { PromptBudget } from '../../features/prompts/promptBudget.ts';
import { ClaimFiles } from '../../storage/claims/claimFiles.ts';
import { blockChoices } from '../blocks/blockChoices.ts';
import { runFreezeBlocks, runMoveBlock, runSkipBlock } from '../blocks/blockCommands.ts';
import { runExportBlockCalendar } from '../blocks/calendarCommand.ts';
import { runNoAiBlock, type BlockActs } from '../blocks/chooseCommand.ts';
import { runScheduleBlock } from '../blocks/scheduleCommand.ts';
import { tellOfBlock } from '../blocks/tellOfBlock.ts';
import type { Guard } from '../guard.ts';
import type { OutputLog } from '../log/outputLog.ts';
import { promptChoices } from '../prompts/promptChoices.ts';
import { onDidChangeSettings } from '../settings/readSetting.ts';
import { systemClock, systemTimers } from '../systemTime.ts';
import type { Storage } from './openStorage.ts';
import { startQuiet } from './startQuiet.ts';

/** After the start it is looked for the next block so much later, in milliseconds. */
const FIRST_LOOK = 500;

export interface BlocksParts extends Storage {
  readonly dataFolder: string;
  readonly budget: PromptBudget;
  readonly pausing: PauseControl;
  readonly guard: Guard;
  readonly log: OutputLog;
}

/** The weekly block without AI: when it is, what its commands do, and what tells of it ahead. */
export function startBlocks({ journal, ledger, dataFolder, budget, pausing, guard, log }: BlocksParts) {
  const [clock, timers] = [systemClock, systemTimers];
  const claims = new ClaimFiles(join(dataFolder, 'claims'), () => clock.now());
  const planner = new BlockPlanner({
    ...{ journal, explanations: ledger, claims, clock, timers, log },
    isPaused: () => pausing.isPaused,
    schedule: () => blockChoices().schedule,
  });
  const quiet = startQuiet({ dataFolder, pausing, log });
  const handlers = blockHandlers({ planner, clock, explanations: ledger, dataFolder });
  /** for what is no command: the person hears of what goes wrong all the same */
  const run = (argument?: unknown): Promise<unknown> =>
    guard.run('grasp.noAiBlock', () => handlers['grasp.noAiBlock'](argument)).catch(() => undefined);
  /** Begins to look at the clock, and to show what changes. */
  const begin = (refresh: () => void): vscode.Disposable => {
    const nudge = new BlockNudge({
      ...{ planner, claims, budget, pausing, clock, timers, log },
      quietHours: () => promptChoices().quietHours,
      isFocused: () => vscode.window.state.focused,
      tell: (block) =>
        tellOfBlock(block, clock.now(), { move: () => run({ act: 'move' }), skip: () => run({ act: 'skip' }) }),
      phaseChanged: refresh,
    });
    const look = (): void => {
      nudge.look();
    };
    const read = (): Promise<void> => planner.read();
    // Reading starts the ledger's thread, which activation leaves to what comes after it.
    const first = timers.after(FIRST_LOOK, () => void read().then(look));
    return vscode.Disposable.from(
      ...[first, nudge, planner.onDidChange(refresh), planner.onDidChange(look), ledger.onDidChange(() => void read())],
      ...[vscode.window.onDidChangeWindowState(look), onDidChangeSettings(look, 'block.schedule')],
      quiet.listening,
    );
  };
  return { planner, quiet, handlers: { ...handlers, ...quiet.handlers }, choose: () => void run(), begin };
}

export type Blocks = ReturnType<typeof startBlocks>;

type HandlerParts = Parameters<typeof runExportBlockCalendar>[1] & Parameters<typeof runScheduleBlock>[1];

function blockHandlers(parts: HandlerParts) {
  const acts: BlockActs = {
    move: () => runMoveBlock(undefined, parts),
    skip: () => runSkipBlock(undefined, parts),
    undo: () => runSkipBlock({ undo: true }, parts),
    freeze: () => runFreezeBlocks(undefined, parts),
    schedule: () => runScheduleBlock(undefined, parts),
    export: () => runExportBlockCalendar(undefined, parts),
  };
  return {
    'grasp.noAiBlock': (argument?: unknown) => runNoAiBlock(argument, parts.planner, acts),
    'grasp.scheduleBlock': (argument?: unknown) => runScheduleBlock(argument, parts),
    'grasp.moveBlock': (argument?: unknown) => runMoveBlock(argument, parts),
    'grasp.skipBlock': (argument?: unknown) => runSkipBlock(argument, parts),
    'grasp.freezeBlocks': (argument?: unknown) => runFreezeBlocks(argument, parts),
    'grasp.exportBlockCalendar': (argument?: unknown) => runExportBlockCalendar(argument, parts),
  };
}
