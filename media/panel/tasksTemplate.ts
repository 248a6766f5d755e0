import { html, nothing, type TemplateResult } from 'lit';
import type { PanelTasks } from '../../src/protocol/taskMessages.ts';
import { feltSample, ratioChart } from './ratioChart.ts';

export interface TasksActions {
  /** starts a task, or finishes the one that runs */
  readonly chooseTask: () => void;
}

/** Tasks with AI and without: the last ones, and how the times compare. */
export function tasksTemplate(tasks: PanelTasks, width: number, { chooseTask }: TasksActions): TemplateResult {
  const { running, rows, compared, told, explained } = tasks;
  return html`<section class="tasks" aria-labelledby="tasks">
    <h2 id="tasks">With and without AI</h2>
    ${
      rows.length > 0 || running !== undefined
        ? nothing
        : html`<p class="quiet">Say how long a task will take, with AI or without, and see how long it took.</p>`
    }
    ${running === undefined ? nothing : html`<p>${running.title} <span class="quiet">${running.detail}</span></p>`}
    <button class="link" data-row="task" @click=${chooseTask}>
      ${running === undefined ? 'Start a task…' : 'Finish this task…'}
    </button>
    ${compared === undefined ? nothing : comparedTemplate(compared, width)}
    ${told.map((words) => html`<p class="quiet">${words}</p>`)} ${rows.length === 0 ? nothing : tableTemplate(rows)}
    ${
      explained.length === 0
        ? nothing
        : html`<details class="coverage">
            <summary>How do you know?</summary>
            ${explained.map((words) => html`<p class="quiet">${words}</p>`)}
          </details>`
    }
  </section>`;
}

function comparedTemplate(compared: NonNullable<PanelTasks['compared']>, width: number): TemplateResult {
  return html`<p>${compared.words}</p>
    <div class="ratio-picture">${ratioChart(compared, width)}</div>
    <ul class="legend" aria-label="In the bar">
      <li><span class="dot" aria-hidden="true"></span> middle</li>
      <li>bar: four chances in five</li>
      ${compared.felt === undefined ? nothing : html`<li>${feltSample()} as it felt</li>`}
    </ul>`;
}

function tableTemplate(rows: PanelTasks['rows']): TemplateResult {
  return html`<div class="scrolled" role="region" aria-label="Last tasks" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">Task</th>
          <th scope="col">AI</th>
          <th scope="col">estimate</th>
          <th scope="col">actual</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ title, ai, estimate, actual }) =>
            html`<tr>
              <th scope="row" class="title">${title}</th>
              <td>${ai}</td>
              <td>${estimate}</td>
              <td>${actual}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
