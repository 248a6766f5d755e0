import * as vscode from 'vscode';
import type { Disposable } from '../../ports/disposable.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import {
  HOST_EVENTS,
  PANEL_EVENTS,
  PANEL_REQUESTS,
  type PanelAnswer,
  type PanelSnapshot,
} from '../../protocol/messages.ts';
import { Peer, RequestError } from '../../protocol/peer.ts';
import { KnownError } from '../guard.ts';
import { hostWire } from '../webview/hostWire.ts';
import { webviewHtml } from '../webview/webviewHtml.ts';
import { openPlace } from './openPlace.ts';
import type { PanelContent } from './panelContent.ts';
import { ShownNotes, type ShownNotesParts } from './shownNotes.ts';
import { VIEW_ID } from './viewId.ts';

export interface PanelViewOptions extends ShownNotesParts {
  readonly dist: vscode.Uri;
  readonly timers: Timers;
  readonly log: Logger;
  readonly content: () => Promise<PanelContent>;
  readonly showLog: () => void;
  readonly resume: () => Promise<unknown>;
  /** takes down an answer and gives in words what the acceptance counts as now; rejects when that can not be */
  readonly correct: (acceptance: string, answer: PanelAnswer) => Promise<string>;
  /** the URI of a recorded file; `undefined` where its name is hidden and this window does not know it */
  readonly realUri: (recorded: string) => string | undefined;
  /** asks for an explanation of lots; settles when the question is in front of the person, not when it is answered */
  readonly explain: (lots: readonly string[]) => Promise<void>;
  /** the same for what lies staged */
  readonly explainStaged: () => Promise<void>;
  /** asks what to do about the weekly block; nobody waits for the answer */
  readonly chooseBlock: () => void;
  /** starts a task, or finishes the one that runs; nobody waits for the answers */
  readonly chooseTask: () => void;
}

const NOT_SHOWN = 'This row is not shown any more.';
const HIDDEN =
  'The name of this file is hidden, and this window does not know it. Open the file yourself, and the row will lead to it.';

type PanelPeer = Peer<Record<never, never>, typeof PANEL_EVENTS, typeof PANEL_REQUESTS, typeof HOST_EVENTS>;

/** The panel in the side bar. It keeps nothing of its own: whenever it is shown again it starts from a snapshot. */
export class PanelView implements vscode.WebviewViewProvider, Disposable {
  readonly #options: PanelViewOptions;
  readonly #registration: vscode.Disposable;
  #peer: PanelPeer | undefined;
  readonly #notes: ShownNotes;
  #shown: Pick<PanelContent, 'targets' | 'entries' | 'lots'> = {
    ...{ targets: new Map(), entries: new Set(), lots: new Map() },
  };
  #revision = 0;

  constructor(options: PanelViewOptions) {
    this.#options = options;
    this.#notes = new ShownNotes(options);
    this.#registration = vscode.window.registerWebviewViewProvider(VIEW_ID, this);
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const { dist } = this.#options;
    this.#peer?.dispose();
    this.#notes.clear();
    const peer = this.#connect(view.webview);
    this.#peer = peer;
    view.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    const messages = view.webview.onDidReceiveMessage((message) => {
      peer.receive(message);
    });
    view.onDidDispose(() => {
      messages.dispose();
      peer.dispose();
      if (this.#peer === peer) this.#peer = undefined;
    });
    view.webview.html = webviewHtml(view.webview, dist, { name: 'panel', title: 'Grasp' });
  }

  /** Whether there is a panel to see anything, which there is not until the person opens it. */
  get isThere(): boolean {
    return this.#peer !== undefined;
  }

  /** Pushes what is true now, if the panel is there to see it. */
  refresh(content: PanelContent): void {
    this.#peer?.tell('panel.snapshot', this.#shownFrom(content));
  }

  dispose(): void {
    this.#peer?.dispose();
    this.#registration.dispose();
  }

  /** Contents come in the order in which they were asked for, so the later one is the newer one. */
  #shownFrom({ snapshot, notes, ...shown }: PanelContent): PanelSnapshot {
    this.#shown = shown;
    this.#notes.add(notes.values());
    return { revision: ++this.#revision, ...snapshot };
  }

  #connect(webview: vscode.Webview): PanelPeer {
    const { timers, log, showLog, resume } = this.#options;
    return new Peer({
      ...hostWire(webview, timers, log, 'Panel'),
      asks: {},
      tells: PANEL_EVENTS,
      answers: PANEL_REQUESTS,
      hears: HOST_EVENTS,
      onRequest: {
        'panel.ready': async () => {
          const snapshot = this.#shownFrom(await this.#options.content());
          return { ...snapshot, editing: this.#notes.kept };
        },
        'panel.open': ({ row }) => this.#open(row),
        'panel.correct': ({ entry, answer }) => this.#correct(entry, answer),
        'panel.explain': ({ row }) => this.#explain(row),
        'panel.explainStaged': async () => {
          await inWords(this.#options.explainStaged());
          return {};
        },
        'panel.block': () => {
          this.#options.chooseBlock();
          return {};
        },
        'panel.task': () => {
          this.#options.chooseTask();
          return {};
        },
        'panel.notes': ({ words }) => inWords(this.#notes.find(words)),
        'panel.editNote': ({ note, ...change }) => inWords(this.#notes.edit(note, change)),
        'panel.earlierTexts': ({ note }) => inWords(this.#notes.earlierTexts(note)),
        'panel.resume': async () => {
          await resume();
          return {};
        },
        'panel.showLog': () => {
          showLog();
          return {};
        },
      },
      onEvent: {
        'panel.editing': ({ edit }) => {
          this.#notes.keep(edit);
        },
        'panel.fault': ({ message, stack }) => {
          log.error(`Panel: ${message} ${stack}`);
        },
      },
    });
  }

  async #open(row: string): Promise<Record<never, never>> {
    const target = this.#shown.targets.get(row);
    if (target === undefined) throw new RequestError('refused', NOT_SHOWN);
    const uri = this.#options.realUri(target.uri);
    if (uri === undefined) throw new RequestError('refused', HIDDEN);
    if (!(await openPlace({ ...target, uri }))) {
      throw new RequestError('refused', 'This file is not there any more. What was recorded about it is kept.');
    }
    return {};
  }

  async #correct(entry: string, answer: PanelAnswer): Promise<{ said: string }> {
    if (!this.#shown.entries.has(entry)) throw new RequestError('refused', NOT_SHOWN);
    return { said: await inWords(this.#options.correct(entry, answer)) };
  }

  async #explain(row: string): Promise<Record<never, never>> {
    const lots = this.#shown.lots.get(row);
    if (lots === undefined) throw new RequestError('refused', NOT_SHOWN);
    await inWords(this.#options.explain(lots));
    return {};
  }
}

/** Lets the view have an outcome that the person should hear of in its words. */
async function inWords<T>(act: Promise<T>): Promise<T> {
  try {
    return await act;
  } catch (error) {
    throw error instanceof KnownError ? new RequestError('refused', error.message) : error;
  }
}
