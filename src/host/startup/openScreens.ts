import * as vscode from 'vscode';
import { NO_EXPLANATIONS } from '../../features/explanations/explanationsSnapshot.ts';
import type { AcceptanceFollower } from '../../features/record-edits/acceptanceFollower.ts';
import type { Disposable } from '../../ports/disposable.ts';
import { readAcceptedLines } from '../acceptedLines.ts';
import type { CommandParts } from '../commands/commandHandlers.ts';
import { correctNow, inWords } from '../commands/correctCommand.ts';
import { runResume } from '../commands/pauseCommands.ts';
import { CorrectionLenses } from '../editor/correctionLenses.ts';
import type { Guard } from '../guard.ts';
import { PanelView } from '../panel/panelView.ts';
import type { HiddenNames } from '../privacy/hiddenNames.ts';
import { Screens, type ScreensOptions } from '../screens.ts';
import { StatusItem } from '../statusBar/statusItem.ts';
import { panelActs, shownExplanations, type ExplainActsParts } from './explainActs.ts';

/** Panel, status bar and lenses, which are shown anew together. */
export function openScreens(
  parts: CommandParts,
  {
    dist,
    guard,
    names,
    follower,
    acts,
    asks,
  }: {
    dist: vscode.Uri;
    guard: Guard;
    names: HiddenNames;
    follower: AcceptanceFollower;
    acts: ExplainActsParts;
    asks: ScreensOptions['asks'];
  },
): { shown: readonly Disposable[]; refresh: () => void } {
  const { ledger, clock, timers, folder, pausing, corrections, hiddenUris } = parts;
  // The status bar needs none of them.
  const explanations = async () => (panel.isThere ? shownExplanations(acts) : NO_EXPLANATIONS);
  const content = () => readAcceptedLines({ ...parts, explanations });
  const panel = new PanelView({
    ...{ ...parts, dist, content, ...panelActs(acts) },
    resume: () => guard.run('grasp.resume', () => runResume(pausing)),
    correct: async (id, answer) => inWords(await correctNow(corrections, id, answer)),
    realUri: (uri) => names.realUri(uri),
  });
  const status = new StatusItem();
  const screens = new Screens({ panel, status, content, timers, guard, folder: folder.path, asks });
  const lenses = new CorrectionLenses({ ledger, clock, hiddenUris, startsIn: (uri) => follower.startsIn(uri) });
  const refresh = (): void => {
    screens.refresh();
    lenses.refresh();
  };
  const listening = vscode.window.onDidChangeActiveTextEditor(() => {
    // Its notes come first in the panel.
    if (panel.isThere) screens.refresh();
  });
  return { shown: [panel, status, screens, lenses, listening], refresh };
}
