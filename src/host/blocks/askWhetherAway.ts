import * as vscode from 'vscode';

const COUNT = 'Count Them';

/** Says that nobody was there for some minutes of a block, and asks whether these are to count. Settles with that, if ever. */
export async function askWhetherAway(minutes: number): Promise<boolean> {
  const words = `Grasp: nobody was here for ${String(minutes)} minutes of your block. They do not count, unless you were at it elsewhere.`;
  return (await vscode.window.showInformationMessage(words, COUNT)) === COUNT;
}
