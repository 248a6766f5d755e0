import { copyFileSync, cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Page } from 'playwright-core';
import { failuresFolder, fileStamp, projectRoot } from './hostPaths.ts';

export interface EvidenceSources {
  /** What failed, as part of the folder's name. */
  readonly name: string;
  readonly page?: Page | undefined;
  readonly dataDir: string;
  readonly serverLog: string;
}

/**
 * Keeps what explains a failure: the screen, the browser's console, the server's log and the logs of VS Code and its
 * extension hosts. Returns the folder, relative to the project. Never throws: the failure itself is the news.
 */
export async function saveEvidence(sources: EvidenceSources): Promise<string> {
  const safeName = sources.name.replace(/[^\w.-]+/g, '-').slice(0, 80);
  const folder = join(failuresFolder, `${fileStamp()}-${String(process.pid)}-${safeName}`);
  await attempt(() => mkdirSync(folder, { recursive: true }));
  await attempt(() => {
    copyFileSync(sources.serverLog, join(folder, 'server.log'));
  });
  const logs = join(sources.dataDir, 'data', 'logs');
  await attempt(() => {
    if (existsSync(logs)) cpSync(logs, join(folder, 'logs'), { recursive: true });
  });
  const { page } = sources;
  if (page !== undefined) {
    await attempt(() => page.screenshot({ path: join(folder, 'screen.png'), timeout: 10_000 }));
    await attempt(async () => {
      writeFileSync(join(folder, 'console.log'), await consoleText(page));
    });
  }
  return relative(projectRoot, folder);
}

async function consoleText(page: Page): Promise<string> {
  const messages = (await page.consoleMessages()).map((message) => `[${message.type()}] ${message.text()}`);
  const errors = (await page.pageErrors()).map((error) => `[uncaught] ${error.stack ?? error.message}`);
  return [...messages, ...errors, ''].join('\n');
}

async function attempt(step: () => unknown): Promise<void> {
  try {
    await step();
  } catch {
    // The other pieces are still worth having.
  }
}
