import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { pageHtml, type Page } from './pageHtml.ts';

/** The document of a page in a webview. @param dist the folder of what was bundled */
export function webviewHtml(webview: vscode.Webview, dist: vscode.Uri, page: Page): string {
  const addressOf = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
  return pageHtml(page, {
    script: addressOf(`${page.name}.js`),
    style: addressOf(`${page.name}-style.css`),
    styleSource: webview.cspSource,
    nonce: randomBytes(16).toString('base64'),
  });
}
