import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { PanelNote, PanelNoteText } from '../../src/protocol/explainingMessages.ts';
import { HOST_EVENTS, PANEL_EVENTS, PANEL_REQUESTS, type PanelSnapshot } from '../../src/protocol/messages.ts';
import { Peer, RequestError } from '../../src/protocol/peer.ts';
import { ensureBrowser } from '../host/browser.ts';
import { projectRoot } from '../host/hostPaths.ts';
import { THEMES, type ThemeName } from './panelThemes.ts';

const ADDRESS = 'http://panel.test/';
// The policy of the real page, with this address in place of VS Code's.
const POLICY = `default-src 'none'; script-src 'nonce-n'; style-src ${ADDRESS}`;

/** What a test has the host do. */
export interface PanelHost {
  readonly snapshot: PanelSnapshot;
  readonly findNotes?: (words: string) => { notes: PanelNote[]; more: boolean };
  readonly earlierTexts?: () => { texts: PanelNoteText[]; more: boolean };
  readonly editNote?: (change: {
    note: string;
    text: string;
    after?: number | undefined;
  }) => PanelNote | Promise<PanelNote>;
  /** what is pushed before the first answer */
  readonly pushedFirst?: PanelSnapshot;
  readonly isUnreadable?: boolean;
  /** settles when a correction is on the disk */
  readonly corrected?: () => Promise<void>;
}

/** The built panel in a page of its own, without VS Code: the host's end of the wire is here, and checks every message. */
export class PanelPage {
  readonly page: Page;
  /** what the panel asked for, in order, such as "panel.explain {...}" */
  readonly asked: string[] = [];
  /** what was wrong with a message, and errors in the page */
  readonly faults: string[] = [];
  /** the change of a note that the panel lets the host keep */
  kept: { note: string; text: string; after?: number | undefined } | undefined;
  #revision: number;
  readonly #peer: Peer<Record<never, never>, typeof PANEL_EVENTS, typeof PANEL_REQUESTS, typeof HOST_EVENTS>;

