import { render } from 'lit';
import type { PanelRow, PanelSnapshot } from '../../src/protocol/messages.ts';
import { connectToHost } from './hostConnection.ts';
import { panelTemplate, unreachableTemplate, waitingTemplate, type PanelActions } from './panelTemplate.ts';
import { moveWithArrows } from './rowKeys.ts';

const found = document.querySelector<HTMLElement>('#panel');
if (found === null) throw new Error('The page has no place for the panel.');
const root = found;

let shown: PanelSnapshot | undefined;
let failure = '';

const host = connectToHost(show);
const actions: PanelActions = { open, showLog, resume };

function show(snapshot: PanelSnapshot): void {
  if (shown !== undefined && snapshot.revision <= shown.revision) return;
  shown = snapshot;
  draw();
}

function draw(): void {
  if (shown === undefined) return;
  root.setAttribute('aria-busy', 'false');
  render(panelTemplate(shown, failure, actions), root);
}

function open(row: PanelRow): void {
  finish(host.request('panel.open', { row: row.id }));
}

function showLog(): void {
  finish(host.request('panel.showLog', {}));
}

function resume(): void {
  finish(
    host.request('panel.resume', {}).then(() => {
      // The button goes with the pause, and whoever pressed it by key should not start over at the top of the window.
      root.focus();
    }),
  );
}

function finish(act: Promise<unknown>): void {
  act.then(
    () => {
      failure = '';
      draw();
    },
    (error: unknown) => {
      failure = error instanceof Error ? error.message : String(error);
      draw();
    },
  );
}

function start(): void {
  render(waitingTemplate(), root);
  host.request('panel.ready', {}).then(show, () => {
    root.setAttribute('aria-busy', 'false');
    render(unreachableTemplate(start), root);
  });
}

root.addEventListener('keydown', (event) => {
  moveWithArrows(event, root);
});
start();
