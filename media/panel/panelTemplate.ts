import { html, nothing, type TemplateResult } from 'lit';
import type { PanelRow, PanelSnapshot } from '../../src/protocol/messages.ts';

export interface PanelActions {
  readonly open: (row: PanelRow) => void;
  readonly showLog: () => void;
  readonly resume: () => void;
}

/** The whole panel for a snapshot; `failure` is the outcome of the last act, if it did not work. */
export function panelTemplate(snapshot: PanelSnapshot, failure: string, actions: PanelActions): TemplateResult {
  return html`
    ${snapshot.problem === '' ? nothing : problemTemplate(snapshot.problem, actions)}
    ${snapshot.pause === '' ? nothing : pauseTemplate(snapshot.pause, actions)}
    ${snapshot.notice === '' ? nothing : html`<p class="notice" role="status">${snapshot.notice}</p>`}
    ${failure === '' ? nothing : html`<p class="notice" role="alert">${failure}</p>`}
    ${snapshot.everRecorded ? filledTemplate(snapshot, actions) : emptyTemplate()}
    ${snapshot.damagedLines === 0 ? nothing : html`<p class="quiet">${damagedInWords(snapshot.damagedLines)}</p>`}
  `;
}

/** Shown until the first snapshot is there. */
export function waitingTemplate(): TemplateResult {
  return html`<div class="skeleton" role="status" aria-label="Reading what was recorded">
    <span></span><span></span><span></span>
  </div>`;
}

/** Shown when the first snapshot did not come. */
export function unreachableTemplate(retry: () => void): TemplateResult {
  return html`<div class="notice" role="alert">
    <p>Grasp does not answer. Nothing recorded was lost.</p>
    <button class="action" @click=${retry}>Try again</button>
  </div>`;
}

function problemTemplate(problem: string, actions: PanelActions): TemplateResult {
  return html`<div class="notice" role="alert">
    <p>${problem}</p>
    <button class="action" @click=${actions.showLog}>Show log</button>
  </div>`;
}

function pauseTemplate(pause: string, actions: PanelActions): TemplateResult {
  return html`<div class="notice calm" role="status">
    <p>${pause} Nothing is recorded.</p>
    <button class="action" @click=${actions.resume}>Resume</button>
  </div>`;
}

function emptyTemplate(): TemplateResult {
  return html`<section class="empty">
    <h2>Nothing recorded yet</h2>
    <p>Each AI completion that you accept appears here, under its file, as soon as it is in your text.</p>
    <p>To try it: begin a line in a code file, wait for the grey text of your AI tool, press <kbd>Tab</kbd>.</p>
    <p class="quiet">Grasp keeps counts, never your code. Nothing leaves this machine.</p>
  </section>`;
}

function filledTemplate({ today, week }: PanelSnapshot, actions: PanelActions): TemplateResult {
  return html`
    <section aria-labelledby="accepted">
      <h2 id="accepted">Accepted from AI</h2>
      <dl class="totals">
        <div>
          <dt>Today</dt>
          <dd>${inLines(today.lines)}</dd>
        </div>
        <div>
          <dt>This week <span class="quiet">since ${week.since}</span></dt>
          <dd>${inLines(week.lines)}</dd>
        </div>
      </dl>
    </section>
    ${rowsTemplate('today', 'Today by file', today.rows, actions)}
    ${today.rows.length > 0 ? nothing : html`<p class="quiet">Nothing accepted today.</p>`}
    ${rowsTemplate('earlier', 'Earlier this week', week.earlierRows, actions)}
  `;
}

function rowsTemplate(id: string, title: string, rows: readonly PanelRow[], actions: PanelActions) {
  if (rows.length === 0) return nothing;
  return html`<section aria-labelledby=${id}>
    <h2 id=${id}>${title}</h2>
    <ul class="rows" aria-labelledby=${id}>
      ${rows.map((row) => rowTemplate(row, actions))}
    </ul>
  </section>`;
}

function rowTemplate(row: PanelRow, actions: PanelActions): TemplateResult {
  const place = row.directory === '' ? row.name : `${row.directory}/${row.name}`;
  const open = (): void => {
    actions.open(row);
  };
  return html`<li>
    <button class="row" data-row=${row.id} title="${place}&#10;${row.reason}" @click=${open}>
      <span class="file"><span class="name">${row.name}</span> <span class="directory">${row.directory}</span></span>
      <span class="lines">${inLines(row.lines)}</span>
      <span class="detail">${row.origin} · ${row.confidence}</span>
      <span class="when">${row.when}</span>
    </button>
  </li>`;
}

function damagedInWords(lines: number): string {
  return lines === 1
    ? 'One line of the journals is damaged and left out. All others are kept.'
    : `${lines.toLocaleString('en')} lines of the journals are damaged and left out. All others are kept.`;
}

function inLines(lines: number): string {
  return `${lines.toLocaleString('en')} ${lines === 1 ? 'line' : 'lines'}`;
}
