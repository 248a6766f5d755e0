import type { CodeLine } from './codeLines.ts';

/** What was found in the lines of a place. */
export interface Found {
  readonly line: CodeLine;
  /** where it begins in the line */
  readonly at: number;
  /** the place in the line behind what was found */
  readonly end: number;
}

/** The first place of the code that a pattern fits; strings and comments are not looked at. */
export function findCode(lines: readonly CodeLine[], pattern: RegExp): Found | undefined {
  for (const line of lines) {
    const match = pattern.exec(line.code);
    if (match === null) continue;
    const leading = match[0].length - match[0].trimStart().length;
    return { line, at: match.index + leading, end: match.index + match[0].length };
  }
  return undefined;
}

/** The expression that begins at a place: up to the end of the statement, the argument or the bracket that it is in. */
export function expressionAt({ line, at }: Found): string {
  let depth = 0;
  for (let end = at; end < line.code.length; end += 1) {
    const character = line.code[end] ?? '';
    if ('([{'.includes(character)) {
      if (character === '{' && depth === 0 && end > at) return clean(line.text.slice(at, end));
      depth += 1;
    } else if (')]}'.includes(character)) {
      depth -= 1;
      if (depth < 0) return clean(line.text.slice(at, end));
    } else if (depth === 0 && (character === ';' || character === ',')) return clean(line.text.slice(at, end));
  }
  return clean(line.text.slice(at, line.code.trimEnd().length));
}

/** A piece of a line, as it stands there and without the contents of its texts. */
export interface Piece {
  readonly text: string;
  readonly code: string;
}

/** The condition behind a keyword; empty where the line ends before it does. */
export function conditionAfter({ line, end }: Found): Piece {
  const start = end + (line.code.slice(end).length - line.code.slice(end).trimStart().length);
  if (line.code[start] !== '(') {
    const rest = line.code.slice(start);
    const stop = /\s*(?:\{|:\s*$|;|\bthen\b|\bdo\b\s*$)|\s*$/u.exec(rest)?.index ?? rest.length;
    return piece(line, start, start + stop);
  }
  let depth = 0;
  for (let at = start; at < line.code.length; at += 1) {
    if (line.code[at] === '(') depth += 1;
    if (line.code[at] === ')') depth -= 1;
    if (depth === 0) return wholeCondition(line, start, at);
  }
  return piece(line, start, start);
}

/** Brackets that hold the whole condition say nothing; others belong to it, as in `if (a) || (b) {`. */
function wholeCondition(line: CodeLine, start: number, close: number): Piece {
  const rest = /^\s*(?:&&|\|\||and\b|or\b|[=!<>]=?)[^{:]{0,200}/u.exec(line.code.slice(close + 1))?.[0] ?? '';
  return rest === '' ? piece(line, start + 1, close) : piece(line, start, close + 1 + rest.length);
}

function piece({ text, code }: CodeLine, from: number, to: number): Piece {
  return { text: text.slice(from, to).trim(), code: code.slice(from, to) };
}

/** The first text in quotes behind a place; empty where there is none that ends in the line. */
export function textAfter({ line, end }: Found): string {
  const open = /["'`]/u.exec(line.code.slice(end));
  if (open === null) return '';
  const from = end + open.index + 1;
  const close = line.code.indexOf(open[0], from);
  return close < 0 ? '' : line.text.slice(from, close);
}

function clean(text: string): string {
  return text.replace(/[\s;,:({[]+$/u, '').trim();
}
