import { html, type TemplateResult } from 'lit';

/** A question with the code that it repeats shown as code. */
export function withCode(question: string): (TemplateResult | string)[] {
  return question.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part));
}
