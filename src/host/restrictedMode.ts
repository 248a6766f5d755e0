import * as vscode from 'vscode';

/** The key under which VS Code keeps for Grasp that this has been said. */
const TOLD = 'restrictedModeTold';

/** In Restricted Mode, says what Grasp does there: once for this installation, whatever windows are opened later. */
export async function tellRestrictedMode({ globalState }: vscode.ExtensionContext): Promise<void> {
  if (vscode.workspace.isTrusted || globalState.get(TOLD) === true) return;
  await globalState.update(TOLD, true);
  void vscode.window.showInformationMessage(
    'In Restricted Mode Grasp records as usual, and runs nothing that belongs to this workspace.',
  );
}
