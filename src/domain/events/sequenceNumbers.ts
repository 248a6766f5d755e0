/**
 * The sequence numbers of one session that have been taken in, as a few ranges: numbers come in order, but for the lines
 * that a disk damaged.
 */
export class SequenceNumbers {
  /** first and last number of each range, ascending, with a gap between neighbours */
  #ranges: [first: number, last: number][];

  /** @param text what `toString` gave */
  constructor(text = '') {
    this.#ranges = text === '' ? [] : text.split(',').map(toRange);
  }

  /** Adds a number; `false` when it was there already. */
  add(number: number): boolean {
    const newest = this.#ranges.at(-1);
    if (newest?.[1] === number - 1) {
      newest[1] = number;
      return true;
    }
    if (this.#ranges.some(([first, last]) => first <= number && number <= last)) return false;
    this.#ranges = joined([...this.#ranges, [number, number]]);
    return true;
  }

  toString(): string {
    return this.#ranges
      .map(([first, last]) => (first === last ? String(first) : `${String(first)}-${String(last)}`))
      .join();
  }
}

function toRange(text: string): [number, number] {
  const [first = '', last = first] = text.split('-');
  return [Number(first), Number(last)];
}

function joined(ranges: [number, number][]): [number, number][] {
  const result: [number, number][] = [];
  for (const range of ranges.toSorted((a, b) => a[0] - b[0])) {
    const before = result.at(-1);
    if (before?.[1] === range[0] - 1) before[1] = range[1];
    else result.push(range);
  }
  return result;
}
