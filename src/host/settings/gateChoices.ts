import { ownedBy, readAreas, unusableAreasInWords, withClass } from '../../domain/ownership/areas.ts';
import type { Area, Owned, OwnershipClass } from '../../domain/ownership/area.ts';
import { leftOut, readLeftOut, unusableLeftOutInWords, type MaybeLeftOut } from '../../domain/ownership/leftOut.ts';
import * as vscode from 'vscode';
import { onDidChangeSettings, readSetting } from './readSetting.ts';
import { SETTINGS } from './settingsTable.ts';
import { writeSetting } from './writeSetting.ts';

/** No more lines than this are waited for before something is asked. */
const MOST_LINES = 1_000;

/** Between these a commit may wait for somebody who writes, in seconds. */
const [SHORTEST_WAIT, LONGEST_WAIT] = [20, 300];

/** What the person has chosen about what is asked, read once for each change of the settings. */
export class GateChoices implements vscode.Disposable {
  readonly #listener: vscode.Disposable;
  #areas: (path: string) => Owned = ownedBy([]);
  #leftOut: (file: MaybeLeftOut, lines?: readonly string[]) => boolean = leftOut([]);
  #notice = '';

  constructor() {
    this.#listener = onDidChangeSettings(() => {
      this.#read();
    });
    this.#read();
  }

  /** What of the settings can not be used, in sentences; empty where all can. */
  get notice(): string {
    return this.#notice;
  }

  /** How many unexplained lines are worth asking about. */
  get minimumLines(): number {
    const lines = readSetting('gate.minimumLines');
    return isLines(lines) ? lines : SETTINGS['gate.minimumLines'].default;
  }

  /** How long a commit waits at most once somebody has begun to write, in seconds. */
  get longestWait(): number {
    const seconds = readSetting('commitHook.longestWait');
    return isWait(seconds) ? seconds : SETTINGS['commitHook.longestWait'].default;
  }

  ownedBy(path: string): Owned {
    return this.#areas(path);
  }

  isLeftOut(file: MaybeLeftOut, lines?: readonly string[]): boolean {
    return this.#leftOut(file, lines);
  }

  /** Moves a file into another class, where the list in force stands. Rejects when the settings can not be written. */
  async changeClass(path: string, to: OwnershipClass): Promise<void> {
    await writeAreas((values) => withClass(values, path, to));
  }

  /** Adds areas behind those that there are. Rejects when the settings can not be written. */
  async add(areas: readonly Area[]): Promise<void> {
    await writeAreas((values) => [...(Array.isArray(values) ? (values as unknown[]) : []), ...areas]);
  }

  dispose(): void {
    this.#listener.dispose();
  }

  #read(): void {
    const areas = readAreas(readSetting('areas'));
    const globs = readLeftOut(readSetting('gate.leaveOut'));
    this.#areas = ownedBy(areas.areas);
    this.#leftOut = leftOut(globs.globs);
    const lines = readSetting('gate.minimumLines');
    this.#notice = [
      unusableAreasInWords(areas),
      unusableLeftOutInWords(globs, 'grasp.gate.leaveOut'),
      isLines(lines)
        ? ''
        : `The setting "grasp.gate.minimumLines" is no number from 1 to ${String(MOST_LINES)}; 10 counts.`,
      isWait(readSetting('commitHook.longestWait'))
        ? ''
        : `The setting "grasp.commitHook.longestWait" is no number of seconds from ${String(SHORTEST_WAIT)} to ${String(LONGEST_WAIT)}; 120 counts.`,
    ]
      .filter((one) => one !== '')
      .join(' ');
  }
}

function isLines(lines: number): boolean {
  return Number.isSafeInteger(lines) && lines >= 1 && lines <= MOST_LINES;
}

function isWait(seconds: number): boolean {
  return Number.isSafeInteger(seconds) && seconds >= SHORTEST_WAIT && seconds <= LONGEST_WAIT;
}

/**
 * The list is changed where it stands. Where there is none it goes to the workspace: areas are paths of one code base, which
 * mean nothing in another one.
 */
async function writeAreas(change: (values: unknown) => unknown[]): Promise<void> {
  const config = vscode.workspace.getConfiguration('grasp');
  const { globalValue, workspaceValue } = config.inspect<unknown>('areas') ?? {};
  const isGlobal =
    workspaceValue === undefined && (globalValue !== undefined || vscode.workspace.workspaceFolders === undefined);
  const target = isGlobal ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
  await writeSetting('areas', change(isGlobal ? globalValue : workspaceValue), target);
}
