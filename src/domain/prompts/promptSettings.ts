import { MOST_A_DAY } from './frictionBudget.ts';
import { readQuietHours, type QuietRange } from './quietHours.ts';

/** How often somebody is asked who has not said. */
export const PROMPTS_A_DAY = 3;

/** What a person says of prompts that were not asked for. */
export interface PromptSettings {
  readonly perDay: number;
  readonly quietHours: readonly QuietRange[];
  /** absolute paths of folders */
  readonly offIn: readonly string[];
}

/** The values of `grasp.prompts.*` as they stand in somebody's settings. */
export interface PromptSettingValues {
  readonly perDay: number;
  readonly quietHours: string;
  readonly offIn: readonly unknown[];
}

/** Reads the settings. What can not be used counts as if nobody had set it, and `notice` says so, for people; else that is empty. */
export function readPromptSettings(values: PromptSettingValues): PromptSettings & { readonly notice: string } {
  const isPerDay = Number.isInteger(values.perDay) && values.perDay >= 0 && values.perDay <= MOST_A_DAY;
  const { ranges, notice } = readQuietHours(values.quietHours);
  const offIn = values.offIn.filter((one): one is string => typeof one === 'string' && isAbsolute(one));
  const notices = [
    isPerDay ? '' : perDayInWords(values.perDay),
    notice,
    offIn.length === values.offIn.length
      ? ''
      : 'The setting "grasp.prompts.offIn" has entries that are no absolute path of a folder. All others are in force.',
  ];
  return {
    perDay: isPerDay ? values.perDay : PROMPTS_A_DAY,
    quietHours: ranges,
    offIn,
    notice: notices.filter((one) => one !== '').join(' '),
  };
}

/** Whether prompts are off in a repository: it is one of some folders, or lies in one. */
export function isOffIn(folders: readonly string[], repository: string): boolean {
  const path = `${plain(repository)}/`;
  return folders.some((folder) => path.startsWith(`${plain(folder)}/`));
}

/** The folders in which prompts are off, with one more. */
export function withFolderOff(folders: readonly unknown[], repository: string): readonly unknown[] {
  const usable = folders.filter((one) => typeof one === 'string');
  return isOffIn(usable, repository) ? folders : [...folders, repository];
}

function perDayInWords(value: number): string {
  return `The setting "grasp.prompts.perDay" should be a whole number from 0 to ${MOST_A_DAY}, and not ${value}. ${PROMPTS_A_DAY} is used.`;
}

function isAbsolute(path: string): boolean {
  return /^(?:[/\\]|[a-z]:[/\\])/iu.test(path);
}

/** A path as it can be compared. Windows, of which a drive tells, knows no case. */
function plain(path: string): string {
  const slashes = path.replaceAll('\\', '/');
  let end = slashes.length;
  while (slashes[end - 1] === '/') end -= 1;
  const trimmed = slashes.slice(0, end);
  return /^[a-z]:/iu.test(trimmed) ? trimmed.toLowerCase() : trimmed;
}
