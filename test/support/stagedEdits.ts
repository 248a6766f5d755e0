import { diffArrays } from 'diff';
import { isAi } from '../../src/domain/attribution/origin.ts';
import { projectedOrigins } from '../../src/domain/debt/projection.ts';
import { UNKNOWN, type LineOrigin } from '../../src/domain/provenance/lineOrigin.ts';
import { acceptedLine, RecordedLines, TYPED_LINE } from './recordedLines.ts';

/** How often a staged line that is called AI's is, and how often one that is AI's is called so. */
export interface ProjectionFigures {
  readonly precision: number;
  readonly recall: number;
  /** added lines that are not blank, and those of them that are AI's */
  readonly lines: number;
  readonly ai: number;
}

/** A line of a document, with who really wrote it: nobody was seen to write what was there before. */
interface Line {
  readonly text: string;
  readonly by: string;
}

const BEFORE = 'before';
const TYPED = 'typed';

/** What people and AI write, in files that are staged in part while they go on. */
export function projectionFigures(seed: number, files: number): ProjectionFigures {
  const random = randomFrom(seed);
  const sums = { called: 0, right: 0, ai: 0, lines: 0 };
  for (let file = 0; file < files; file += 1) {
    for (const { really, called } of stagedLinesOf(random)) {
      sums.lines += 1;
      sums.ai += Number(really);
      sums.called += Number(called);
      sums.right += Number(really && called);
    }
  }
  return { precision: sums.right / sums.called, recall: sums.right / sums.ai, lines: sums.lines, ai: sums.ai };
}

/** One of so many numbers, from 0, the same ones for the same seed. */
type Random = (below: number) => number;

function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Whether each added line of a file is AI's, and whether it is called so. */
function stagedLinesOf(random: Random): { readonly really: boolean; readonly called: boolean }[] {
  const file = new EditedFile(random);
  const committed = file.lines;
  file.editOften(12);
  const staged = partOf(committed, file.lines, random);
  // Who stages goes on, or has closed the file.
  const isOpen = random(4) > 0;
  if (isOpen) file.editOften(random(8));
  else file.record();
  const texts = staged.map(({ line }) => line.text);
  const open = { lines: file.lines.map(({ text }) => text), origins: file.lines.map(originOf) };
  const origins = projectedOrigins(texts, file.recordedOrigins(texts), isOpen ? open : undefined);
  return staged.flatMap(({ line, isAdded }, index) => {
    const { origin, confidence } = origins[index] ?? UNKNOWN;
    if (!isAdded || line.text.trim() === '') return [];
    return [{ really: isAccepted(line), called: isAi(origin) && confidence !== 'guess' }];
  });
}

/** What was committed, with some of the changed places as the document has them, some not, and of some a part. */
function partOf(committed: readonly Line[], now: readonly Line[], random: Random): { line: Line; isAdded: boolean }[] {
  const [before, after] = [committed, now].map((lines) => lines.map(({ text }) => text)) as [string[], string[]];
  const parts: { line: Line; isAdded: boolean }[] = [];
  let [from, to] = [0, 0];
  for (const { added, removed, count } of diffArrays(before, after)) {
    const chosen = chosenOf(count, random);
    for (let line = 0; line < count; line += 1) {
      const isTaken = line >= chosen.first && line <= chosen.last;
      if (added && isTaken) parts.push({ line: now[to + line]!, isAdded: true });
      if (!added && !(removed && isTaken)) parts.push({ line: committed[from + line]!, isAdded: false });
    }
    if (!added) from += count;
    if (!removed) to += count;
  }
  return parts;
}

/** All lines of a change in half of all cases, a part of it in a fourth, as somebody selects it, else none. */
function chosenOf(count: number, random: Random): { first: number; last: number } {
  const kind = random(4);
  if (kind < 2) return { first: 0, last: count };
  const first = kind === 2 ? random(count) : count;
  return { first, last: first + random(count - first) };
}

function isAccepted({ by }: Line): boolean {
  return by !== BEFORE && by !== TYPED;
}

function originOf({ text, by }: Line): LineOrigin | undefined {
  if (text.trim() === '' || by === BEFORE) return undefined;
  return by === TYPED ? TYPED_LINE : acceptedLine(by);
}

/** A file that a person and AI change, with what is recorded of it now and then. */
class EditedFile {
  readonly #random: Random;
  readonly #recorded = new RecordedLines();
  #acceptances = 0;
  lines: readonly Line[];

  constructor(random: Random) {
    this.#random = random;
    this.lines = Array.from({ length: 1 + random(12) }, () => this.#block(BEFORE, 4 + random(14))).flat();
  }

  editOften(times: number): void {
    for (let time = 0; time < times; time += 1) {
      this.#edit();
      if (this.#random(3) === 0) this.record();
    }
  }

  record(): void {
    const texts = this.lines.map(({ text }) => text);
    this.#recorded.record(texts, this.lines.map(originOf));
  }

  recordedOrigins(lines: readonly string[]): (LineOrigin | undefined)[] {
    return this.#recorded.authors(lines).map((author) => {
      if (author === '-') return undefined;
      if (author === '?') return UNKNOWN;
      return author === TYPED ? TYPED_LINE : acceptedLine(author);
    });
  }

  #edit(): void {
    const random = this.#random;
    const at = random(this.lines.length + 1);
    const some = 1 + random(Math.min(20, this.lines.length + 1));
    const kind = random(12);
    if (kind < 5) this.#replace(at, 0, this.#block(this.#acceptance(), 3 + random(20)));
    else if (kind < 8) this.#replace(at, random(2), this.#block(TYPED, 1 + random(4)));
    else if (kind < 9) this.#replace(at, 1 + random(5), []);
    else if (kind < 10) this.#format(at, some);
    else this.#move(at, some, random(this.lines.length + 1));
  }

  #acceptance(): string {
    this.#acceptances += 1;
    return `00000000000000aa:${this.#acceptances}`;
  }

  #replace(at: number, remove: number, lines: readonly Line[]): void {
    this.lines = this.lines.toSpliced(at, remove, ...lines);
  }

  /** As a formatter does: other white space at both ends, and nobody else's line. */
  #format(at: number, count: number): void {
    const by = this.#random(2) === 0 ? '  ' : '\t';
    const formatted = this.lines.slice(at, at + count).map((line) => ({
      ...line,
      text: line.text.trim() === '' ? '' : `${by}${line.text.trimEnd()}`,
    }));
    this.lines = this.lines.toSpliced(at, formatted.length, ...formatted);
  }

  #move(at: number, count: number, to: number): void {
    const taken = this.lines.slice(at, at + count);
    this.lines = this.lines.toSpliced(at, count).toSpliced(to, 0, ...taken);
  }

  /** Lines as code has them: some are only there once, some are written again and again. */
  #block(by: string, count: number): Line[] {
    const random = this.#random;
    const name = (): string => `${WORDS[random(WORDS.length)]!}${WORDS[random(WORDS.length)]!}${random(50)}`;
    return Array.from({ length: count }, () => {
      const often = OFTEN[random(3 * OFTEN.length)];
      const once = [`const ${name()} = ${name()}(${name()});`, `if (${name()} > ${random(9)}) {`, `return ${name()};`];
      return { text: `${' '.repeat(2 * random(3))}${often ?? once[random(once.length)]!}`, by };
    });
  }
}

const WORDS = ['order', 'total', 'user', 'read', 'parse', 'line', 'count', 'index', 'state', 'value', 'item', 'key'];
const OFTEN = ['}', '});', '', 'return undefined;', '} else {', 'break;', 'continue;', 'end'];
