/** A line of code, taken apart as far as a question needs it. */
export interface CodeLine {
  readonly text: string;
  /** the line with spaces for the contents of strings and regular expressions and for comments, each at its own place */
  readonly code: string;
  /** regular expressions that stand in the line as such, without their delimiters */
  readonly patterns: readonly string[];
}

/** More of a place, or of a line, is not looked at. */
const MOST_LINES = 400;
const LONGEST_LINE = 400;

interface Syntax {
  readonly comment: readonly string[];
  /** whether there are comments between slash-star and star-slash */
  readonly hasBlocks: boolean;
  readonly quotes: string;
  /** whether a single quote stands around one character, and else for something other than a text */
  readonly hasCharacters?: boolean;
  readonly hasPatterns?: boolean;
  /** whether three quotes begin a text of several lines */
  readonly hasTriples?: boolean;
}

const SLASHES: Syntax = { comment: ['//'], hasBlocks: true, quotes: '"\'`' };
const SCRIPT: Syntax = { ...SLASHES, hasPatterns: true };
const CHARACTERS: Syntax = { comment: ['//'], hasBlocks: true, quotes: '"`', hasCharacters: true };
const HASHES: Syntax = { comment: ['#'], hasBlocks: false, quotes: '"\'' };
const DASHES: Syntax = { comment: ['--'], hasBlocks: true, quotes: '"\'' };

const SYNTAX: Readonly<Record<string, Syntax>> = {
  ...{ javascript: SCRIPT, javascriptreact: SCRIPT, typescript: SCRIPT, typescriptreact: SCRIPT, vue: SCRIPT },
  ...{ svelte: SCRIPT, dart: SLASHES, kotlin: CHARACTERS, swift: SLASHES, scss: SLASHES, css: SLASHES },
  ...{ c: CHARACTERS, cpp: CHARACTERS, csharp: CHARACTERS, java: CHARACTERS, rust: CHARACTERS, go: CHARACTERS },
  ...{ php: { ...SLASHES, comment: ['//', '#'] }, sql: DASHES, lua: DASHES, json: SLASHES },
  ...{ python: { ...HASHES, hasTriples: true }, ruby: { ...HASHES, hasPatterns: true } },
};

/** Takes lines of a language of VS Code apart. Comments of several lines are followed as far as the lines show their beginning. */
export function codeLines(lines: readonly string[], language: string): CodeLine[] {
  const scanner = new Scanner(Object.hasOwn(SYNTAX, language) ? (SYNTAX[language] ?? HASHES) : HASHES);
  return lines.slice(0, MOST_LINES).map((line) => scanner.take(line.slice(0, LONGEST_LINE)));
}

/** Goes through lines once, from left to right, and never back. */
class Scanner {
  readonly #syntax: Syntax;
  /** what ends the comment or text of several lines that the line is in */
  #open = '';
  #text = '';
  #code = '';
  #patterns: string[] = [];

  constructor(syntax: Syntax) {
    this.#syntax = syntax;
  }

  take(text: string): CodeLine {
    this.#text = text;
    this.#code = '';
    this.#patterns = [];
    let at = 0;
    while (at < text.length) at = this.#step(at);
    return { text, code: this.#code, patterns: this.#patterns };
  }

  /** Looks at what stands at a place, and gives the place behind it. */
  #step(at: number): number {
    if (this.#open !== '') return this.#skipOpen(at);
    return this.#skipComment(at) ?? this.#skipText(at) ?? this.#keep(at);
  }

  #keep(at: number): number {
    this.#code += this.#text[at] ?? '';
    return at + 1;
  }

  #skipComment(at: number): number | undefined {
    const { comment, hasBlocks } = this.#syntax;
    // A line of a comment whose beginning is not among the lines.
    if (
      hasBlocks &&
      this.#text[at] === '*' &&
      this.#code.trim() === '' &&
      /^\*(?:\s|\/|$)/u.test(this.#text.slice(at, at + 2))
    ) {
      return this.#blankTo(this.#text.length);
    }
    if (comment.some((mark) => this.#text.startsWith(mark, at) && !this.#isInWord(mark, at))) {
      return this.#blankTo(this.#text.length);
    }
    return hasBlocks && this.#text.startsWith('/*', at) ? this.#openUntil('*/', at + 2) : undefined;
  }

  #skipText(at: number): number | undefined {
    const { quotes, hasTriples, hasCharacters, hasPatterns } = this.#syntax;
    const character = this.#text[at] ?? '';
    if (quotes.includes(character)) {
      const triple = character.repeat(3);
      const isTriple = hasTriples === true && this.#text.startsWith(triple, at);
      return isTriple ? this.#openUntil(triple, at + 3) : this.#skipQuoted(at, character);
    }
    if (character === "'" && hasCharacters === true) return this.#skipCharacter(at);
    return character === '/' && hasPatterns === true && this.#mayBeginPattern() ? this.#skipPattern(at) : undefined;
  }

  /** `$#` of a shell and `a#b` are no comments. */
  #isInWord(mark: string, at: number): boolean {
    return mark === '#' && /[^\s;({[]$/u.test(this.#text.slice(Math.max(0, at - 1), at));
  }

  #blankTo(end: number): number {
    this.#code = this.#code.padEnd(end);
    return end;
  }

  #openUntil(end: string, from: number): number {
    this.#open = end;
    return this.#blankTo(Math.min(from, this.#text.length));
  }

  #skipOpen(at: number): number {
    const end = this.#text.indexOf(this.#open, at);
    if (end < 0) return this.#blankTo(this.#text.length);
    const behind = end + this.#open.length;
    this.#open = '';
    return this.#blankTo(behind);
  }

  #skipQuoted(at: number, mark: string): number {
    const end = this.#endOf(at + 1, mark);
    this.#code += mark;
    this.#blankTo(Math.min(end, this.#text.length));
    if (end < this.#text.length) this.#code += mark;
    return end + 1;
  }

  #skipCharacter(at: number): number {
    const length = this.#text[at + 1] === '\\' ? 4 : 3;
    const isCharacter = this.#text[at + length - 1] === "'";
    this.#code += "'";
    return isCharacter ? this.#blankTo(at + length) : at + 1;
  }

  #skipPattern(at: number): number {
    const end = this.#endOf(at + 1, '/');
    if (end >= this.#text.length || end === at + 1) {
      this.#code += '/';
      return at + 1;
    }
    this.#patterns.push(this.#text.slice(at + 1, end));
    this.#code += '/';
    this.#blankTo(end);
    this.#code += '/';
    return end + 1;
  }

  /** Where the next `mark` is that is not escaped; the end of the line where there is none. In brackets of a pattern, none counts. */
  #endOf(from: number, mark: string): number {
    let isInBrackets = false;
    for (let at = from; at < this.#text.length; at += 1) {
      const character = this.#text[at];
      if (character === '\\') at += 1;
      else if (mark === '/' && character === '[') isInBrackets = true;
      else if (mark === '/' && character === ']') isInBrackets = false;
      else if (character === mark && !isInBrackets) return at;
    }
    return this.#text.length;
  }

  /** Whether a slash at this place begins a pattern, and does not divide. */
  #mayBeginPattern(): boolean {
    const before = this.#code.slice(-12).trimEnd();
    return before === '' || /[(,=:[!&|?{};~>]$|\b(?:return|in|of|when|if|and|or|not|match)$/u.test(before);
  }
}
