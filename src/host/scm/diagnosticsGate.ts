import * as v from 'valibot';
import * as vscode from 'vscode';
import {
  GATE_KEYS,
  planGate,
  type GateKey,
  type GateNow,
  type GateRecord,
  type GateWrite,
} from '../../features/diagnostics-gate/gatePlan.ts';
import type { Guard } from '../guard.ts';
import { counted, plainInNotification } from '../commands/words.ts';
import { plainValue } from '../settings/plainValue.ts';
import { onDidChangeSettings, readSetting } from '../settings/readSetting.ts';
import { explainLink, offerExplaining, PROBLEM_SOURCE } from './explainFix.ts';

/** The key under which VS Code keeps for Grasp what the settings said before. */
const RECORD = 'commitButtonGate';
const SETTING = 'gate.commitButton';
const HOOK = 'diagnosticsCommitHook';

const valuesSchema = v.object({ sources: v.optional(v.unknown()), enabled: v.optional(v.unknown()) });
const recordSchema = v.object({
  stage: v.picklist(['switching on', 'on', 'switching off']),
  before: valuesSchema,
  wrote: valuesSchema,
});

/** A staged file with AI-written lines that are not explained. */
export interface OwedFile {
  /** top folder of its repository, as a path */
  readonly root: string;
  readonly uri: vscode.Uri;
  /** the first of them, from 0 */
  readonly line: number;
  /** how many there are */
  readonly lines: number;
}

/**
 * Lets the commit button ask, by the git extension's own gate: it stops where a staged file has a diagnostic of a source that
 * its settings name. What these said before lies in the global state of Grasp, which is where the user's settings are: on the
 * person's own machine and in the same profile, also where the extension runs elsewhere.
 */
export class DiagnosticsGate implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #collection = vscode.languages.createDiagnosticCollection(PROBLEM_SOURCE);
  readonly #listeners: vscode.Disposable;
  #fix: vscode.Disposable | undefined;
  #owed: readonly OwedFile[] = [];
  #turn: Promise<void> = Promise.resolve();

  constructor(state: vscode.Memento, guard: Guard) {
    this.#state = state;
    const switchIt = guard.listener('Switching the commit button', () => this.#inTurn());
    this.#listeners = vscode.Disposable.from(
      onDidChangeSettings(switchIt, SETTING),
      vscode.workspace.onDidGrantWorkspaceTrust(switchIt),
    );
    switchIt();
  }

  /** Shows what is owed now, in place of what was shown before. */
  show(owed: readonly OwedFile[]): void {
    this.#owed = owed;
    this.#collection.clear();
    if (!this.#isThere || !readSetting(SETTING)) return;
    this.#fix ??= offerExplaining((uri) => this.#rootOf(uri));
    this.#collection.set(owed.map((file) => [file.uri, [diagnosticOf(file)]]));
  }

  /** The person has answered for a repository, so that its next commit shall go through. */
  letThrough(root: string): void {
    this.show(this.#owed.filter((file) => file.root !== root));
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#fix?.dispose();
    this.#collection.dispose();
  }

  #rootOf(uri: vscode.Uri): string | undefined {
    return this.#owed.find((file) => file.uri.toString() === uri.toString())?.root;
  }

  get #isThere(): boolean {
    return vscode.workspace.isTrusted && vscode.extensions.getExtension('vscode.git') !== undefined;
  }

  /** One switch after the other: the next one begins with what this one has written. */
  #inTurn(): Promise<void> {
    const turn = this.#turn.then(() => this.#switch());
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #switch(): Promise<void> {
    this.show(this.#owed);
    if (!this.#isThere) return;
    const wanted = readSetting(SETTING);
    const { writes, left } = planGate(settingsNow(), wanted, this.#record());
    try {
      for (const write of writes) await this.#write(write);
    } catch (error) {
      // What is not done is gone on with at the next start, from the record.
      const why = plainInNotification(error instanceof Error ? error.message : String(error));
      void vscode.window.showWarningMessage(
        `Grasp: your user settings could not be changed for the commit button. ${why} Grasp tries again when the window is reloaded.`,
      );
      throw error;
    }
    if (left.length > 0) tellLeft(left);
  }

  #record(): GateRecord | undefined {
    const parsed = v.safeParse(recordSchema, this.#state.get<unknown>(RECORD));
    return parsed.success ? parsed.output : undefined;
  }

  async #write(write: GateWrite): Promise<void> {
    if (write.to === 'record') await this.#state.update(RECORD, write.value);
    else {
      const config = vscode.workspace.getConfiguration('git');
      await config.update(`${HOOK}.${write.to}`, write.value, vscode.ConfigurationTarget.Global);
    }
  }
}

/** As the files say it, since what holds is merged of several. */
function settingsNow(): GateNow {
  const config = vscode.workspace.getConfiguration('git');
  const values = GATE_KEYS.flatMap((key) => {
    const value = config.inspect<unknown>(`${HOOK}.${key}`)?.globalValue;
    return value === undefined ? [] : [[key, plainValue(value)] as const];
  });
  const folders: (vscode.Uri | undefined)[] = [
    undefined,
    ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri),
  ];
  const isOn = folders.some(
    (uri) => vscode.workspace.getConfiguration('git', uri).get<unknown>(`${HOOK}.enabled`) === true,
  );
  return { values: Object.fromEntries(values), isOn };
}

function diagnosticOf({ root, line, lines }: OwedFile): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(line, 0, line, Number.MAX_SAFE_INTEGER),
    `${counted(lines, 'AI line')} not yet explained`,
    vscode.DiagnosticSeverity.Information,
  );
  diagnostic.source = PROBLEM_SOURCE;
  diagnostic.code = explainLink(root);
  return diagnostic;
}

function tellLeft(left: readonly GateKey[]): void {
  const names = left.map((key) => `"git.${HOOK}.${key}"`).join(' and ');
  void vscode.window.showInformationMessage(`Grasp: you have changed ${names} since, so that stays as it is.`);
}
