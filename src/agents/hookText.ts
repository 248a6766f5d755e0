import { isDeepStrictEqual } from 'node:util';
import { findNodeAtLocation, parse, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { asWholeText, insertLast, layoutOf, removeChild, type Layout } from './insertedJson.ts';
import { runsReportScript, type KnownAgent } from './knownAgents.ts';

/** The text of a settings file after a change, or why it was left as it is, as the end of a sentence. */
export type EditedText = { readonly text: string } | { readonly refused: string };

const BYTE_ORDER_MARK = '\ufeff';
const UNKNOWN_FORM = { refused: 'has hooks in a form that Grasp does not know' };
const OPTIONS = { allowTrailingComma: true, allowEmptyContent: true };

/** The text with Grasp's hook as the last entry of its list; all other characters stay as they are. */
export function withHook(text: string, agent: KnownAgent, command: string): EditedText {
  const entry = agent.entry(command);
  return edited(text, (plain, root) => {
    const layout = layoutOf(plain, root);
    if (root === undefined) {
      const [group, list] = agent.list;
      const start = plain === '' || plain.endsWith('\n') ? plain : plain + layout.lineEnd;
      return start + asWholeText({ ...agent.beside, [group]: { [list]: [entry] } }, layout);
    }
    const withEntry = insertEntry(plain, root, agent, entry);
    if (withEntry === undefined) return UNKNOWN_FORM;
    const after = withNamesBeside(withEntry, agent, layout);
    return isAsExpected(plain, after, agent, entry) ? after : UNKNOWN_FORM;
  });
}

/** `undefined` where something else stands in the place of the list or of its group. */
function insertEntry(text: string, root: Node, { list: path }: KnownAgent, entry: unknown): string | undefined {
  const [group, name] = path;
  const groupNode = findNodeAtLocation(root, [group]);
  const list = findNodeAtLocation(root, [...path]);
  const layout = layoutOf(text, root);
  if (groupNode === undefined) return insertLast(text, root, { name: group, value: { [name]: [entry] } }, layout);
  if (groupNode.type !== 'object') return undefined;
  if (list === undefined) return insertLast(text, groupNode, { name, value: [entry] }, layout);
  return list.type === 'array' ? insertLast(text, list, { value: entry }, layout) : undefined;
}

function withNamesBeside(text: string, { beside }: KnownAgent, layout: Layout): string {
  let after = text;
  for (const [name, value] of Object.entries(beside)) {
    const top = parseTree(after, [], OPTIONS);
    if (top === undefined || findNodeAtLocation(top, [name]) !== undefined) continue;
    after = insertLast(after, top, { name, value }, layout);
  }
  return after;
}

/** A name that is there twice, for one, would have led to another result than those who read the file see. */
function isAsExpected(before: string, after: string, { list, beside }: KnownAgent, entry: unknown): boolean {
  const old = (parse(before, [], OPTIONS) ?? {}) as Record<string, Record<string, unknown[]> | undefined>;
  const [group, name] = list;
  const expected = { ...beside, ...old, [group]: { ...old[group], [name]: [...(old[group]?.[name] ?? []), entry] } };
  return isDeepStrictEqual(parse(after, [], OPTIONS), expected);
}

/**
 * The text without what runs Grasp's script.
 * @param original how the file was before; what had no list or group then gets rid of an empty one
 */
export function withoutHook(text: string, agent: KnownAgent, original?: string): EditedText {
  return edited(text, (plain) => {
    let rest = plain;
    for (let found = findOurs(rest, agent); found !== undefined; found = findOurs(rest, agent)) {
      rest = removeChild(rest, found.container, found.number);
    }
    if (original === undefined || rest === plain) return rest;
    const before = parseTree(original.replace(BYTE_ORDER_MARK, ''), [], OPTIONS);
    const names = [...Object.keys(agent.beside).map((name) => [name]), [...agent.list], [agent.list[0]]];
    for (const path of names) {
      if (before !== undefined && findNodeAtLocation(before, path) !== undefined) continue;
      rest = withoutEmpty(rest, path, agent);
    }
    return rest;
  });
}

/** Whether a text runs Grasp's script from its list. */
export function hasHook(text: string, agent: KnownAgent): boolean {
  return findOurs(text.replace(BYTE_ORDER_MARK, ''), agent) !== undefined;
}

type Change = (plain: string, root: Node | undefined) => string | { readonly refused: string };

function edited(text: string, change: Change): EditedText {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const plain = text.slice(mark.length);
  const errors: ParseError[] = [];
  const root = parseTree(plain, errors, OPTIONS);
  const [error] = errors;
  if (error !== undefined) return { refused: `is no JSON at ${placeOf(plain, error.offset)} (${wordsOf(error)})` };
  if (root !== undefined && root.type !== 'object') return { refused: 'holds something else than an object' };
  const after = change(plain, root);
  return typeof after === 'string' ? { text: mark + after } : after;
}

interface Found {
  readonly container: Node;
  readonly number: number;
}

/** The first entry that is Grasp's: a whole one, or a hook in one that has others too. */
function findOurs(text: string, agent: KnownAgent): Found | undefined {
  const root = parseTree(text, [], OPTIONS);
  const container = root && arrayAt(root, [...agent.list]);
  if (container === undefined) return undefined;
  for (const [number, node] of childrenOf(container).entries()) {
    if (runsReportScript(valueOf(text, node))) return { container, number };
    const hooks = arrayAt(node, ['hooks']);
    const inner = hooks === undefined ? -1 : oursIn(text, hooks);
    if (hooks === undefined || inner < 0) continue;
    return childrenOf(hooks).length === 1 ? { container, number } : { container: hooks, number: inner };
  }
  return undefined;
}

function oursIn(text: string, hooks: Node): number {
  return childrenOf(hooks).findIndex((hook) => runsReportScript(valueOf(text, hook)));
}

function arrayAt(node: Node, path: string[]): Node | undefined {
  const found = findNodeAtLocation(node, path);
  return found?.type === 'array' ? found : undefined;
}

function valueOf(text: string, node: Node): unknown {
  return parse(text.slice(node.offset, node.offset + node.length), [], OPTIONS);
}

/** The text without a name whose value is empty, or is what Grasp gave it. */
function withoutEmpty(text: string, path: string[], { beside }: KnownAgent): string {
  const root = parseTree(text, [], OPTIONS);
  const node = root && findNodeAtLocation(root, path);
  const property = node?.parent;
  const container = property?.parent;
  if (node === undefined || property === undefined || container === undefined) return text;
  const given = path.length === 1 ? beside[path.join('')] : undefined;
  const isOurs = given !== undefined && given === node.value;
  if (!isOurs && !isEmpty(text, node)) return text;
  return removeChild(text, container, childrenOf(container).indexOf(property));
}

function childrenOf(node: Node): readonly Node[] {
  return node.children ?? [];
}

/** A list or an object with nothing in it, not even a comment. */
function isEmpty(text: string, node: Node): boolean {
  if (node.children?.length !== 0) return false;
  return text.slice(node.offset + 1, node.offset + node.length - 1).trim() === '';
}

function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

function wordsOf({ error }: ParseError): string {
  return printParseErrorCode(error)
    .replaceAll(/(?<=[a-z])[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`)
    .toLowerCase();
}
