import { render } from 'lit';
import type { PanelWaiting } from '../../src/protocol/explainingMessages.ts';
import type { PanelAnswer, PanelRow, PanelSnapshot } from '../../src/protocol/messages.ts';
import { unreachableTemplate, waitingTemplate } from '../shared/pageStates.ts';
import { connectToHost } from './hostConnection.ts';
import { FIRST_OF_MORE } from './nextTemplate.ts';
import { NotesControl } from './notesControl.ts';
import { panelTemplate, type PanelActions, type ViewState } from './panelTemplate.ts';
import { moveWithArrows } from './rowKeys.ts';

const found = document.querySelector<HTMLElement>('#panel');
if (found === null) throw new Error('The page has no place for the panel.');
const root = found;

let shown: PanelSnapshot | undefined;
let failure = '';
let said: ViewState['said'];
const explained = new Set<string>();
/** the acceptance whose answers get the focus once they are shown again */
let awaited: string | undefined;
let showsAll = false;
let weeks: ViewState['weeks'] = { isTable: false, width: roomFor(root) };

const host = connectToHost(show);
const notes = new NotesControl({
  find: (words) => host.request('panel.notes', { words }),
  earlierTexts: (note) => host.request('panel.earlierTexts', { note }),
  save: async (note, text, after) => (await host.request('panel.editNote', { note, text, after })).note,
  keep: (edit) => {
    host.tell('panel.editing', { edit });
  },
  ...{ draw, focusOn, isStillAt },
});
const actions: PanelActions = {
  ...{ open, explain, correct, showLog, resume, explainRow, explainStaged, showAll, toggleTable, notes },
  ...{ chooseBlock, chooseTask },
};

/** The first answer of the host, before which there may have been other snapshots. */
function begin(snapshot: PanelSnapshot): void {
  if (snapshot.editing !== undefined) notes.resume(snapshot.editing);
  show(snapshot);
  draw();
}

function show(snapshot: PanelSnapshot): void {
  if (shown !== undefined && snapshot.revision <= shown.revision) return;
  shown = snapshot;
  notes.take(snapshot.explaining.notes);
  draw();
  // Whoever has gone on meanwhile is not called back.
  if (awaited !== undefined && document.activeElement === root) focusOn(`[data-entry="${CSS.escape(awaited)}"] button`);
  awaited = undefined;
}

function draw(): void {
  if (shown === undefined) return;
  root.setAttribute('aria-busy', 'false');
  const before = document.activeElement;
  render(panelTemplate(shown, { failure, explained, said, showsAll, notes: notes.state, weeks }, actions), root);
  // What moves lets go of the keyboard.
  const isLost = document.activeElement === document.body && document.hasFocus();
  if (isLost && before instanceof HTMLElement && root.contains(before)) before.focus();
}

/** What a picture in a section has room for, in CSS pixels. */
function roomFor({ clientWidth }: HTMLElement): number {
  return Math.min(Math.max(clientWidth - 24, 140), 480);
}

function focusOn(selector: string): void {
  (root.querySelector<HTMLElement>(selector) ?? root).focus();
}

function isStillAt(selector: string): boolean {
  const at = document.activeElement;
  return document.hasFocus() && (at === document.body || at === root || (at?.closest(selector) ?? null) !== null);
}

function open(row: PanelRow): void {
  said = undefined;
  finish(host.request('panel.open', { row: row.id }));
}

function explain(row: PanelRow): void {
  said = undefined;
  if (!explained.delete(row.id)) explained.add(row.id);
  draw();
}

function correct(entry: string, answer: PanelAnswer): void {
  const undone = answer === 'as recorded';
  finish(
    host.request('panel.correct', { entry, answer }).then((reply) => {
      const isHere = isStillAt('.entry, .said');
      said = { entry, words: reply.said, undone };
      draw();
      if (!isHere) return;
      // The button that was pressed goes with its row: what follows is to take the answer back, or to give another one.
      focusOn('.said button');
      if (undone) awaited = entry;
    }),
  );
}

function explainRow(row: PanelWaiting): void {
  finish(host.request('panel.explain', { row: row.id }));
}

function explainStaged(): void {
  finish(host.request('panel.explainStaged', {}));
}

function chooseBlock(): void {
  finish(host.request('panel.block', {}));
}

function chooseTask(): void {
  finish(host.request('panel.task', {}));
}

function showAll(): void {
  showsAll = !showsAll;
  draw();
  // Whoever asked for more goes on at the first of them.
  if (showsAll) focusOn(FIRST_OF_MORE);
}

function toggleTable(): void {
  weeks = { ...weeks, isTable: !weeks.isTable };
  draw();
}

function showLog(): void {
  finish(host.request('panel.showLog', {}));
}

function resume(): void {
  finish(
    host.request('panel.resume', {}).then(() => {
      // The button goes with the pause, and whoever pressed it by key should not start over at the top of the window.
      if (isStillAt('.notice')) root.focus();
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
  render(waitingTemplate('Reading what was recorded'), root);
  host.request('panel.ready', {}).then(begin, () => {
    if (shown !== undefined) return;
    root.setAttribute('aria-busy', 'false');
    render(unreachableTemplate(start), root);
  });
}

root.addEventListener('keydown', (event) => {
  moveWithArrows(event, root);
});
new ResizeObserver(() => {
  const width = roomFor(root);
  if (width === weeks.width) return;
  weeks = { ...weeks, width };
  // Not while sizes are being told of: what is drawn then may change them again.
  requestAnimationFrame(draw);
}).observe(root);
start();
