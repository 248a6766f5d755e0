import * as vscode from 'vscode';

/** As problems of ours are marked, and as the settings of the git extension know us. */
export const PROBLEM_SOURCE = 'grasp';

const COMMAND = 'grasp.explain';
const TITLE = 'Explain…';

/** Stands behind a problem, in the Problems view and where it is shown beside the code: the way to its explanation. */
export function explainLink(root: string): { value: string; target: vscode.Uri } {
  const query = JSON.stringify([{ repository: root }]);
  return { value: TITLE, target: vscode.Uri.from({ scheme: 'command', path: COMMAND, query }) };
}

/**
 * Offers the same where problems are fixed, by the key for that.
 *
 * @param rootOf the repository of a file that has a problem of ours
 */
export function offerExplaining(rootOf: (uri: vscode.Uri) => string | undefined): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: ({ uri }, _range, { diagnostics }) => {
      const root = rootOf(uri);
      const ours = diagnostics.filter(({ source }) => source === PROBLEM_SOURCE);
      if (root === undefined || ours.length === 0) return [];
      const action = new vscode.CodeAction(TITLE, vscode.CodeActionKind.QuickFix);
      action.diagnostics = ours;
      action.command = { command: COMMAND, title: TITLE, arguments: [{ repository: root }] };
      return [action];
    },
  };
  return vscode.languages.registerCodeActionsProvider({ scheme: 'file' }, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });
}
