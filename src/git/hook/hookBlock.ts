/** What of a text stands before a block and behind it. */
interface AroundBlock {
  readonly before: string;
  readonly behind: string;
}

/**
 * Asks the window that GRASP_WINDOW names, where there is one. Outside of VS Code it costs two builtins of the shell; it fails
 * nowhere, not even where a hook stops at each error or at each variable that is not set.
 */
const ASK =
  'if [ -n "${GRASP_WINDOW:-}" ] && [ -x "${GRASP_WINDOW%/*}/grasp-commit.sh" ]; ' +
  'then "${GRASP_WINDOW%/*}/grasp-commit.sh" </dev/null || :; fi';

const BEGIN = '# >>> grasp >>>';
const END = '# <<< grasp <<<';

/** What a hook file runs before all else, without a line end behind it. It is ASCII, so it is the same in every encoding. */
export const HOOK_BLOCK = [
  `${BEGIN} asks in VS Code about code by AI; never fails a commit. "Grasp: Disable Commit Hook" takes it out.`,
  ASK,
  END,
].join('\n');

/** The same as a command of git's configuration. Git may put arguments behind it, and `:` takes any. */
export const HOOK_COMMAND = `${ASK}; :`;

const SHELL_LINE = '#!/bin/sh\n';
const MADE_FILE = `${SHELL_LINE}# Made by Grasp.\n`;
const MADE_FOLDER = `${SHELL_LINE}# Made by Grasp, and so was this folder.\n`;

/** A hook file where there was none. It says what was made, since nothing else remembers it. */
export function madeHook(withFolder: boolean): string {
  return `${withFolder ? MADE_FOLDER : MADE_FILE}${HOOK_BLOCK}\n`;
}

/** Whether the marks stand in a text: once and in order, otherwise, or not at all. */
export function blockIn(text: string): 'whole' | 'broken' | 'none' {
  if (!text.includes(BEGIN) && !text.includes(END)) return 'none';
  return foundBlock(text) === undefined ? 'broken' : 'whole';
}

/**
 * The text with the block of this version right behind its first line, or in the place of another version's. Hooks often end
 * with `exec` or `exit`, so nothing may be put at their end. Asks for a text whose first line names a shell, and whose block,
 * if it has one, is whole.
 */
export function withBlock(text: string): string {
  const found = foundBlock(text);
  if (found !== undefined) return `${found.before}${HOOK_BLOCK}${found.behind}`;
  const end = text.indexOf('\n');
  // A text without a line end gets none, so that it can be told apart when the block goes.
  return end < 0 ? `${text}\n${HOOK_BLOCK}` : `${text.slice(0, end + 1)}${HOOK_BLOCK}\n${text.slice(end + 1)}`;
}

/** What is left of a hook without its block. */
export interface WithoutBlock {
  /** `undefined` where Grasp made the file and nobody added anything */
  readonly text: string | undefined;
  readonly madeFolder: boolean;
}

/** A hook without its block, byte for byte as it was before. Asks for a text whose block is whole. */
export function withoutBlock(text: string): WithoutBlock {
  const { before, behind } = foundBlock(text) ?? { before: text, behind: '' };
  const rest = behind === '' ? before.replace(/\n$/u, '') : before + behind.slice(1);
  for (const made of [MADE_FILE, MADE_FOLDER]) {
    const madeFolder = made === MADE_FOLDER;
    if (rest === made || `${rest}\n` === made) return { text: undefined, madeFolder };
    if (rest.startsWith(made)) return { text: SHELL_LINE + rest.slice(made.length), madeFolder };
  }
  return { text: rest, madeFolder: false };
}

/** The block with the marks, both of which begin a line; `undefined` where they do not stand there once and in order. */
function foundBlock(text: string): AroundBlock | undefined {
  const start = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  const isOnce = start === text.lastIndexOf(BEGIN) && end === text.lastIndexOf(END);
  if (start < 0 || end < start || !isOnce) return undefined;
  const after = end + END.length;
  const beginLines = [start, end].every((at) => at === 0 || text[at - 1] === '\n');
  if (!beginLines || (after < text.length && text[after] !== '\n')) return undefined;
  return { before: text.slice(0, start), behind: text.slice(after) };
}
