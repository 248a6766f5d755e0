import { isTelling } from './lineTexts.ts';

/** How many lines around a short one are looked through for one that tells something. */
const NEAR = 8;

/**
 * Names under which the lines of a text are found again elsewhere, several for each. Lines that are written again and again,
 * such as a closing bracket, tell nothing alone: they are named together with the lines down from a longer one above them, and
 * up from one below. Blank lines have no names.
 *
 * @param lines without the white space around them
 */
export function namesOfLines(lines: readonly string[]): string[][] {
  const above = withLonger(lines);
  const below = withLonger(lines.toReversed()).reverse();
  return lines.map((line, index) => {
    if (line === '') return [];
    if (isTelling(line)) return [line];
    const names = [above[index]?.join('\n'), below[index]?.join('\r')];
    return names.filter((name) => name !== undefined);
  });
}

/**
 * Gives names for telling lines that stand in a text more than once: with the telling line above, and with the one below.
 * The ends of a text are neighbours too.
 *
 * @param lines without the white space around them
 */
export function namesAmongOthers(lines: readonly string[]): (index: number) => string[] {
  const above = tellingBefore(lines);
  const below = tellingBefore(lines.toReversed()).reverse();
  return (index) => {
    const line = lines[index] ?? '';
    return [`${above[index] ?? ''}\n\n${line}`, `${line}\r\r${below[index] ?? ''}`];
  };
}

/** For each line the telling one before it, empty where there is none. */
function tellingBefore(lines: readonly string[]): string[] {
  let last = '';
  return lines.map((line) => {
    const before = last;
    if (isTelling(line)) last = line;
    return before;
  });
}

/** For each line the lines from a longer one before it up to it, `undefined` where there is none near. */
function withLonger(lines: readonly string[]): (string[] | undefined)[] {
  let near: string[] | undefined;
  return lines.map((line) => {
    if (isTelling(line)) near = [line];
    else if (line !== '') near = near !== undefined && near.length < NEAR ? [...near, line] : undefined;
    return near;
  });
}
