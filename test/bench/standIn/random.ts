/** The same numbers in every run, below `below`: what is measured must not depend on luck. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    // Mulberry32: small, and good enough to choose lines.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const WORDS = ['const', 'parcel', 'weight', 'return', 'price', 'await', 'total', 'label', 'express', 'retry', 'value'];

/** Lines that look like code, all different from one another. */
export function codeLines(count: number, random: (below: number) => number): string[] {
  return Array.from({ length: count }, (_, line) => {
    const words = Array.from({ length: 4 }, () => WORDS[random(WORDS.length)] ?? '');
    return `${'  '.repeat(random(4))}${words.join(' ')} = ${String(random(1_000_000))} + ${String(line)};`;
  });
}
