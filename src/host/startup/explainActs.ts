import * as vscode from 'vscode';
import { blockRuns } from '../../domain/blocks/blockRuns.ts';
import { withBlockTasks } from '../../domain/blocks/blockTasks.ts';
import { explanationsSnapshot, type ExplanationsContent } from '../../features/explanations/explanationsSnapshot.ts';
import { findEarlierTexts, findNotes } from '../../features/explanations/panelNotes.ts';
import type { FreshOffer } from '../../features/explain-while-fresh/freshOffer.ts';
import { panelBlocks } from '../../features/no-ai-block/panelBlocks.ts';
import { blockRow } from '../../features/no-ai-block/blockRow.ts';
import { panelTasks } from '../../features/tasks/panelTasks.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Explanations } from '../../ports/explanations.ts';
import { runDisableHook, runEnableHook } from '../commitHook/hookCommands.ts';
import type { CommitHook } from '../commitHook/startCommitHook.ts';
import { runProposeAreas } from '../explain/areaProposals.ts';
import { runExplain, runExplainAndCommit, type ExplainCommandParts } from '../explain/explainCommands.ts';
import { runWritePlan } from '../explain/planCommand.ts';
import { runExplainWhileFresh } from '../explain/freshCommand.ts';
import type { Guard } from '../guard.ts';
import type { OutputLog } from '../log/outputLog.ts';
import { activeFile } from '../panel/activeFile.ts';
import { editNoteNow } from '../panel/editNoteNow.ts';
import type { PanelViewOptions } from '../panel/panelView.ts';
import { VIEW_ID } from '../panel/viewId.ts';
import type { DiagnosticsGate } from '../scm/diagnosticsGate.ts';
import type { GateChoices } from '../settings/gateChoices.ts';
import { readSetting } from '../settings/readSetting.ts';
import { systemClock, systemTimers } from '../systemTime.ts';
import type { Blocks } from './startBlocks.ts';
import type { Tasks } from './startTasks.ts';
import { pathInRepository, type Explaining } from './startExplaining.ts';

export interface ExplainActsParts {
  readonly explaining: Explaining;
  readonly blocks: Blocks;
  readonly tasks: Tasks;
  readonly ledger: Ledger & Explanations;
  readonly choices: GateChoices;
  readonly guard: Guard;
  readonly log: OutputLog;
  readonly hiddenUris: (uri: string) => Promise<readonly string[]>;
}

/** What the panel shows of explanations. Rejects when they can not be read. */
export async function shownExplanations({
  explaining,
  blocks,
  tasks: { tasks },
  ledger,
  hiddenUris,
}: ExplainActsParts): Promise<ExplanationsContent> {
  const { owed } = explaining.count;
  const [first] = owed;
  const name = owed.length > 1 ? (first?.root.split(/[\\/]/u).at(-1) ?? '') : '';
  const when = { clock: systemClock, firstDay: readSetting('week.firstDay') };
  const runs = blockRuns(await ledger.blockRuns(0));
  const compared = withBlockTasks(tasks.tasks, runs);
  return explanationsSnapshot(ledger, {
    ...when,
    staged: first && { count: first.places, lines: first.lines, repository: name },
    file: await activeFile(hiddenUris),
    block: blockRow(blocks, systemClock),
    tasks: panelTasks(compared, tasks.running),
    blocks: panelBlocks(runs, compared, when),
  });
}

/** What the panel can do. A question is in front of the person once it has been asked: nobody waits for the answer. */
export function panelActs(
  parts: ExplainActsParts,
): Pick<
  PanelViewOptions,
  'explain' | 'explainStaged' | 'findNotes' | 'earlierTexts' | 'editNote' | 'chooseBlock' | 'chooseTask'
> {
  const { explaining, blocks, tasks, ledger, guard } = parts;
  const explain = (argument: object): Promise<void> => {
    void guard.run('grasp.explain', () => runExplain(argument, commandParts(parts))).catch(ignore);
    return Promise.resolve();
  };
  return {
    explain: (lots) => explain({ lots: lots.slice(0, 50) }),
    explainStaged: () => explain({ repository: explaining.count.owed[0]?.root }),
    chooseBlock: () => {
      blocks.choose();
    },
    chooseTask: () => {
      tasks.choose();
    },
    findNotes: (words) => findNotes(ledger, words),
    earlierTexts: (note) => findEarlierTexts(ledger, note),
    editNote: (note, change) => editNoteNow(explaining.noteEdits, note, change),
  };
}

/** What the commands of explaining do. */
export function explainHandlers(
  parts: ExplainActsParts & {
    readonly fresh: FreshOffer;
    readonly gate: Pick<DiagnosticsGate, 'letThrough'>;
    readonly commitHook: CommitHook;
  },
) {
  const { choices, fresh, gate, commitHook } = parts;
  const letThrough = (root: string): void => {
    gate.letThrough(root);
  };
  return {
    'grasp.explain': (argument?: unknown) => runExplain(argument, commandParts(parts)),
    'grasp.explainAndCommit': (argument?: unknown) =>
      runExplainAndCommit(argument, { ...commandParts(parts), letThrough }),
    'grasp.explainWhileFresh': () => runExplainWhileFresh(fresh, commandParts(parts)),
    'grasp.enableCommitHook': (argument?: unknown) => runEnableHook(argument, commitHook),
    'grasp.disableCommitHook': (argument?: unknown) => runDisableHook(argument, commitHook),
    'grasp.commitNow': () => commitHook.hooked.commitNow(),
    'grasp.writePlan': (argument?: unknown) =>
      runWritePlan(argument, { plan: parts.explaining.plan, areaInFront: () => areaInFront(choices) }),
    'grasp.proposeAreas': () => runProposeAreas(choices, systemTimers),
    // The panel has the notes of the file in front at the top.
    'grasp.openNote': () => vscode.commands.executeCommand(`${VIEW_ID}.focus`),
  };
}

/** The area of the file in front, if it is one that is recorded. */
async function areaInFront(choices: GateChoices): Promise<string | undefined> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri?.scheme === 'file' ? choices.ownedBy(await pathInRepository(uri.toString())).area : undefined;
}

function commandParts({ explaining, ledger, log }: ExplainActsParts): ExplainCommandParts {
  return {
    ...{ ...explaining, explanations: ledger, clock: systemClock, timers: systemTimers, log },
    prompted: (outcome, seconds) => {
      const came = outcome === 'saved' ? 'answered' : outcome === 'skipped' ? 'skipped' : 'later';
      explaining.budget.record('commit', { asked: true, outcome: came, seconds });
    },
  };
}

function ignore(): void {
  // The guard has told the person.
}
