import { html, nothing, type TemplateResult } from 'lit';

/** A longer text is folded, by UTF-16 code units and by lines. */
const LONG = 280;
const MANY_LINES = 6;

export interface FoldActions {
  /** folds a text, or shows all of it */
  readonly fold: (id: string) => void;
}

export interface Foldable {
  readonly id: string;
  readonly text: string;
  /** what it is, for those who do not see where it stands */
  readonly named: string;
  readonly isUnfolded: boolean;
  /** what else can be done with it */
  readonly buttons: TemplateResult;
}

/** A text of somebody's, of a long one the beginning, and the buttons below it. */
export function foldableTemplate(
  { id, text, named, isUnfolded, buttons }: Foldable,
  actions: FoldActions,
): TemplateResult {
  const short = shortened(text);
  const fold = (): void => {
    actions.fold(id);
  };
  const words = isUnfolded ? 'Show less' : 'Show all';
  return html`<p class="words">${isUnfolded ? text : short}</p>
    <div class="answers">
      ${
        short === text
          ? nothing
          : html`<button
              class="action"
              aria-label="${words}: ${named}"
              aria-expanded=${isUnfolded ? 'true' : 'false'}
              @click=${fold}
            >
              ${words}
            </button>`
      }
      ${buttons}
    </div>`;
}

/** The beginning of a long text, whole words of it where there are any; a text that is not long as it is. */
function shortened(text: string): string {
  const lines = text.split('\n', MANY_LINES + 1);
  const few = lines.slice(0, MANY_LINES).join('\n');
  if (few.length <= LONG) return lines.length > MANY_LINES ? `${few} …` : text;
  const cut = few.lastIndexOf(' ', LONG);
  return `${few.slice(0, cut < LONG / 2 ? LONG : cut)} …`;
}
