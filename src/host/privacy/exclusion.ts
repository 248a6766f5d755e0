import { homedir } from 'node:os';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { readExclusions, unusableInWords, withContents } from '../../domain/privacy/exclusions.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import { onDidChangeSettings, settingOfAllScopes } from '../settings/readSetting.ts';

/** Remotes may be added to a repository while it is open: so often they are read again, in milliseconds. */
const READ_AGAIN = 60_000;

export interface ExclusionOptions {
  readonly timers: Timers;
  readonly log: Logger;
  /** the hosts of the remotes of the repository that holds a folder; rejects when nobody knows */
  readonly remoteHosts: (folder: string) => Promise<ReadonlySet<string>>;
  /** told of each open document that is excluded from now on */
  readonly excluded: (document: vscode.TextDocument) => void;
}

/**
 * Which documents `grasp.privacy.exclude` keeps from being recorded. Each is decided once; an edit costs a look into a
 * map.
 */
export class Exclusion implements Disposable {
  readonly #options: ExclusionOptions;
  readonly #listeners: vscode.Disposable;
  #decided = new WeakMap<vscode.TextDocument, boolean>();
  /** by folder; `undefined` where it is not known */
  readonly #hosts = new Map<string, ReadonlySet<string> | undefined>();
  #timer: Disposable | undefined;

  constructor(options: ExclusionOptions) {
    this.#options = options;
    this.#listeners = vscode.Disposable.from(
      onDidChangeSettings(() => {
        this.#decideAgain();
      }, 'privacy.exclude'),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#decideAgain();
      }),
    );
  }

  isExcluded(document: vscode.TextDocument): boolean {
    const known = this.#decided.get(document);
    if (known !== undefined) return known;
    const decision = this.#decide(document);
    this.#decided.set(document, decision);
    return decision;
  }

  /** The same of a file that is not open, which is decided each time. */
  async isExcludedFile(uri: vscode.Uri): Promise<boolean> {
    const { globs, hosts } = readExclusions(settingOfAllScopes('privacy.exclude', uri));
    if (globs.some((glob) => isMatch(glob, { uri, languageId: '' }))) return true;
    if (hosts.length === 0) return false;
    const remotes = await this.#options.remoteHosts(dirname(uri.fsPath)).catch(() => undefined);
    return remotes === undefined || hosts.some((host) => remotes.has(host));
  }

  /** What to say of entries that can not be used; empty when there are none. */
  get notice(): string {
    const folders = [undefined, ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri)];
    return unusableInWords(readExclusions(folders.flatMap((uri) => settingOfAllScopes('privacy.exclude', uri))));
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#listeners.dispose();
  }

  #decideAgain(): void {
    this.#decided = new WeakMap();
    for (const document of vscode.workspace.textDocuments) {
      if (this.isExcluded(document)) this.#options.excluded(document);
    }
  }

  #decide(document: vscode.TextDocument): boolean {
    const { globs, hosts } = readExclusions(settingOfAllScopes('privacy.exclude', document.uri));
    if (globs.some((glob) => isMatch(glob, document))) return true;
    if (hosts.length === 0 || document.isUntitled) return false;
    const folder = dirname(document.uri.fsPath);
    if (!this.#hosts.has(folder)) void this.#readHosts(folder);
    const remotes = this.#hosts.get(folder);
    // What is not known may be what somebody wants to keep to themselves.
    return remotes === undefined || hosts.some((host) => remotes.has(host));
  }

  async #readHosts(folder: string): Promise<void> {
    const before = this.#hosts.get(folder);
    if (!this.#hosts.has(folder)) this.#hosts.set(folder, undefined);
    this.#timer ??= this.#options.timers.after(READ_AGAIN, () => {
      this.#readAllAgain();
    });
    let hosts: ReadonlySet<string> | undefined;
    try {
      hosts = await this.#options.remoteHosts(folder);
    } catch (error) {
      if (before !== undefined) this.#options.log.warn(`A repository can not be read: ${String(error)}`);
    }
    this.#hosts.set(folder, hosts);
    if (!areSame(before, hosts)) this.#decideAgain();
  }

  /** Of folders in which nothing is open any more nothing is kept. */
  #readAllAgain(): void {
    this.#timer = undefined;
    const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => dirname(uri.fsPath)));
    for (const folder of [...this.#hosts.keys()]) {
      if (open.has(folder)) void this.#readHosts(folder);
      else this.#hosts.delete(folder);
    }
  }
}

/** Against the absolute path, and against the path in each workspace folder. */
function isMatch(glob: string, file: Pick<vscode.TextDocument, 'uri' | 'languageId'>): boolean {
  const patterns = withContents(glob.replace(/^~(?=[/\\])/u, homedir()));
  const folders = vscode.workspace.workspaceFolders ?? [];
  const filters = patterns.flatMap((pattern) => [
    { pattern },
    ...folders.map((folder) => ({ pattern: new vscode.RelativePattern(folder, pattern) })),
  ]);
  // Nothing else of a document is looked at for a pattern.
  return filters.some((filter) => vscode.languages.match(filter, file as vscode.TextDocument) > 0);
}

function areSame(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.size === b.size && [...a].every((host) => b.has(host));
}
