import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { explainPeer } from '../../src/host/explain/explainPeer.ts';
import { ExplainTalk, type ExplainOutcome } from '../../src/host/explain/explainTalk.ts';
import { pageHtml } from '../../src/host/webview/pageHtml.ts';
import {
  EMPTY_DRAFT,
  type ExplainAnswer,
  type ExplainAsked,
  type ExplainDraft,
  type ExplainPlace,
} from '../../src/ports/explainPage.ts';
import { projectRoot } from '../host/hostPaths.ts';
import { THEMES } from './themes.ts';

/** No such machine: what the page asks for is answered from the disk. */
const ADDRESS = 'http://grasp.test/';
const FONTS = { 'font-family': 'sans-serif', 'font-size': '13px', 'font-weight': 'normal' };
const EDITOR_FONTS = { 'editor-font-family': 'monospace', 'editor-font-size': '13px' };

/** The classes that VS Code gives to the body of a page. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  'dark modern': ['vscode-dark'],
  'light modern': ['vscode-light'],
  'high contrast dark': ['vscode-high-contrast'],
  'high contrast light': ['vscode-high-contrast', 'vscode-high-contrast-light'],
};

export const RETRY: ExplainPlace = {
  ...{
    id: 'retry',
    path: 'src/net/retry.ts',
    area: 'network',
    class: 'core',
    how: 'agent, probable',
    lines: 3,
    more: 0,
  },
  shown: [
    {
      kind: 'context',
      number: 11,
      text: 'export async function retry<T>(work: () => Promise<T>): Promise<T> {',
      isAsked: false,
    },
    { kind: 'removed', number: 12, text: '  return work();', isAsked: false },
    { kind: 'added', number: 12, text: '  for (let attempt = 1; attempt <= MOST; attempt += 1) {', isAsked: true },
    { kind: 'added', number: 13, text: '    const result = await work().catch(() => undefined);', isAsked: true },
    { kind: 'added', number: 14, text: '    if (result !== undefined) return result;', isAsked: true },
    { kind: 'added', number: 15, text: '  }', isAsked: false },
    { kind: 'context', number: 16, text: '}', isAsked: false },
  ],
};

export const PARSE: ExplainPlace = {
  ...{ id: 'parse', path: 'src/parse.ts', area: 'other', class: 'repeatable', how: 'completion', lines: 1, more: 40 },
  shown: [{ kind: 'added', number: 3, text: '\tconst words = text.split(/[,;]\\s*/u);', isAsked: true }],
};

export const ASKED: ExplainAsked = {
  ...{ purpose: 'commit', places: [RETRY, PARSE], lines: 31, others: 4, plan: '', draft: EMPTY_DRAFT },
  question: 'What happens in the last round of `attempt <= MOST`?',
};

/** What the page told the host. */
export interface Told {
  readonly answers: ExplainAnswer[];
  readonly kept: ExplainDraft[];
  readonly classes: string[];
  readonly diffs: string[];
}

