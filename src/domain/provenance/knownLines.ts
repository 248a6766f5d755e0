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
 * Names under which the lines of a lot are found again: those of `namesOfLines`. What has none there, in a long list of short
 * lines, is named with the line right above and with the one right below, since whatever is asked about must be found again.
 *
 * @param lines without the white space around them
 */
export function namesInLot(lines: readonly string[]): string[][] {
  const above = linesBefore(lines, isNoBlank);
  const below = linesBefore(lines.toReversed(), isNoBlank).reverse();
  return namesOfLines(lines).map((names, index) => {
    const line = lines[index] ?? '';
    if (names.length > 0 || line === '') return names;
    return [`${above[index] ?? ''}\n\r${line}`, `${line}\r\n${below[index] ?? ''}`];
  });
}

/**
 * Gives names for telling lines that stand in a text more than once: with the telling line above, and with the one below.
 * The ends of a text are neighbours too.
 *
 * @param lines without the white space around them
 */
export function namesAmongOthers(lines: readonly string[]): (index: number) => string[] {
  const above = linesBefore(lines, isTelling);
  const below = linesBefore(lines.toReversed(), isTelling).reverse();
  return (index) => {
    const line = lines[index] ?? '';
    return [`${above[index] ?? ''}\n\n${line}`, `${line}\r\r${below[index] ?? ''}`];
  };
}

/** For each line the last one before it of some kind, empty where there is none. */
function linesBefore(lines: readonly string[], isOfKind: (line: string) => boolean): string[] {
  let last = '';
  return lines.map((line) => {
    const before = last;
    if (isOfKind(line)) last = line;
    return before;
  });
}

function isNoBlank(line: string): boolean {
  return line !== '';
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
