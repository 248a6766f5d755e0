import { join } from 'node:path';
import * as vscode from 'vscode';
import type { BlockRun } from '../../domain/blocks/blockRuns.ts';
import { AiQuiet } from '../../features/no-ai-block/aiQuiet.ts';
import { BlockNudge } from '../../features/no-ai-block/blockNudge.ts';
import { BlockPlanner } from '../../features/no-ai-block/blockPlanner.ts';
import { BlockRunner } from '../../features/no-ai-block/blockRunner.ts';
import { blockInWords } from '../../features/no-ai-block/blockRow.ts';
import { IdleWatch } from '../../features/no-ai-block/idleWatch.ts';
import { LookBackOffer } from '../../features/no-ai-block/lookBackOffer.ts';
import { blockStatus } from '../../features/no-ai-block/blockStatus.ts';
import { SettingsQuiet } from '../../features/no-ai-block/settingsQuiet.ts';
import type { PauseControl } from '../../features/pause/pauseControl.ts';
import type { PromptBudget } from '../../features/prompts/promptBudget.ts';
import { ClaimFiles } from '../../storage/claims/claimFiles.ts';
import { PresenceFile } from '../../storage/claims/presenceFile.ts';
import { blockChoices } from '../blocks/blockChoices.ts';
import { runFreezeBlocks, runMoveBlock, runSkipBlock } from '../blocks/blockCommands.ts';
import { runExportBlockCalendar } from '../blocks/calendarCommand.ts';
import { runNoAiBlock, type BlockActs } from '../blocks/chooseCommand.ts';
import { askWhetherAway } from '../blocks/askWhetherAway.ts';
import { runDebriefBlock, tellOver, type DebriefParts } from '../blocks/debriefCommand.ts';
import { runJotLookUp, showLookUps, type LookUpParts } from '../blocks/lookUpCommand.ts';
import { openBranch } from '../blocks/openBranch.ts';
import { runPauseBlock, runStartBlock, runStopBlock, type RunCommandParts } from '../blocks/runCommands.ts';
import { runScheduleBlock } from '../blocks/scheduleCommand.ts';
import { snooze } from '../blocks/snooze.ts';
import { tellOfBlock } from '../blocks/tellOfBlock.ts';
import type { Guard } from '../guard.ts';
import type { OutputLog } from '../log/outputLog.ts';
import type { HiddenNames } from '../privacy/hiddenNames.ts';
import { promptChoices } from '../prompts/promptChoices.ts';
import { setContext } from '../setContext.ts';
import { claimsOfWindow, windowAnswers } from '../windowAnswers.ts';
import { onDidChangeSettings, readSetting } from '../settings/readSetting.ts';
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
  readonly names: Pick<HiddenNames, 'recorded' | 'realUri'>;
  readonly mayRecord: (document: vscode.TextDocument) => boolean;
}

/** The block without AI: when it is, what its commands do, what tells of it ahead, and what happens while it runs. */
export function startBlocks({ journal, ledger, dataFolder, budget, pausing, guard, log, ...others }: BlocksParts) {
  const [clock, timers] = [systemClock, systemTimers];
  const claims = new ClaimFiles(join(dataFolder, 'claims'), () => clock.now());
  const parts = { journal, explanations: ledger, clock, timers, log, isPaused: () => pausing.isPaused };
  const planner = new BlockPlanner({ ...parts, claims, schedule: () => blockChoices().schedule });
  const quiet = new AiQuiet({ snooze, clock, log });
  const runner = new BlockRunner({ ...parts, quiet });
  const bySettings = quietBySettings(runner, { dataFolder, pausing, log });
  const commandParts = { planner, runner, clock, branch: openBranch, ledger, explanations: ledger, dataFolder };
  const asked = { ...commandParts, ...namesOf(others), ...bySettings.list };
  const handlers = { ...blockHandlers(asked), ...bySettings.handlers };
  /** for what is no command: the person hears of what goes wrong all the same */
  const run = (argument?: unknown): Promise<unknown> =>
    guard.run('grasp.noAiBlock', () => handlers['grasp.noAiBlock'](argument)).catch(() => undefined);
  /** Begins to look at the clock, and to show what changes. */
  const begin = (refresh: () => void): vscode.Disposable => {
    const nudge = new BlockNudge({
      ...{ planner, claims: claimsOfWindow(claims), budget, pausing, clock, timers, log },
      quietHours: () => promptChoices().quietHours,
      isFocused: () => vscode.window.state.focused,
      isRunning: () => runner.current !== undefined,
      tell: (block) =>
        tellOfBlock(block, clock.now(), {
          take: (act) => void run({ act }),
          isCurrent: () => planner.current?.id === block.id,
        }),
      phaseChanged: refresh,
    });
    const lookAtPerson = watchPerson({ commandParts, claims, dataFolder, pausing, log });
    const look = (): void => {
      for (const one of [nudge, runner, bySettings]) one.look();
      lookAtPerson();
    };
    // For the key of the jotter; at the start too, since VS Code keeps what an extension host before this one said.
    const tellWhenClauses = (): void => void setContext('grasp.inBlock', runner.current !== undefined);
    const read = (): Promise<unknown> => Promise.all([planner.read(), runner.read()]);
    // Reading starts the ledger's thread, which activation leaves to what comes after it.
    const first = timers.after(FIRST_LOOK, () => void read().then(look).then(tellWhenClauses));
    return vscode.Disposable.from(
      ...[
        first,
        nudge,
        runner,
        runner.onDidChange(refresh),
        runner.onDidChange(tellWhenClauses),
        runner.onDidChange(lookAtPerson),
        planner.onDidChange(refresh),
        planner.onDidChange(look),
      ],
      bySettings.listening,
      ...[
        ledger.onDidChange(() => void read()),
        vscode.window.onDidChangeWindowState(look),
        onDidChangeSettings(look, 'block.schedule'),
      ],
    );
  };
  const shown = () => {
    const noAi = blockStatus({ planner, runner, quiet });
    return { noAi, block: noAi === undefined ? blockInWords({ planner, runner }) : '', quiet: bySettings.inWords() };
  };
  const forget = (): Promise<unknown> => Promise.all([planner.read(), runner.forget()]);
  return { planner, runner, handlers, choose: () => void run(), begin, shown, forget };
}