/** The page as it ships, in a browser, with the host's end of its wire and without VS Code. */
export class ExplainStage {
  readonly page: Page;
  readonly told: Told = { answers: [], kept: [], classes: [], diffs: [] };
  /** whatever the page logged or threw; a refusal of the policy is logged too */
  readonly complaints: string[] = [];
  outcome: Promise<ExplainOutcome> = Promise.resolve('closed');
  /** how an answer comes out: a problem, or an empty text */
  answerWith: () => Promise<string> = () => Promise.resolve('');
  /** what is asked after a change of class */
  afterClass: ExplainAsked = ASKED;
  /** when the diff is open */
  diffOpens: () => Promise<void> = () => Promise.resolve();
  isSilent = false;
  #talk: ExplainTalk | undefined;
  #earlier: ExplainTalk | undefined;
  #asks = 0;
  #revision = 0;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, theme = 'dark modern'): Promise<ExplainStage> {
    const page = await browser.newPage({ viewport: { width: 900, height: 1000 } });
    page.setDefaultTimeout(10_000);
    const stage = new ExplainStage(page);
    await stage.#prepare(theme);
    return stage;
  }

  /** Asks, and shows it: anew, as when the tab was hidden, or in place of what is shown. */
  async ask(asked: ExplainAsked, how: 'anew' | 'in place' = 'anew'): Promise<void> {
    const { told } = this;
    this.#talk?.close();
    this.#earlier = this.#talk;
    this.#talk = new ExplainTalk(++this.#asks, asked, {
      answer: (answer) => {
        told.answers.push(answer);
        return this.answerWith();
      },
      keep: (draft) => void told.kept.push(draft),
      changeClass: (place, to) => {
        told.classes.push(`${place} ${to}`);
        return Promise.resolve(this.afterClass);
      },
      openDiff: (place) => {
        told.diffs.push(place);
        return this.diffOpens();
      },
    });
    this.outcome = this.#talk.outcome;
    if (how === 'in place') this.#peer.tell('explain.snapshot', this.#talk.snapshot(++this.#revision));
    else await this.show();
  }

  /** Shows the page anew, as VS Code does with a tab that was hidden. */
  async show(): Promise<void> {
    await this.page.goto(ADDRESS);
    if (!this.isSilent) await this.page.locator('#explain[aria-busy="false"]').waitFor();
  }

  press(...keys: string[]): Promise<void> {
    return keys.reduce((before, key) => before.then(() => this.page.keyboard.press(key)), Promise.resolve());
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  see(text: string | RegExp): Promise<void> {
    return this.page.getByText(text).first().waitFor();
  }

  /** What the focus is on: its accessible name, else what it is. */
  async focused(): Promise<string> {
    return this.page.evaluate(() => {
      const at = document.activeElement;
      return at?.getAttribute('aria-label') ?? (at?.id === '' ? at.tagName : at?.id) ?? '';
    });
  }

  /** Waits until that has come about. */
  async until(is: () => boolean | Promise<boolean>, what: string): Promise<void> {
    const end = Date.now() + 10_000;
    while (!(await is())) {
      if (Date.now() > end) assert.fail(what);
      await this.page.waitForTimeout(20);
    }
  }

  get note(): Locator {
    return this.page.locator('#note');
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  readonly #peer = explainPeer(
    {
      post: (message) =>
        void this.page.evaluate(
          (data) => {
            window.postMessage(data, '*');
          },
          JSON.parse(JSON.stringify(message)) as unknown,
        ),
      after: () => () => undefined,
      report: (problem, cause) => void this.complaints.push(`${problem} ${String(cause)}`),
    },
    {
      talk: () => this.#talk,
      earlier: () => this.#earlier,
      nextRevision: () => ++this.#revision,
      answered: () => undefined,
      close: () => this.#talk?.close(),
      focus: () => undefined,
      fault: (words) => void this.complaints.push(words),
      inWords: (work) => work,
    },
  );

  async #prepare(theme: string): Promise<void> {
    const { page } = this;
    page.on('pageerror', (error) => void this.complaints.push(error.message));
    page.on('console', (message) => void this.complaints.push(message.text()));
    await page.exposeFunction('tellHost', (message: unknown) => {
      if (!this.isSilent) this.#peer.receive(message);
    });
    await page.addInitScript(
      ([variables, kind]) => {
        const { tellHost } = window as unknown as { tellHost: (message: unknown) => void };
        Object.assign(window, {
          acquireVsCodeApi: () => ({
            postMessage: (message: unknown) => {
              tellHost(JSON.parse(JSON.stringify(message)));
            },
          }),
        });
        document.addEventListener('DOMContentLoaded', () => {
          for (const [name, value] of variables) document.documentElement.style.setProperty(name, value);
          document.body.classList.add(...kind);
        });
      },
      [variablesOf(theme), KINDS[theme] ?? []] as const,
    );
    await page.route(`${ADDRESS}**`, (route) => {
      const name = new URL(route.request().url()).pathname.slice(1);
      return route.fulfill(served(name));
    });
  }
}

function variablesOf(theme: string): (readonly [name: string, value: string])[] {
  const variables = { ...THEMES[theme], ...FONTS, ...EDITOR_FONTS };
  return Object.entries(variables).map(([name, value]) => [`--vscode-${name}`, value]);
}

function served(name: string): { contentType: string; body: string | Buffer } {
  if (name === '') {
    const sources = { script: 'explain.js', style: 'explain-style.css', styleSource: ADDRESS, nonce: 'once' };
    return { contentType: 'text/html', body: pageHtml({ name: 'explain', title: 'Explain' }, sources) };
  }
  const body = readFileSync(join(projectRoot, 'dist', name));
  return { contentType: name.endsWith('.js') ? 'text/javascript' : 'text/css', body };
}
