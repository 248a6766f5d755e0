import type { LineOrigin } from '../../domain/provenance/lineOrigin.ts';
import type { DocumentProvenance } from '../../domain/provenance/documentProvenance.ts';
import type { Clock } from '../../ports/clock.ts';

/** How long after it was told a new name may belong to a document that is opened, in milliseconds. */
const NAMED_WITHIN = 10_000;

/** The lines of a document, and whose those are of which everything is decided. */
export interface SettledLines {
  readonly lines: readonly string[];
  readonly origins: readonly (LineOrigin | undefined)[];
}

/** The lines of a document of which everything is decided; others have no text, since they may be anybody's until then. */
export function settledLinesOf(document: DocumentProvenance, lines: readonly string[]): SettledLines {
  const origins = document.settledOrigins(lines);
  return {
    lines: lines.map((line, index) => (origins[index] === 'open' ? '' : line)),
    origins: origins.map((origin) => (origin === 'open' ? undefined : origin)),
  };
}

/** A document that is not followed any more, with its last text. */
export interface LeftDocument {
  readonly lines: readonly string[];
  readonly document: DocumentProvenance;
}

/**
 * Documents that were closed a moment ago, and names that were given a moment ago: VS Code closes a file and opens it again
 * when it gets another name or another language, and tells of the one and of the other in any order.
 */
export class LeftDocuments {
  readonly #clock: Clock;
  readonly #left = new Map<string, LeftDocument>();
  /** by the new name */
  readonly #renamed = new Map<string, { readonly from: string; readonly at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(uri: string, left: LeftDocument): void {
    this.#left.set(uri, left);
  }

  get(uri: string): LeftDocument | undefined {
    return this.#left.get(uri);
  }

  settledLines(uri: string): SettledLines | undefined {
    const left = this.#left.get(uri);
    return left && settledLinesOf(left.document, left.lines);
  }

  drop(uri?: string): void {
    if (uri === undefined) this.#left.clear();
    else this.#left.delete(uri);
  }

  /** Takes down the new names of a file, or of all files in a folder, that are known here or open. Gives these names. */
  renamed(from: string, to: string, open: Iterable<string>): string[] {
    const at = this.#clock.now();
    for (const [name, before] of this.#renamed) if (!isRecent(before, at)) this.#renamed.delete(name);
    const within = [...new Set([...open, ...this.#left.keys()])].filter(
      (uri) => uri === from || uri.startsWith(`${from}/`),
    );
    return within.map((uri) => {
      const name = to + uri.slice(from.length);
      this.#renamed.set(name, { from: uri, at });
      return name;
    });
  }

  /** The name that a document had a moment ago, which mostly is the one that it has. */
  formerName(uri: string): string {
    const before = this.#renamed.get(uri);
    return before !== undefined && isRecent(before, this.#clock.now()) ? before.from : uri;
  }

  /** A document goes on under one name with what was known under another one, or under the same. */
  resumed(from: string, to: string): void {
    this.#left.delete(from);
    this.#renamed.delete(to);
  }
}

function isRecent({ at }: { at: number }, now: number): boolean {
  return Math.abs(now - at) <= NAMED_WITHIN;
}
