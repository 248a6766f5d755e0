/** Who is said to have written a line; `perhaps` stands for AI with a person's part in it, and for AI by what is no more than a hint. */
export type Claimed = 'ai' | 'perhaps' | 'human';

/** Lines of a file of which somebody says who wrote them; from 1, both ends belong to it. */
export interface LineClaim {
  readonly first: number;
  readonly last: number;
  readonly by: Claimed;
}

/** Claims by the path of the file in its repository. Of several to one line the last one holds. */
export type FileClaims = ReadonlyMap<string, readonly LineClaim[]>;

/** Why a text of somebody else is not taken, in words that follow its name. */
export interface Refused {
  readonly refused: string;
}

/** How many claims one text may make. */
export const MOST_CLAIMS = 50_000;

/**
 * Who is said to have written each line. It takes as long as there are lines and claims, however many lines each claim
 * names, and what a claim says beyond the end of the file is none.
 *
 * @param lines how many there are
 */
export function claimsByLine(claims: readonly LineClaim[], lines: number): (Claimed | undefined)[] {
  const said = new Array<Claimed | undefined>(lines).fill(undefined);
  const open = new OpenLines(lines);
  for (const { first, last, by } of claims.toReversed()) {
    const end = Math.min(last, lines);
    for (let line = open.from(first - 1); line < end; line = open.from(line)) {
      said[line] = by;
      open.close(line);
    }
  }
  return said;
}

/** The lines of which nothing is said yet, so that no line is looked at once for each claim. */
class OpenLines {
  /** for an open line itself, else a later line that may be open */
  readonly #next: Int32Array;

  constructor(lines: number) {
    this.#next = Int32Array.from({ length: lines + 1 }, (_, line) => line);
  }

  /** The first open line from one on, from 0; the number of lines where there is none. */
  from(line: number): number {
    let at = Math.min(line, this.#next.length - 1);
    for (let next = this.#at(at); next !== at; next = this.#at(at)) {
      // Whoever comes this way again takes half as many steps.
      this.#next[at] = this.#at(next);
      at = next;
    }
    return at;
  }

  close(line: number): void {
    this.#next[line] = line + 1;
  }

  #at(line: number): number {
    return this.#next[line] ?? line;
  }
}