/** Quiets AI by settings when somebody asks for it, and for a block where that is chosen. */
function quietBySettings(runner: BlockRunner, parts: Pick<BlocksParts, 'dataFolder' | 'pausing' | 'log'>) {
  const { quiet, listening, ...others } = startQuiet(parts);
  const ofBlock = new SettingsQuiet({
    ...{ runner, quiet, log: parts.log, tell: tellLoud },
    isOn: () => readSetting('block.quietSettings'),
  });
  const look = (): void => {
    ofBlock.look();
  };
  return {
    ...others,
    look,
    listening: vscode.Disposable.from(
      listening,
      runner.onDidBegin((run) => void ofBlock.begin(run)),
      runner.onDidChange(look),
      // A block may be stopped here before it is seen here what another window has quieted for it.
      onDidChangeSettings(look, 'quietAi.undo'),
    ),
  };
}

/** Nobody waits for an answer. What matters comes first, since VS Code cuts off what is long. */
function tellLoud(why: string): void {
  const words = 'AI could not be quieted by settings. Your block runs all the same, with completions kept quiet.';
  void vscode.window.showWarningMessage(`Grasp: ${words} ${why}`);
}

/** How documents are named in records, and records in documents. */
function namesOf({ names, mayRecord }: Pick<BlocksParts, 'names' | 'mayRecord'>) {
  return {
    nameOf: (document: vscode.TextDocument) => {
      const folder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri.toString();
      return mayRecord(document) ? names.recorded({ uri: document.uri.toString(), folder }) : undefined;
    },
    realUri: (uri: string) => names.realUri(uri),
  };
}

/** Gives what looks whether somebody is there, and at the end of a block says so. */
function watchPerson({
  commandParts,
  claims,
  dataFolder,
  pausing,
  log,
}: Pick<BlocksParts, 'dataFolder' | 'pausing' | 'log'> & {
  commandParts: DebriefParts;
  claims: ClaimFiles;
}): () => void {
  const { runner, clock } = commandParts;
  const isActive = (): boolean => vscode.window.state.focused && vscode.window.state.active;
  const idle = new IdleWatch({
    ...{ runner, pausing, clock, log, isActive, ask: askWhetherAway },
    presence: new PresenceFile(join(dataFolder, 'claims', 'seen'), () => clock.now()),
  });
  const offer = new LookBackOffer({
    ...{ runner, claims, pausing, clock, log, isActive },
    offer: (run: BlockRun) =>
      void tellOver(run, commandParts, () => vscode.commands.executeCommand('grasp.debriefBlock')),
  });
  return () => {
    // First what nobody was there for: it is in the length that is said.
    void windowAnswers()
      .then(() => idle.look())
      .then(() => offer.look());
  };
}

export type Blocks = ReturnType<typeof startBlocks>;

type HandlerParts = Parameters<typeof runExportBlockCalendar>[1] &
  Parameters<typeof runScheduleBlock>[1] &
  DebriefParts &
  RunCommandParts &
  LookUpParts &
  ReturnType<typeof startQuiet>['list'];

function blockHandlers(parts: HandlerParts) {
  const lookBack = (): unknown => vscode.commands.executeCommand('grasp.debriefBlock');
  const acts: BlockActs = {
    start: () => runStartBlock(undefined, parts),
    stop: () => runStopBlock(parts, lookBack),
    'look-back': () => runDebriefBlock(undefined, parts),
    pause: () => runPauseBlock(parts.runner, true),
    resume: () => runPauseBlock(parts.runner, false),
    jot: () => runJotLookUp(undefined, parts),
    'look-ups': () => showLookUps(parts.runner.lookUps, parts),
    quieted: parts.showQuieted,
    move: () => runMoveBlock(undefined, parts),
    skip: () => runSkipBlock(undefined, parts),
    undo: () => runSkipBlock({ undo: true }, parts),
    freeze: () => runFreezeBlocks(undefined, parts),
    schedule: () => runScheduleBlock(undefined, parts),
    export: () => runExportBlockCalendar(undefined, parts),
  };
  return {
    'grasp.noAiBlock': (argument?: unknown) => runNoAiBlock(argument, parts, acts),
    'grasp.startBlock': (argument?: unknown) => runStartBlock(argument, parts),
    'grasp.stopBlock': acts.stop,
    'grasp.pauseBlock': acts.pause,
    'grasp.resumeBlock': acts.resume,
    'grasp.debriefBlock': (argument?: unknown) => runDebriefBlock(argument, parts),
    'grasp.jotLookUp': (argument?: unknown) => runJotLookUp(argument, parts),
    'grasp.scheduleBlock': (argument?: unknown) => runScheduleBlock(argument, parts),
    'grasp.moveBlock': (argument?: unknown) => runMoveBlock(argument, parts),
    'grasp.skipBlock': (argument?: unknown) => runSkipBlock(argument, parts),
    'grasp.freezeBlocks': (argument?: unknown) => runFreezeBlocks(argument, parts),
    'grasp.exportBlockCalendar': (argument?: unknown) => runExportBlockCalendar(argument, parts),
  };
}
