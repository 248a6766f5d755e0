/** Code points of the code that a question repeats. */
const LONGEST_QUOTE = 60;

/**
 * A piece of code as a question repeats it: on one line, short, without what could act on a screen (control characters,
 * and those that turn the direction of text), between grave accents. It holds none itself.
 */
export function quote(code: string): string {
  const plain = code
    .slice(0, 1_000)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s]+/gu, ' ')
    .replaceAll('`', "'")
    .trim();
  const characters = Array.from(plain);
  const short = characters.length <= LONGEST_QUOTE ? plain : `${characters.slice(0, LONGEST_QUOTE - 1).join('')}…`;
  return `\`${short}\``;
}
