import * as vscode from 'vscode';
import { readPromptSettings, withFolderOff, type PromptSettings } from '../../domain/prompts/promptSettings.ts';
import { readSetting } from '../settings/readSetting.ts';
import { writeSetting } from '../settings/writeSetting.ts';

/** What the person says of prompts, and a sentence about what can not be used of it; that is empty where all can. */
export function promptChoices(): PromptSettings & { readonly notice: string } {
  return readPromptSettings({
    perDay: readSetting('prompts.perDay'),
    quietHours: readSetting('prompts.quietHours'),
    offIn: readSetting('prompts.offIn'),
  });
}

/** Wants no prompts in a repository, named by the absolute path of its top folder. Rejects when the settings can not be written. */
export async function turnPromptsOff(repository: string): Promise<void> {
  const folders = withFolderOff(readSetting('prompts.offIn'), repository);
  await writeSetting('prompts.offIn', folders, vscode.ConfigurationTarget.Global);
}
