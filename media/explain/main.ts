import { render } from 'lit';
import type { ExplainSnapshot } from '../../src/protocol/explainMessages.ts';
import { unreachableTemplate, waitingTemplate } from '../shared/pageStates.ts';
import { ExplainView } from './explainView.ts';
import { connectToHost } from './hostConnection.ts';

const found = document.querySelector<HTMLElement>('#explain');
if (found === null) throw new Error('The page has no place for what it asks.');
const root = found;

let view: ExplainView | undefined;
const host = connectToHost(show);

function show(snapshot: ExplainSnapshot): void {
  root.setAttribute('aria-busy', 'false');
  if (view?.snapshot.ask === snapshot.ask) {
    view.update(snapshot);
    return;
  }
  if (view !== undefined && snapshot.ask < view.snapshot.ask) return;
  view?.stop();
  view = new ExplainView(root, host, snapshot);
}

function start(): void {
  render(waitingTemplate('Reading what is to be explained'), root);
  host.request('explain.ready', {}).then(show, () => {
    if (view !== undefined) return;
    root.setAttribute('aria-busy', 'false');
    render(unreachableTemplate(start), root);
  });
}

function tellFocus(isHere: boolean): void {
  host.tell('explain.focus', { isHere });
}

function flush(): void {
  view?.flush();
}

document.addEventListener('keydown', (event) => view?.takeKey(event));
document.addEventListener('visibilitychange', flush);
window.addEventListener('blur', flush);
window.addEventListener('blur', () => {
  tellFocus(false);
});
window.addEventListener('focus', () => {
  tellFocus(true);
});
window.addEventListener('pagehide', flush);
setInterval(() => {
  if (document.visibilityState === 'visible') view?.countSecond();
}, 1_000);
start();
tellFocus(document.hasFocus());
