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
  readonly explanations: Pick<Explanations, 'lotsOfLines' | 'filesOfAi'>;
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

  /** Those of some files that may have a line of AI's: by the journals, or since they are open. Rejects as the others do. */
  async filesOfAi<File extends { readonly names: FileNames }>(files: readonly File[]): Promise<readonly File[]> {
    const { explanations, open } = this.#parts;
    const of = new Set(await explanations.filesOfAi(files.flatMap(({ names }) => [names.recorded, ...names.others])));
    return files.filter(
      ({ names: { uri, recorded, others } }) =>
        of.has(recorded) || others.some((one) => of.has(one)) || (uri !== undefined && open(uri) !== undefined),
    );
  }

  /** The lot that each line is in, by id. Rejects when the journals can not be read. */
  lots(names: FileNames, lines: readonly string[]): Promise<readonly (string | undefined)[]> {
    return this.#parts.explanations.lotsOfLines({ uri: names.recorded, uris: names.others, lines });
  }
}
