import { projectedOrigins, type OpenLines } from '../../domain/debt/projection.ts';
import type { LineOrigin } from '../../domain/provenance/lineOrigin.ts';
import type { Explanations } from '../../ports/explanations.ts';
import type { Ledger } from '../../ports/ledger.ts';

type Origins = readonly (LineOrigin | undefined)[];

/** A file's names: where it is, and how it is recorded. */
export interface FileNames {
  readonly uri: string | undefined;
  /** the name under which it is recorded, and others under which it may be recorded besides */
  readonly recorded: string;
  readonly others: readonly string[];
}

export interface KnownLinesParts {
  readonly ledger: Pick<Ledger, 'lineOrigins'>;
  readonly explanations: Pick<Explanations, 'lotsOfLines'>;
  /** the lines of an open document with what this window knows of them; `undefined` where it knows nothing */
  readonly open: (uri: string) => OpenLines | undefined;
}

/** What is known of the lines of a text that is not the one in the editor: one that is staged, or committed. */
export class KnownLines {
  readonly #parts: KnownLinesParts;

  constructor(parts: KnownLinesParts) {
    this.#parts = parts;
  }

  /** Who wrote each line. Rejects when the journals can not be read. */
  async origins(names: FileNames, lines: readonly string[]): Promise<Origins> {
    const told = await this.#parts.ledger.lineOrigins({ uri: names.recorded, uris: names.others, lines });
    return projectedOrigins(lines, told, names.uri === undefined ? undefined : this.#parts.open(names.uri));
  }

  /** The lot that each line is in, by id. Rejects when the journals can not be read. */
  lots(names: FileNames, lines: readonly string[]): Promise<readonly (string | undefined)[]> {
    return this.#parts.explanations.lotsOfLines({ uri: names.recorded, uris: names.others, lines });
  }
}
