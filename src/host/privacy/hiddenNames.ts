import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import type { FileName } from '../../domain/events/filePath.ts';
import { hiddenUri, isHidden } from '../../domain/privacy/hiddenName.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import type { NameKey } from '../../storage/keys/nameKeys.ts';
import { codeOf } from '../commands/words.ts';
import { onDidChangeSettings, readSetting } from '../settings/readSetting.ts';

/** A key that could not be read is tried again after this long, in milliseconds. */
const TRY_AGAIN = 10_000;

export interface HiddenNamesOptions {
  readonly timers: Timers;
  readonly log: Logger;
  /** the keys that there are */
  readonly readKeys: () => Promise<readonly NameKey[]>;
  /** the same, with a new one where there is none */
  readonly ensureKeys: () => Promise<readonly NameKey[]>;
  /** a folder and all that is in it, as absolute paths */
  readonly pathsWithin: (folder: string) => AsyncIterable<string>;
  /** whether a file may be written now; waits until that is known */
  readonly mayWrite: () => Promise<boolean>;
  /** records what is known under the names of before, and lets go of the journal's file */
  readonly letGo: () => Promise<void>;
}

/** Names of files and folders as they reach the journal: hashes, where `grasp.privacy.hashPaths` says so. */
export class HiddenNames implements Disposable {
  readonly #options: HiddenNamesOptions;
  readonly #listener: vscode.Disposable;
  /** URIs by what stands for them, of this session */
  readonly #real = new Map<string, string>();
  #keys: readonly NameKey[] = [];
  #isWanted = readSetting('privacy.hashPaths');
  #isHiding = false;
  #changing: Promise<void> | undefined;
  #retry: Disposable | undefined;
  #fault = '';

  constructor(options: HiddenNamesOptions) {
    this.#options = options;
    this.#listener = onDidChangeSettings(() => {
      this.#isWanted = readSetting('privacy.hashPaths');
      this.prepare();
    }, 'privacy.hashPaths');
  }

  /** Whether names reach the journal as the setting wants them. Until then nothing may be recorded. */
  get isReady(): boolean {
    if (this.#isWanted === this.#isHiding && this.#changing === undefined) return true;
    this.prepare();
    return false;
  }

  /** The key by which names are hidden now. */
  get keyId(): string | undefined {
    return this.#isHiding ? this.#keys[0]?.id : undefined;
  }

  /** What to say when names can not be hidden; empty when all is well. */
  get notice(): string {
    return this.#fault;
  }

  /** Begins what has to be done before the next record. */
  prepare(): void {
    if (this.#isWanted === this.#isHiding || this.#retry !== undefined) return;
    this.#changing ??= this.#change().finally(() => (this.#changing = undefined));
  }

  /** The name under which a file is recorded. */
  recorded({ uri, folder }: FileName): FileName {
    if (!this.#isHiding) return folder === undefined ? { uri } : { uri, folder };
    return { uri: this.#hide(uri), ...(folder === undefined ? {} : { folder: this.#hide(folder) }) };
  }

  /** The URI of a recorded file, where this window can know it. */
  realUri(recorded: string): string | undefined {
    if (!isHidden(recorded)) return recorded;
    const open = vscode.workspace.textDocuments.map(({ uri }) => uri.toString());
    return this.#real.get(recorded) ?? open.find((uri) => this.#hiddenBy(uri).includes(recorded));
  }

  /** Forgets which files the names of this session stand for; what is open can still be found. */
  forgetReal(): void {
    this.#real.clear();
  }

  /**
   * What may stand in journals for a file that somebody names by URI, absolute path or path in a workspace folder; or for a
   * folder, by absolute path, and all that lies in it now.
   */
  async hiddenUris(path: string, isFolder = false): Promise<readonly string[]> {
    if (this.#keys.length === 0) this.#keys = await this.#options.readKeys().catch(() => []);
    if (isFolder && this.#keys.length > 0) return this.#hiddenWithin(path);
    return urisOf(path).flatMap((uri) => this.#hiddenBy(uri));
  }

  dispose(): void {
    this.#retry?.dispose();
    this.#listener.dispose();
  }

  #hide(uri: string): string {
    const hidden = this.#hiddenBy(uri)[0];
    if (hidden === undefined) throw new Error('There is no key to hide names.');
    this.#real.set(hidden, uri);
    return hidden;
  }

  async #hiddenWithin(folder: string): Promise<readonly string[]> {
    const hidden: string[] = [];
    for await (const path of this.#options.pathsWithin(folder)) {
      hidden.push(...this.#hiddenBy(vscode.Uri.file(path).toString()));
    }
    return hidden;
  }

  #hiddenBy(uri: string): string[] {
    return this.#keys.map((key) => hiddenUri(key.hash(uri)));
  }

  async #change(): Promise<void> {
    const { ensureKeys, mayWrite, letGo, timers, log } = this.#options;
    const wanted = this.#isWanted;
    // A paused window makes no key either; the next edit asks again.
    if (!(await mayWrite())) return;
    try {
      if (wanted) this.#keys = await ensureKeys();
      await letGo();
      this.#isHiding = wanted;
      this.#fault = '';
    } catch (error) {
      log.error('The key to hide names can not be read.', error);
      this.#fault = `File names can not be hidden (${codeOf(error)}), so nothing is recorded for now. Grasp tries again by itself.`;
      this.#retry = timers.after(TRY_AGAIN, () => {
        this.#retry = undefined;
        this.prepare();
      });
    }
  }
}

function urisOf(path: string): string[] {
  if (isAbsolute(path)) return [vscode.Uri.file(path).toString()];
  if (/^[a-z][a-z0-9+.-]+:/iu.test(path)) return [vscode.Uri.parse(path).toString()];
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.map(({ uri }) => vscode.Uri.joinPath(uri, path).toString());
}
