/** What is longer is no command that a person calls, in characters. */
const LONGEST = 4_000;

/** One of the commands of a line. */
export interface LineCommand {
  readonly words: readonly string[];
  /** what stands between it and the command before, without white space, such as `&&` */
  readonly joint: string;
}

/** White space, what ends a command, a quoted text, or a stretch of a word. */
const PIECE =
  /(?<space>[^\S\n]+)|(?<end>[;&|\n(){}])|"(?<double>[^"]*)"?|'(?<single>[^']*)'?|(?<plain>[^\s;&|(){}"']+)/gu;

/**
 * The commands of a line, of which the last may have no words; a backslash is taken as itself, as in paths of Windows. The line is
 * anybody's text, and never carried out or kept; one that is too long has none.
 */
export function commandsIn(line: string): readonly LineCommand[] {
  let command: { words: string[]; joint: string } = { words: [], joint: '' };
  const commands = [command];
  let isOpen = false;
  for (const { groups = {} } of line.length > LONGEST ? [] : line.matchAll(PIECE)) {
    const { space, end } = groups;
    if (end !== undefined) {
      if (command.words.length > 0) commands.push((command = { words: [], joint: '' }));
      command.joint += end;
    } else if (space === undefined) {
      // Pieces without white space between them are one word.
      const begun = isOpen ? command.words.pop() : undefined;
      command.words.push(`${begun ?? ''}${textOf(groups)}`);
    }
    isOpen = end === undefined && space === undefined;
  }
  return commands;
}

function textOf({ plain, double, single }: Readonly<Record<string, string | undefined>>): string {
  return plain ?? double ?? single ?? '';
}

/** Whether a word gives a variable its value, as before a command. */
export function isAssignment(word: string): boolean {
  return /^\w+\+?=/u.test(word);
}

/** `/usr/bin/claude`, `claude.cmd` and `@anthropic-ai/claude-code@latest` without what does not tell them apart. */
export function programOf(word: string): string {
  const plain = word.replaceAll('\\', '/');
  if (plain.startsWith('@')) return plain.replace(/(?<=.)@.*$/u, '');
  const name = plain.slice(plain.lastIndexOf('/') + 1);
  return name.replace(/@.*$/u, '').replace(/\.(?:exe|cmd|ps1|bat|js)$/iu, '');
}
