import type { ChangeEvent } from '../child/editor.ts';

/** Inserts that look like AI's, so many of them within so many milliseconds, are taken for AI at work. */
const MOST_AT_ONCE = 3;
const AT_ONCE = 500;
/** AI is at work until a person has made so many edits and then paused for so many milliseconds. */
const HUMAN_EDITS = 2;
const QUIET = 1_000;
/** More lines than these within a minute are taken for a paste. */
const PASTED_LINES = 50;
const MINUTE = 60_000;

interface Lines {
  count: number;
  ai: number;
  human: number;
  /** since when lines were gathered that may be a paste, and how many there are */
  since: number;
  gathered: number;
  hasHumanEdit: boolean;
}

/**
 * The rules by which WakaTime tells AI's lines from a person's, as far as they look at changes: a mode that is on or off,
 * and lines that are credited to whichever it is. To compare costs with, not answers.
 */
export class WakaTimeRules {
  readonly #lines = new Map<string, Lines>();
  #inserts: number[] = [];
  #isAi = false;
  #humanEdits = 0;
  #quiet: NodeJS.Timeout | undefined;

  readonly changed = ({ document, contentChanges }: ChangeEvent): void => {
    const now = Date.now();
    const [only, ...others] = contentChanges;
    const text = only?.text ?? '';
    const isHuman = others.length === 0 && text.length <= 1;
    if (others.length === 0 && looksLikeAi(text)) this.#inserted(now);
    else if (isHuman) this.#typed();
    const uri = document.uri.toString();
    const lines = this.#lines.get(uri) ?? emptyLines(document.lineCount, now);
    this.#lines.set(uri, lines);
    lines.hasHumanEdit ||= isHuman;
    this.#credit(lines, document.lineCount - lines.count, now);
    lines.count = document.lineCount;
  };

  #inserted(now: number): void {
    this.#inserts = [...this.#inserts.filter((at) => now - at <= AT_ONCE), now];
    if (this.#inserts.length > MOST_AT_ONCE) this.#isAi = true;
    this.#humanEdits = 0;
  }

  #typed(): void {
    if (!this.#isAi) return;
    this.#humanEdits += 1;
    clearTimeout(this.#quiet);
    if (this.#humanEdits < HUMAN_EDITS) return;
    this.#quiet = setTimeout(() => {
      this.#isAi = false;
      this.#humanEdits = 0;
    }, QUIET);
  }

  #credit(lines: Lines, more: number, now: number): void {
    if (this.#isAi) {
      lines.ai += more;
      return;
    }
    if (now - lines.since > MINUTE) Object.assign(lines, { since: now, gathered: 0 });
    lines.gathered += more;
    if (lines.gathered <= PASTED_LINES && lines.hasHumanEdit) lines.human += more;
  }
}

function looksLikeAi(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.length > 2 && (trimmed.length > 50 || trimmed.split('\n').length > 3);
}

function emptyLines(count: number, since: number): Lines {
  return { count, ai: 0, human: 0, since, gathered: 0, hasHumanEdit: false };
}
