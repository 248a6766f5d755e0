import * as vscode from 'vscode';
import type { Claims } from '../ports/claims.ts';

let asked: Promise<void> | undefined;

/**
 * Settles once the window answers, which is at once where there is one; until then it is not asked again. Of a window that was
 * lost with its connection the extension host goes on for hours, with what it knew last: to it the person is still there, and
 * nothing that it shows is seen.
 */
export function windowAnswers(): Promise<void> {
  asked ??= roundTrip().finally(() => {
    asked = undefined;
  });
  return asked;
}

/** A command of VS Code's own that does nothing, in the window. That it could not would be an answer too. */
async function roundTrip(): Promise<void> {
  await vscode.commands.executeCommand('noop').then(undefined, () => undefined);
}

/** Claims nothing while there is no window to do it in. */
export function claimsOfWindow(claims: Claims): Claims {
  return {
    claim: async (name) => {
      await windowAnswers();
      return claims.claim(name);
    },
    isClaimed: (name) => claims.isClaimed(name),
  };
}
