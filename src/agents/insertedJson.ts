import { createScanner, type Node } from 'jsonc-parser';

/** How a text is laid out, as far as one can tell. */
export interface Layout {
  readonly lineEnd: string;
  /** one step of indentation */
  readonly step: string;
}

/** What a text is to have: an entry of a list, or one with a name. */
export interface Addition {
  readonly name?: string;
  readonly value: unknown;
}

/** How a text with this root is laid out. */
export function layoutOf(text: string, root: Node | undefined): Layout {
  const first = root?.children?.[0];
  const step = first === undefined ? '' : indentBefore(text, first.offset);
  return { lineEnd: text.includes('\r\n') ? '\r\n' : '\n', step: step === '' || step === undefined ? '  ' : step };
}

/** Adds to the end of an object or a list. Nothing that is there is touched: no comment moves, no line is laid out anew. */
export function insertLast(text: string, container: Node, addition: Addition, layout: Layout): string {
  const close = container.offset + container.length - 1;
  const last = container.children?.at(-1);
  if (last === undefined) return insertOnly(text, container, addition, layout);
  const end = last.offset + last.length;
  const comma = commaAfter(text, end);
  if (!/[\r\n]/u.test(text.slice(container.offset, close))) {
    const at = comma === undefined ? end : comma + 1;
    const added = written(addition, layout, '', true);
    return spliced(text, at, comma === undefined ? `, ${added}` : ` ${added},`);
  }
  const indent = indentBefore(text, last.offset) ?? `${lineIndent(text, container.offset)}${layout.step}`;
  const block = `${layout.lineEnd}${indent}${written(addition, layout, indent)}`;
  const behind = lastUsed(text, comma === undefined ? end : comma + 1, close);
  const withBlock = spliced(text, behind, comma === undefined ? block : `${block},`);
  return comma === undefined ? spliced(withBlock, end, ',') : withBlock;
}

/** Takes the child of this number out of an object or a list, with the comma and the white space that it brought. */
export function removeChild(text: string, container: Node, number: number): string {
  const child = container.children?.[number];
  if (child === undefined) return text;
  const before = container.children?.[number - 1];
  const end = child.offset + child.length;
  const after = commaAfter(text, end);
  const start = startWithWhiteSpace(text, child.offset, container.offset + 1);
  if (after !== undefined) return text.slice(0, start) + text.slice(end, after) + text.slice(after + 1);
  const shorter = text.slice(0, start) + text.slice(end);
  const comma = before && commaAfter(text, before.offset + before.length);
  return comma === undefined ? shorter : shorter.slice(0, comma) + shorter.slice(comma + 1);
}

/** An addition as the text of a whole file. */
export function asWholeText(value: unknown, { lineEnd, step }: Layout): string {
  return `${JSON.stringify(value, undefined, step).replaceAll('\n', lineEnd)}${lineEnd}`;
}

function insertOnly(text: string, container: Node, addition: Addition, layout: Layout): string {
  const close = container.offset + container.length - 1;
  const own = lineIndent(text, container.offset);
  const indent = `${own}${layout.step}`;
  const block = `${layout.lineEnd}${indent}${written(addition, layout, indent)}`;
  const at = lastUsed(text, container.offset + 1, close);
  const isOpen = /[\r\n]/u.test(text.slice(at, close));
  return spliced(text, at, isOpen ? block : `${block}${layout.lineEnd}${own}`);
}

function written({ name, value }: Addition, { lineEnd, step }: Layout, indent: string, onOneLine = false): string {
  const json = onOneLine
    ? JSON.stringify(value)
    : JSON.stringify(value, undefined, step).replaceAll('\n', `${lineEnd}${indent}`);
  return name === undefined ? json : `${JSON.stringify(name)}: ${json}`;
}

function spliced(text: string, at: number, added: string): string {
  return text.slice(0, at) + added + text.slice(at);
}

/** Where the comma stands that comes next, past white space and comments. */
function commaAfter(text: string, at: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(at);
  scanner.scan();
  return text.charAt(scanner.getTokenOffset()) === ',' ? scanner.getTokenOffset() : undefined;
}

/** The end of what is not white space between two places, a comment being none. */
function lastUsed(text: string, from: number, to: number): number {
  return from + text.slice(from, to).trimEnd().length;
}

/** The white space before a place, where nothing else is before it in its line. */
function indentBefore(text: string, at: number): string | undefined {
  return /(?:^|[\r\n])(?<indent>[ \t]*)$/u.exec(text.slice(0, at))?.groups?.['indent'];
}

/** The white space with which the line of a place begins. */
function lineIndent(text: string, at: number): string {
  return /(?:^|[\r\n])(?<indent>[ \t]*)[^\r\n]*$/u.exec(text.slice(0, at))?.groups?.['indent'] ?? '';
}

/** Where the white space before a place begins, with at most one line end, and not before `floor`. */
function startWithWhiteSpace(text: string, at: number, floor: number): number {
  const space = /(?:\r\n|[\r\n])?[ \t]*$/u.exec(text.slice(floor, at))?.[0] ?? '';
  return at - space.length;
}
