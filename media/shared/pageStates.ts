import { html, type TemplateResult } from 'lit';

/** Shown until the first snapshot is there. @param label what is waited for */
export function waitingTemplate(label: string): TemplateResult {
  return html`<div class="skeleton" role="status" aria-label=${label}><span></span><span></span><span></span></div>`;
}

/** Shown when the first snapshot did not come. */
export function unreachableTemplate(retry: () => void): TemplateResult {
  return html`<div class="notice" role="alert">
    <p>Grasp does not answer. Nothing recorded was lost.</p>
    <button class="action" @click=${retry}>Try again</button>
  </div>`;
}
