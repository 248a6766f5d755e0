import * as vscode from 'vscode';
import type { Clipboard } from '../../ports/clipboard.ts';
import type { Logger } from '../../ports/logger.ts';
import { isSettingChosen, readSetting } from '../settings/readSetting.ts';

const SETTING = 'attribution.compareClipboard';

/** The clipboard, as far as the person lets Grasp compare with it. */
export function systemClipboard(log: Logger): Clipboard {
  return {
    async read() {
      if (!readSetting(SETTING)) return { kind: 'off' };
      // A browser that may not give the clipboard away shows an error that stays: there it takes a deliberate choice.
      if (vscode.env.uiKind === vscode.UIKind.Web && !isSettingChosen(SETTING)) return { kind: 'unreadable' };
      try {
        return { kind: 'text', text: await vscode.env.clipboard.readText() };
      } catch (error) {
        log.debug(`The clipboard can not be read: ${String(error)}`);
        return { kind: 'unreadable' };
      }
    },
  };
}
