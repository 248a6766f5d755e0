import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Acceptance } from '../../../src/domain/attribution/acceptance.ts';
import type { JournalEvent } from '../../../src/domain/events/journalEvent.ts';
import { entryOf, type ExtensionName } from '../extensions.ts';
import { eventsBelow } from '../journalEvents.ts';
import { StandInUri } from '../standIn/document.ts';
import { StandInVscode } from '../standIn/vscode.ts';

export const PROJECT = '/project';

interface Exports {
  activate(context: object): unknown;
  deactivate?(): Promise<void>;
}

interface GraspApi {
  acceptances(): Promise<readonly Acceptance[]>;
}

export interface SessionOptions {
  /** the folder with the built extensions */
  readonly stage: string;
  readonly extension: ExtensionName;
  readonly storage: string;
}

/** One extension at work in this process, as an extension host would run it, with how long its start took. */
export class Session {
  readonly vscode: StandInVscode;
  readonly loadTime: number;
  readonly activateTime: number;
  readonly errors: unknown[] = [];
  readonly #exports: Exports;
  readonly #activated: unknown;
  readonly #journal: string;

  constructor({ stage, extension, storage }: SessionOptions) {
    this.vscode = new StandInVscode(PROJECT);
    this.vscode.failed.listen((line) => this.errors.push(line));
    this.#journal = join(storage, 'journal');
    Object.assign(globalThis, { benchVscode: this.vscode.module });
    const entry = entryOf(stage, extension);
    const load = createRequire(entry);
    const context = {
      subscriptions: [],
      globalState: { get: () => undefined, update: () => Promise.resolve() },
      workspaceState: { get: () => undefined, update: () => Promise.resolve() },
      globalStorageUri: new StandInUri(storage),
      extensionUri: new StandInUri(stage),
      extension: { packageJSON: { version: '0.0.0-bench' } },
    };
    const started = performance.now();
    this.#exports = load(entry) as Exports;
    const loaded = performance.now();
    this.#activated = this.#exports.activate(context);
    const activated = performance.now();
    this.loadTime = loaded - started;
    this.activateTime = activated - loaded;
  }

  acceptances(): Promise<readonly Acceptance[]> {
    return (this.#activated as { getAPI(version: 1): GraspApi }).getAPI(1).acceptances();
  }

  /** The second half of the accept key. */
  mark(): void {
    this.vscode.commands.get('grasp.markAccepted')?.();
  }

  /** Ends the session as VS Code does. */
  async end(): Promise<void> {
    await this.#exports.deactivate?.();
    assert.deepEqual(this.errors, [], 'Grasp logged an error');
  }

  /** The events that are on the disk. */
  events(): JournalEvent[] {
    return eventsBelow(this.#journal);
  }
}

/** Waits until something holds; fails with what did not. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  const end = Date.now() + 60_000;
  while (!holds()) {
    if (Date.now() > end) assert.fail(`never happened: ${what}`);
    await delay(2);
  }
}
