import * as vscode from 'vscode';
import {
  readBlockSchedule,
  scheduleText,
  type BlockSchedule,
  type BlockScheduleRead,
} from '../../domain/blocks/blockSchedule.ts';
import { writeSetting } from '../settings/writeSetting.ts';

const KEY = 'block.schedule';

/** The schedule that the person has chosen, and a sentence where what stands there can not be used. */
export function blockChoices(): BlockScheduleRead {
  // As it stands there: what is of a wrong form is to be named, not passed over.
  return readBlockSchedule(vscode.workspace.getConfiguration('grasp').get<unknown>(KEY));
}

/** Schedules blocks, or none. Rejects when the settings can not be written. */
export async function writeBlockSchedule(schedule: BlockSchedule | undefined): Promise<void> {
  const text = schedule && scheduleText(schedule);
  await writeSetting(KEY, text, vscode.ConfigurationTarget.Global);
}
