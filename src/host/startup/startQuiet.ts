import { join } from 'node:path';
import * as vscode from 'vscode';
import { quietInWords } from '../../domain/blocks/quietRecord.ts';
import type { PauseControl } from '../../features/pause/pauseControl.ts';
import { outcomesInWords } from '../../features/quiet-ai/quietOutcomes.ts';
import { QuietAi } from '../../features/quiet-ai/quietAi.ts';
import { ClaimFiles } from '../../storage/claims/claimFiles.ts';
import { endedInWords, runEndQuietAi, runQuietAi, runShowQuieted } from '../blocks/quietCommands.ts';
import type { OutputLog } from '../log/outputLog.ts';
import { onDidChangeSettings } from '../settings/readSetting.ts';
import { userSettings } from '../settings/userSettings.ts';
import { systemClock, systemTimers } from '../systemTime.ts';

interface QuietStartParts {
  readonly dataFolder: string;
  readonly pausing: PauseControl;
  readonly log: OutputLog;
}

/** Quiets AI by settings when somebody asks for it, and puts back at once what a window before this one left behind. */
export function startQuiet({ dataFolder, pausing, log }: QuietStartParts) {
  const clock = systemClock;
  const quiet = new QuietAi({
    ...{ settings: userSettings, clock, timers: systemTimers, log },
    claims: new ClaimFiles(join(dataFolder, 'claims'), () => clock.now()),
    pausing,
    tell: (ended) => void vscode.window.showInformationMessage(`Grasp: AI is back. ${endedInWords(ended)}`),
  });
  const look = (): void => {
    quiet.look();
  };
  look();
  return {
    quiet,
    handlers: {
      'grasp.quietAi': (argument?: unknown) => runQuietAi(argument, { quiet, clock }),
      'grasp.endQuietAi': () => runEndQuietAi({ quiet }),
    },
    /** what came of each setting: how many came to what, empty where AI is not quieted, and the list of all */
    list: {
      quietedInWords: () => outcomesInWords(quiet.outcomes),
      showQuieted: () => {
        runShowQuieted({ quiet });
        return Promise.resolve();
      },
    },
    /** a sentence for the status bar; empty where AI is not quieted */
    inWords: () => (quiet.until === undefined ? '' : quietInWords(quiet.until)),
    listening: vscode.Disposable.from(
      ...[quiet, onDidChangeSettings(look, 'quietAi.undo'), vscode.extensions.onDidChange(look)],
    ),
  };
}