  private constructor(page: Page, host: PanelHost) {
    this.page = page;
    this.#revision = host.snapshot.revision;
    const note = <T>(tag: string, body: unknown, reply: T): T => {
      this.asked.push(`${tag} ${JSON.stringify(body)}`);
      return reply;
    };
    const refuse = (): never => {
      throw new RequestError('refused', 'The journal can not be written now.');
    };
    this.#peer = new Peer({
      post: (message) => void page.evaluate((one) => window.postMessage(one), message).catch(() => undefined),
      after: (milliseconds, run) => {
        const timer = setTimeout(run, milliseconds);
        return () => clearTimeout(timer);
      },
      report: (problem) => this.faults.push(problem),
      asks: {},
      tells: PANEL_EVENTS,
      answers: PANEL_REQUESTS,
      hears: HOST_EVENTS,
      onRequest: {
        'panel.ready': () => {
          if (host.pushedFirst !== undefined) this.#peer.tell('panel.snapshot', host.pushedFirst);
          return host.isUnreadable === true ? refuse() : host.snapshot;
        },
        'panel.open': (body) => note('panel.open', body, {}),
        'panel.correct': async (body) => {
          const reply = note('panel.correct', body, { said: 'Said' });
          await host.corrected?.();
          return reply;
        },
        'panel.explain': (body) => note('panel.explain', body, {}),
        'panel.explainStaged': (body) => note('panel.explainStaged', body, {}),
        'panel.block': (body) => note('panel.block', body, {}),
        'panel.task': (body) => note('panel.task', body, {}),
        'panel.notes': (body) => note('panel.notes', body, host.findNotes?.(body.words) ?? { notes: [], more: false }),
        'panel.editNote': async (body) => {
          const reply = note('panel.editNote', body, host.editNote?.(body) ?? refuse());
          return { note: await reply };
        },
        'panel.earlierTexts': (body) => note('panel.earlierTexts', body, host.earlierTexts?.() ?? refuse()),
        'panel.resume': (body) => note('panel.resume', body, {}),
        'panel.showLog': (body) => note('panel.showLog', body, {}),
      },
      onEvent: {
        'panel.editing': ({ edit }) => (this.kept = edit),
        'panel.fault': ({ message }) => this.faults.push(message),
      },
    });
  }

  static async open(browser: Browser, host: PanelHost, theme: ThemeName = 'dark', width = 320): Promise<PanelPage> {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    const panel = new PanelPage(page, host);
    page.on('pageerror', ({ message }) => panel.faults.push(message));
    await page.exposeFunction('toHost', (message: unknown) => {
      panel.#peer.receive(message);
    });
    await page.exposeFunction('allTold', () => undefined);
    await page.addInitScript(() => {
      const { toHost } = globalThis as unknown as { toHost: (message: unknown) => void };
      Object.assign(globalThis, { acquireVsCodeApi: () => ({ postMessage: toHost }) });
    });
    await page.route(`${ADDRESS}**`, (route) =>
      route.fulfill(answerTo(new URL(route.request().url()).pathname, theme)),
    );
    await page.goto(ADDRESS);
    await page.locator('#panel[aria-busy="false"]').waitFor();
    return panel;
  }

  /** Pushes a later snapshot, as the host does when something has changed. */
  push(snapshot: PanelSnapshot): void {
    this.#revision += 1;
    this.#peer.tell('panel.snapshot', { ...snapshot, revision: this.#revision });
  }

  /** What has the focus, by its name for a screen reader or its text. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      const one = document.activeElement;
      const words = one?.getAttribute('aria-label') ?? one?.textContent ?? '';
      return words.replaceAll(/\s+/gu, ' ').trim();
    });
  }

  /** Waits until all that the panel has told is here: calls out of a page come in order. */
  async told(): Promise<void> {
    await this.page.evaluate(() => (globalThis as unknown as { allTold: () => Promise<void> }).allTold());
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async close(): Promise<void> {
    this.#peer.dispose();
    await this.page.close();
  }
}

function answerTo(path: string, theme: ThemeName): { contentType: string; body: string } {
  const built = (name: string): string => readFileSync(join(projectRoot, 'dist', name), 'utf8');
  if (path === '/panel.js') return { contentType: 'text/javascript; charset=utf-8', body: built('panel.js') };
  if (path === '/panel-style.css') return { contentType: 'text/css; charset=utf-8', body: built('panel-style.css') };
  if (path === '/theme.css') return { contentType: 'text/css; charset=utf-8', body: themeSheet(theme) };
  return { contentType: 'text/html; charset=utf-8', body: HTML };
}

function themeSheet(theme: ThemeName): string {
  const colours = Object.entries(THEMES[theme]).map(([name, value]) => `--vscode-${name}: ${value};`);
  const fonts = '--vscode-font-family: sans-serif; --vscode-font-size: 13px; --vscode-font-weight: normal;';
  return `html { ${colours.join(' ')} ${fonts} } body { background: var(--vscode-sideBar-background); }`;
}

const HTML = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Grasp</title>
<link rel="stylesheet" href="/theme.css">
<link rel="stylesheet" href="/panel-style.css">
</head>
<body>
<main id="panel" tabindex="-1" aria-busy="true"></main>
<script nonce="n" src="/panel.js"></script>
</body>
</html>`;

/** Gives what opens the panel of a test, in one browser for a whole suite. After each test nothing must have been wrong with it. */
export function usePanelPages(): (host: PanelHost, theme?: ThemeName, width?: number) => Promise<PanelPage> {
  let browser: Browser;
  let panel: PanelPage;
  before(async () => {
    browser = await chromium.launch(await ensureBrowser(console.log));
  });
  after(async () => {
    await browser.close();
  });
  afterEach(async () => {
    await panel.told();
    assert.deepEqual(panel.faults, []);
    await panel.close();
  });
  return async (...how) => {
    panel = await PanelPage.open(browser, ...how);
    return panel;
  };
}
