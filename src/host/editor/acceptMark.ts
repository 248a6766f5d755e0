import * as vscode from 'vscode';
import type { EditRecorder } from '../../features/record-edits/editRecorder.ts';
import { setContext } from '../setContext.ts';
import { activeRecordedUri } from './editObserver.ts';

const WARM_UP = { warmUp: true };

/**
 * The second half of the accept keys: the built-in command commits the completion, then this mark tells that it did.
 * Never the other way round: an extension host that hangs must not keep the text from the editor.
 */
export class AcceptMark {
  readonly #recorder: EditRecorder;

  constructor(recorder: EditRecorder) {
    this.#recorder = recorder;
  }

  /** Must not throw: `runCommands` would tell the person about it. */
  receive(argument: unknown): void {
    if (isWarmUp(argument)) return;
    const uri = activeRecordedUri();
    if (uri !== undefined) this.#recorder.recordMark(uri);
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

function isWarmUp(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && 'warmUp' in argument;
}
