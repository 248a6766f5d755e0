import * as vscode from 'vscode';
import type { Disposable } from '../../ports/disposable.ts';
import type { ExplainActs, ExplainAsked, ExplainPage } from '../../ports/explainPage.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import { RequestError } from '../../protocol/peer.ts';
import { KnownError } from '../guard.ts';
import { hostWire } from '../webview/hostWire.ts';
import { webviewHtml } from '../webview/webviewHtml.ts';
import { explainPeer, type ExplainPeer } from './explainPeer.ts';
import { ExplainTalk, type ExplainOutcome } from './explainTalk.ts';

/** So long the page says that the answer is written down before its tab closes, in milliseconds. */
const LINGER = 1_500;

/** VS Code puts a name of its own before it. */
const VIEW_TYPE = 'grasp.explain';

export interface ExplainTabOptions {
  readonly dist: vscode.Uri;
  readonly timers: Timers;
  readonly log: Logger;
}

interface OpenTab {
  readonly panel: vscode.WebviewPanel;
  readonly peer: ExplainPeer;
  /** whether the keyboard is in the page */
  hasFocus: boolean;
}

/**
 * The explain page as an editor tab, one for the whole window. Its page keeps nothing of its own: when it was hidden it starts
 * again from the question and the latest draft.
 */
export class ExplainTab implements ExplainPage, Disposable {
  readonly #options: ExplainTabOptions;
  #tab: OpenTab | undefined;
  #talk: ExplainTalk | undefined;
  /** the one whose place that took */
  #earlier: ExplainTalk | undefined;
  #revision = 0;
  #asks = 0;
  #linger: Disposable | undefined;

  constructor(options: ExplainTabOptions) {
    this.#options = options;
  }

  ask(asked: ExplainAsked, acts: ExplainActs): Promise<ExplainOutcome> {
    this.#linger?.dispose();
    this.#talk?.close();
    const talk = new ExplainTalk(++this.#asks, asked, acts);
    this.#earlier = this.#talk;
    this.#talk = talk;
    talk.onWentOn(() => {
      if (this.#talk === talk) this.#tab?.peer.tell('explain.snapshot', talk.snapshot(++this.#revision));
    });
    if (this.#tab === undefined) {
      this.#tab = this.#open();
    } else {
      this.#tab.panel.reveal();
      this.#tab.peer.tell('explain.snapshot', talk.snapshot(++this.#revision));
    }
    return talk.outcome;
  }

  dispose(): void {
    this.#linger?.dispose();
    this.#talk?.close();
    this.#tab?.panel.dispose();
  }

  #open(): OpenTab {
    const { dist } = this.#options;
    const panel = vscode.window.createWebviewPanel(VIEW_TYPE, 'Explain', vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [dist],
    });
    panel.iconPath = vscode.Uri.joinPath(dist, '..', 'media', 'icons', 'grasp.png');
    const peer = this.#connect(panel);
    const messages = panel.webview.onDidReceiveMessage((message) => {
      peer.receive(message);
    });
    panel.onDidDispose(() => {
      messages.dispose();
      peer.dispose();
      // Another question may have a tab of its own by now.
      if (this.#tab !== undefined && this.#tab.panel !== panel) return;
      this.#linger?.dispose();
      this.#tab = undefined;
      this.#talk?.close();
      this.#talk = undefined;
    });
    panel.webview.html = webviewHtml(panel.webview, dist, { name: 'explain', title: 'Explain' });
    return { panel, peer, hasFocus: false };
  }

  #connect(panel: vscode.WebviewPanel): ExplainPeer {
    const { timers, log } = this.#options;
    return explainPeer(hostWire(panel.webview, timers, log, 'Explain page'), {
      talk: () => this.#talk,
      earlier: () => this.#earlier,
      nextRevision: () => ++this.#revision,
      answered: (talk) => {
        this.#closeSoon(talk);
      },
      close: () => {
        this.#close();
      },
      focus: (isHere) => {
        if (this.#tab !== undefined) this.#tab.hasFocus = isHere;
      },
      fault: (words) => {
        log.error(`Explain page: ${words}`);
      },
      inWords,
    });
  }

  #closeSoon(talk: ExplainTalk): void {
    if (this.#talk !== talk) return;
    this.#linger = this.#options.timers.after(LINGER, () => {
      if (this.#talk === talk) this.#close();
    });
  }

  #close(): void {
    const { panel, hasFocus } = this.#tab ?? {};
    // VS Code takes a moment to close it, and a question that comes then must not be closed with it.
    this.#tab = undefined;
    const dispose = (): void => {
      panel?.dispose();
    };
    // A panel that is disposed leaves the keyboard nowhere, a tab that is closed gives it to the next one.
    const tab = hasFocus === true ? shownTab() : undefined;
    if (tab === undefined) dispose();
    else vscode.window.tabGroups.close(tab).then(dispose, dispose);
  }
}

/** The tab in front, if it is the page. */
function shownTab(): vscode.Tab | undefined {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  return tab?.input instanceof vscode.TabInputWebview && tab.input.viewType.endsWith(VIEW_TYPE) ? tab : undefined;
}

/** Lets the page have the words of an error that are meant for people. */
async function inWords<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof KnownError ? new RequestError('refused', error.message) : error;
  }
}
