/**
 * Sequence numbers of one session, as a few ranges: those that were taken in come in order, but for the lines that a disk
 * damaged.
 */
export class SequenceNumbers {
  /** first and last number of each range, ascending, with a gap between neighbours */
  readonly #ranges: [first: number, last: number][];

  /** @param text what `toString` gave */
  constructor(text = '') {
    this.#ranges = text === '' ? [] : text.split(',').map(toRange);
  }

  /** Adds a number; `false` when it was there already. */
  add(number: number): boolean {
    const at = this.#rangesUpTo(number);
    const [before, after] = [this.#ranges[at - 1], this.#ranges[at]];
    if (before !== undefined && number <= before[1]) return false;
    const endsBefore = before?.[1] === number - 1;
    const beginsAfter = after?.[0] === number + 1;
    if (endsBefore && beginsAfter) this.#ranges.splice(at - 1, 2, [before[0], after[1]]);
    else if (endsBefore) before[1] = number;
    else if (beginsAfter) after[0] = number;
    else this.#ranges.splice(at, 0, [number, number]);
    return true;
  }

  has(number: number): boolean {
    return number <= (this.#ranges[this.#rangesUpTo(number) - 1]?.[1] ?? -1);
  }

  /** Calls back for each number, in ascending order. */
  forEach(each: (number: number) => void): void {
    for (const [first, last] of this.#ranges) for (let number = first; number <= last; number += 1) each(number);
  }

  /** How many there are. */
  get count(): number {
    return this.#ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  }

  /** First and last number of each range, ascending. */
  get ranges(): readonly (readonly [first: number, last: number])[] {
    return this.#ranges;
  }

  toString(): string {
    return this.#ranges
      .map(([first, last]) => (first === last ? String(first) : `${String(first)}-${String(last)}`))
      .join();
  }

  /** How many ranges begin at a number or before it. */
  #rangesUpTo(number: number): number {
    let [low, high] = [0, this.#ranges.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ranges[middle]?.[0] ?? Infinity) <= number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function toRange(text: string): [number, number] {
  const [first = '', last = first] = text.split('-');
  return [Number(first), Number(last)];
}
