import type { TraceRow } from './chatTrace.ts';

/** A piece of a text, and what comes in its place. */
export interface Piece {
  readonly offset: number;
  readonly removed: number;
  readonly text: string;
}

/** A character of the file, and which one it is of all that ever were in it. */
interface Letter {
  readonly letter: string;
  readonly id: number;
  /** whether it waits to be kept or undone: it is by chat, or was written into such text */
  readonly waits: boolean;
}

const NAME = 'a.ts';
const AT_ONCE = 1;
/** Measured: a copy opens 1 to 300 ms before an edit by chat, the save comes 100 to 1800 ms after it. */
const COPIED_BEFORE = 40;

/**
 * A file that chat and a person edit at the same time, as VS Code keeps the book of it: what the person does is entered
 * in the baseline, unless it touches text by chat that waits. Writes the trace that an extension would see.
 */
export class ChatModel {
  readonly rows: TraceRow[] = [];
  #at = 0;
  #ids = 0;
  #file: Letter[];
  #baseline: Letter[] | undefined;

  constructor(text: string) {
    this.#file = this.#letters(text, false);
    this.rows.push({ at: 0, is: 'open', doc: 'file', name: NAME, text });
  }

  get length(): number {
    return this.#file.length;
  }

  pass(milliseconds: number): void {
    this.#at += milliseconds;
  }

  /** Chat opens the file to edit it. */
  open(): void {
    const text = textOf(this.#file);
    if (this.#baseline === undefined) {
      this.#baseline = this.#file;
      this.#tell({ is: 'open', doc: 'baseline', name: NAME, text });
    }
    this.#tell({ is: 'open', doc: 'snapshot', name: NAME, text });
  }

  /** Chat replaces a piece of the file, and VS Code saves it some time later. */
  chatEdits(piece: Piece, savedAfter: number): void {
    this.open();
    this.pass(COPIED_BEFORE);
    this.#change(piece, true);
    this.pass(savedAfter);
    this.#tell({ is: 'save', name: NAME });
  }

  /** A person types one character, or pastes several, behind which the caret stands then. */
  personEdits(piece: Piece): void {
    const { offset, removed, text } = piece;
    const entered = this.#placeInBaseline(offset, removed);
    this.#change(piece, this.#baseline !== undefined && entered === undefined);
    if (this.#baseline !== undefined && entered !== undefined) {
      const letters = this.#file.slice(offset, offset + text.length);
      this.#tellChange('baseline', textOf(this.#baseline), { ...piece, offset: entered });
      this.#baseline = [...this.#baseline.slice(0, entered), ...letters, ...this.#baseline.slice(entered + removed)];
    }
    const caret = placeOf(textOf(this.#file), offset + text.length);
    this.#tell({ is: 'select', name: NAME, cause: text.length === 1 ? 'keyboard' : 'unnamed', carets: [caret] });
    this.pass(AT_ONCE);
  }

  personSaves(): void {
    this.#tell({ is: 'will save', name: NAME });
    this.#tell({ is: 'save', name: NAME });
  }

  keepAll(): void {
    if (this.#baseline === undefined) return;
    const before = textOf(this.#baseline);
    this.#file = this.#file.map((one) => ({ ...one, waits: false }));
    this.#tellChange('baseline', before, { offset: 0, removed: before.length, text: textOf(this.#file) });
    this.#baseline = this.#file;
    this.personSaves();
  }

  undoAll(): void {
    if (this.#baseline === undefined || textOf(this.#baseline) === textOf(this.#file)) return;
    const before = textOf(this.#file);
    this.#tellChange('file', before, { offset: 0, removed: before.length, text: textOf(this.#baseline) });
    this.#file = this.#baseline;
    this.#tell({ is: 'save', name: NAME });
  }

  /** Where the baseline has what a person changes in the file; nowhere where chat changed it or what is beside it. */
  #placeInBaseline(offset: number, length: number): number | undefined {
    if (this.#baseline === undefined) return undefined;
    const around = this.#file.slice(Math.max(0, offset - 1), offset + length + 1);
    if (around.some(({ waits }) => waits)) return undefined;
    const first = around[0];
    if (first === undefined) return this.#baseline.length === 0 ? 0 : undefined;
    const at = this.#baseline.findIndex(({ id }) => id === first.id);
    const same = around.every(({ id }, index) => this.#baseline?.[at + index]?.id === id);
    const isStart = offset > 0 || at === 0;
    const isEnd = offset + length < this.#file.length || at + around.length === this.#baseline.length;
    return at >= 0 && same && isStart && isEnd ? at + (offset > 0 ? 1 : 0) : undefined;
  }

  #change(piece: Piece, waits: boolean): void {
    const { offset, removed, text } = piece;
    this.#tellChange('file', textOf(this.#file), piece);
    const letters = this.#letters(text, waits);
    this.#file = [...this.#file.slice(0, offset), ...letters, ...this.#file.slice(offset + removed)];
  }

  #tellChange(doc: 'file' | 'baseline', before: string, { offset, removed, text }: Piece): void {
    const [start, end] = [placeOf(before, offset), placeOf(before, offset + removed)];
    const changes = [{ range: [...start, ...end] as const, offset, length: removed, text }];
    this.#tell({ is: 'change', doc, name: NAME, dirty: true, active: true, changes });
    this.pass(AT_ONCE);
  }

  #tell(row: TraceRow extends infer Row ? (Row extends TraceRow ? Omit<Row, 'at'> : never) : never): void {
    this.rows.push({ at: this.#at, ...row });
  }

  #letters(text: string, waits: boolean): Letter[] {
    return Array.from(text, (letter) => ({ letter, id: (this.#ids += 1), waits }));
  }
}

function placeOf(text: string, offset: number): readonly [number, number] {
  const lines = text.slice(0, offset).split('\n');
  return [lines.length - 1, lines.at(-1)?.length ?? 0];
}

function textOf(letters: readonly Letter[]): string {
  return letters.map(({ letter }) => letter).join('');
}
