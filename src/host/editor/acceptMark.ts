import * as vscode from 'vscode';
import type { EditRecorder } from '../../features/record-edits/editRecorder.ts';
import { setContext } from '../setContext.ts';
import { activeRecordedDocument } from './editObserver.ts';

const WARM_UP = { warmUp: true };

/**
 * The second half of the accept keys: the built-in command commits the completion, then this mark tells that it did.
 * Never the other way round: an extension host that hangs must not keep the text from the editor.
 */
export class AcceptMark {
  readonly #recorder: EditRecorder;
  readonly #marked: () => void;

  /** @param marked told of every mark that a person's key brings */
  constructor(recorder: EditRecorder, marked: () => void) {
    this.#recorder = recorder;
    this.#marked = marked;
  }

  /** Must not throw: `runCommands` would tell the person about it. */
  receive(argument: unknown): void {
    if (has(argument, 'warmUp')) {
      this.#recorder.warmUp();
      return;
    }
    this.#marked();
    const document = activeRecordedDocument();
    if (document === undefined) return;
    const part = has(argument, 'part') ? 'part' : 'whole';
    this.#recorder.recordMark({ uri: document.uri.toString(), part, listIsGreyText: showsListAsGreyText(document) });
  }

  /**
   * Puts the accept keys in force once the listeners run. The first call of a command through `runCommands` is slow; it
   * is made here, so that the first mark of a person comes right after its change.
   */
  async enable(): Promise<void> {
    await vscode.commands.executeCommand('runCommands', {
      commands: [{ command: 'grasp.markAccepted', args: WARM_UP }],
    });
    await setContext('grasp.captureEnabled', true);
  }
}

function has(argument: unknown, key: string): boolean {
  return typeof argument === 'object' && argument !== null && key in argument;
}

/** With `editor.quickSuggestions` set to `inline`, the suggestion list is accepted by the same command as a completion. */
function showsListAsGreyText(document: vscode.TextDocument): boolean {
  const setting = vscode.workspace.getConfiguration('editor', document).get<unknown>('quickSuggestions');
  return typeof setting === 'object' && setting !== null && Object.values(setting).includes('inline');
}
