import type { TextDocument, TextDocumentContentChangeEvent } from 'vscode';
import type { TextChange } from '../../domain/attribution/editFact.ts';
import { ShadowText, withPlainBreaks } from '../../domain/attribution/shadowText.ts';

/** `EndOfLine.CRLF`, written out so that this file needs the types of VS Code only. */
const CRLF = 2;
/** Lines that are read in one go; a larger document is read in several, with time for the editor in between. */
const LINES_AT_ONCE = 20_000;

/** The shadow texts of open documents. */
export class Shadows {
  readonly #shadows = new WeakMap<TextDocument, ShadowText>();
  readonly #underWay = new WeakSet<TextDocument>();

  /** Takes the text of a document as it is now, if that has not been done. */
  track(document: TextDocument): void {
    if (this.#shadows.has(document) || this.#underWay.has(document)) return;
    if (document.lineCount <= LINES_AT_ONCE) this.#shadows.set(document, new ShadowText(linesOf(document, 0)));
    else void this.#trackSlowly(document);
  }

  /** Follows an edit and returns its changes with the text that each one replaced. */
  follow(document: TextDocument, changes: readonly TextDocumentContentChangeEvent[]): TextChange[] {
    const shadow = this.#shadows.get(document);
    const followed = changes.map((change) => {
      const { start, end } = change.range;
      const removed = shadow?.replace({ start, end, text: change.text });
      return {
        line: start.line,
        character: start.character,
        removed: change.rangeLength === 0 ? '' : removed,
        inserted: withPlainBreaks(change.text),
        // With line breaks of two characters, each line above counts one too many.
        offset: change.rangeOffset - ((document.eol as number) === CRLF ? start.line : 0),
      };
    });
    if (shadow?.lineCount !== document.lineCount) {
      this.#shadows.delete(document);
      this.track(document);
    }
    return followed;
  }

  async #trackSlowly(document: TextDocument): Promise<void> {
    this.#underWay.add(document);
    const { version } = document;
    const lines: string[] = [];
    while (lines.length < document.lineCount && document.version === version && !document.isClosed) {
      for (const line of linesOf(document, lines.length)) lines.push(line);
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#underWay.delete(document);
    // An edit came in between: what was read is no text that the document ever had. The next edit starts again.
    if (document.version === version && !document.isClosed) this.#shadows.set(document, new ShadowText(lines));
  }
}

function linesOf(document: TextDocument, from: number): string[] {
  const to = Math.min(from + LINES_AT_ONCE, document.lineCount);
  const lines: string[] = [];
  // The very strings of the document, so that a shadow costs a reference a line.
  for (let line = from; line < to; line += 1) lines.push(document.lineAt(line).text);
  return lines;
}
