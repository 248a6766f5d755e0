import * as vscode from 'vscode';
import { OTHER } from '../../domain/ownership/area.ts';
import { proposeAreas } from '../../domain/ownership/proposedAreas.ts';
import { touchedFolders } from '../../git/touchedFolders.ts';
import { plainInQuickPick } from '../commands/words.ts';
import { gitApi } from '../scm/gitApi.ts';
import type { GateChoices } from '../settings/gateChoices.ts';
import type { Timers } from '../../ports/timers.ts';
import { patiently } from './patiently.ts';

/** `grasp.proposeAreas`: areas that the history of the open repositories suggests, to choose from. Gives how many were added. */
export async function runProposeAreas(choices: GateChoices, timers: Timers): Promise<{ added: number }> {
  const git = await gitApi();
  const folders = (git?.repositories ?? []).map(({ rootUri }) => rootUri.fsPath);
  const asked = folders.map((folder) => touchedFolders({ folder, trusted: vscode.workspace.isTrusted }));
  const histories = await patiently('Reading the history', Promise.all(asked), timers);
  const proposed = proposeAreas((histories ?? []).flat()).filter(
    ({ example }) => choices.ownedBy(example).area === OTHER.area,
  );
  if (proposed.length === 0) {
    void vscode.window.showInformationMessage(
      'Grasp: the history suggests no areas beyond those that you have. You can name your own in the setting "grasp.areas".',
    );
    return { added: 0 };
  }
  const items = proposed.map(({ area, reason }) => ({
    ...{
      label: plainInQuickPick(area.name),
      description: plainInQuickPick(`${area.class} · ${area.glob}`),
      detail: reason,
    },
    ...{ picked: true, area },
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Propose Areas',
    placeHolder:
      'Which of these do you want to name? Their classes can be changed later, in the settings or on the page.',
    canPickMany: true,
  });
  if (chosen === undefined || chosen.length === 0) return { added: 0 };
  await choices.add(chosen.map(({ area }) => area));
  return { added: chosen.length };
}
