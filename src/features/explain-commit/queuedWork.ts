import type { Lot } from '../../domain/debt/lot.ts';
import type { Owned } from '../../domain/ownership/area.ts';
import type { Explanations } from '../../ports/explanations.ts';
import type { FileNames, KnownLines } from './knownLines.ts';
import type { OwedText, OwedWork } from './owedWork.ts';

export interface QueuedWorkParts {
  readonly explanations: Pick<Explanations, 'lots'>;
  readonly known: KnownLines;
  /** the text of a file as it is now; `undefined` for one that is not there any more, or of which nothing may be recorded now */
  readonly read: (uri: string) => Promise<string | undefined>;
  /** the URI of a recorded file; `undefined` where its name is hidden and this window does not know it */
  readonly realUri: (recorded: string) => string | undefined;
  /** a file's path in its repository, as areas name it */
  readonly pathOf: (uri: string) => Promise<string>;
  /** where a file belongs by now */
  readonly ownedBy: (path: string) => Owned;
}

/** Finds lots that wait for an explanation again in their files. */
export class QueuedWork {
  readonly #parts: QueuedWorkParts;

  constructor(parts: QueuedWorkParts) {
    this.#parts = parts;
  }

  /** Those of some lots that still wait. Rejects when the journals can not be read. */
  async look(ids: readonly string[]): Promise<OwedWork> {
    const lots = (await this.#parts.explanations.lots(ids)).filter(
      ({ state }) => state === 'owed' || state === 'small',
    );
    const byFile = new Map<string, Lot[]>();
    for (const lot of lots) byFile.set(lot.uri, [...(byFile.get(lot.uri) ?? []), lot]);
    const files: OwedText[] = [];
    for (const ofFile of byFile.values()) files.push(await this.#fileOf(ofFile));
    return { files };
  }

  /** How many lines of a lot its file has as it is now, wherever they stand. Rejects as `look` does. */
  async standing(lot: Lot): Promise<number> {
    return (await this.#fileOf([lot])).owed.length;
  }

  async #fileOf(lots: readonly Lot[]): Promise<OwedText> {
    const [first] = lots;
    if (first === undefined) throw new Error('A file without lots.');
    const uri = this.#parts.realUri(first.uri);
    const path = uri === undefined ? first.path : await this.#parts.pathOf(uri);
    const text = uri === undefined ? undefined : await this.#parts.read(uri);
    // Where the file is gone the lot can still be explained from memory, or skipped.
    const lines = text?.split('\n') ?? [];
    const wanted = new Set(lots.map(({ id }) => id));
    const names: FileNames = { uri, recorded: first.uri, others: uri === undefined || uri === first.uri ? [] : [uri] };
    const found = await this.#parts.known.lots(names, lines);
    const inLots = new Map(
      found.flatMap((lot, line) => (lot !== undefined && wanted.has(lot) ? [[line, lot] as const] : [])),
    );
    const owed = [...inLots.keys()];
    return {
      ...{ path, uri, lines, owed, novelty: 1, owned: this.#parts.ownedBy(path) },
      name: { file: { uri: first.uri, folder: first.folder }, uris: names.others },
      origins: await this.#parts.known.origins(names, lines),
      added: owed.map((line) => ({ first: line + 1, last: line + 1 })),
      before: () => Promise.resolve(undefined),
      lots: inLots,
      gone: [...wanted].filter((lot) => !found.includes(lot)),
    };
  }
}
