/** White space above ASCII, as `\s` and `trim` know it. */
const RARE_SPACES: ReadonlySet<number> = new Set([
  0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029,
  0x202f, 0x205f, 0x3000, 0xfeff,
]);

/** Characters that are not white space, in UTF-16 code units, of a text or between two offsets of it. */
export function visibleCharacters(text: string, start = 0, end = text.length): number {
  let visible = 0;
  for (let at = start; at < end; at += 1) if (!isSpace(text.charCodeAt(at))) visible += 1;
  return visible;
}

/** Whether there is more than white space between two offsets of a text. */
export function isVisible(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (!isSpace(text.charCodeAt(at))) return true;
  return false;
}

/** Whether two texts differ in white space at most. */
export function isSameButSpace(one: string, other: string): boolean {
  let at = 0;
  let otherAt = 0;
  for (;;) {
    while (at < one.length && isSpace(one.charCodeAt(at))) at += 1;
    while (otherAt < other.length && isSpace(other.charCodeAt(otherAt))) otherAt += 1;
    if (at === one.length || otherAt === other.length) return at === one.length && otherAt === other.length;
    if (one.charCodeAt(at) !== other.charCodeAt(otherAt)) return false;
    at += 1;
    otherAt += 1;
  }
}

// A loop over code units, since a pattern takes ten times as long and these are asked for whole files.
function isSpace(unit: number): boolean {
  if (unit <= 0x20) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
  return unit >= 0xa0 && RARE_SPACES.has(unit);
}
