import { isQuick, type GateStyle } from '../../domain/debt/gateStyle.ts';
import type { ExplainActs, ExplainAsked, ExplainPage } from '../../ports/explainPage.ts';

/** Asks in one line or on the page, as the person wants it for so much code. */
export class ExplainByStyle implements ExplainPage {
  readonly #parts: { readonly quick: ExplainPage; readonly page: ExplainPage; readonly style: () => GateStyle };

  constructor(parts: { readonly quick: ExplainPage; readonly page: ExplainPage; readonly style: () => GateStyle }) {
    this.#parts = parts;
  }

  ask(asked: ExplainAsked, acts: ExplainActs): ReturnType<ExplainPage['ask']> {
    const { quick, page, style } = this.#parts;
    return (isQuick(style(), asked) ? quick : page).ask(asked, acts);
  }
}
