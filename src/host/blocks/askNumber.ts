import * as vscode from 'vscode';

/** What Enter answers in each of the questions around a block. A look at the code ends none of them: what was answered before is kept. */
const SKIPS = 'Enter skips this';

/** Asks for one of five steps. `undefined` where it is left out; throws where the person calls all of it off. */
export async function askScale(title: string, steps: readonly string[]): Promise<1 | 2 | 3 | 4 | 5 | undefined> {
  const all = [1, 2, 3, 4, 5] as const;
  const items = all.map((step) => ({ label: String(step), description: steps[step - 1] ?? '', step }));
  return (await askChoice(title, [{ label: 'Leave out', step: undefined }, ...items])).step;
}

/** Asks for one of some choices, the first of which Enter takes. Throws where the person calls all of it off. */
export async function askChoice<T extends vscode.QuickPickItem>(title: string, items: readonly T[]): Promise<T> {
  const choice = await vscode.window.showQuickPick(items, {
    title,
    matchOnDescription: true,
    ignoreFocusOut: true,
    placeHolder: `Enter takes "${items[0]?.label ?? ''}"`,
  });
  if (choice === undefined) throw new vscode.CancellationError();
  return choice;
}

/** Asks for a line. `undefined` where it is left out; throws where the person calls all of it off. */
export async function askLine(title: string, longest: number, placeHolder = ''): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    ...{ title, placeHolder, prompt: SKIPS, ignoreFocusOut: true },
    validateInput: (given) => (given.length > longest ? 'A line is enough.' : undefined),
  });
  if (text === undefined) throw new vscode.CancellationError();
  return text.trim() === '' ? undefined : text.trim();
}

/** Asks for minutes. As `askLine`. */
export async function askMinutes(title: string, value = ''): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    ...{ title, value, prompt: `In minutes. ${value === '' ? SKIPS : 'Enter takes this'}`, ignoreFocusOut: true },
    validateInput: (given) => (/^\d{0,3}$/u.test(given.trim()) ? undefined : 'A number of minutes.'),
  });
  if (text === undefined) throw new vscode.CancellationError();
  return text.trim() === '' ? undefined : Number(text.trim());
}
