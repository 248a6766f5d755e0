import * as vscode from 'vscode';
import { KEY_BINDING_TEXT } from '../features/accept-keys/keyBindingText.ts';

/** The key under which VS Code keeps for Grasp that this has been said. */
const TOLD = 'acceptKeyTold';

const SHOW = 'Show Key Binding';
const ENOUGH = "Don't Show Again";

/** Says that the accept key in use is not known, and offers the way out: once for this installation, whatever is answered. */
export async function tellUnknownAcceptKey({ globalState }: vscode.ExtensionContext): Promise<void> {
  if (globalState.get(TOLD) === true) return;
  await globalState.update(TOLD, true);
  const choice = await vscode.window.showInformationMessage(
    'Grasp can only guess that you accept completions: no accept key has marked any. If you use a key of your own, give it a second step, and they are certain.',
    ...[SHOW, ENOUGH],
  );
  if (choice === SHOW) await showKeyBinding();
}

/** The person's own key bindings, and what to put there beside them. Nothing is written for them. */
async function showKeyBinding(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openGlobalKeybindingsFile');
  const document = await vscode.workspace.openTextDocument({ language: 'jsonc', content: KEY_BINDING_TEXT });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
}
