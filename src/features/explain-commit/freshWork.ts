import { aiLines, owedLines } from '../../domain/debt/owedLines.ts';
import type { Owned } from '../../domain/ownership/area.ts';
import type { CommittedFileName } from '../commit-knowledge/commitKnowledge.ts';
import type { KnownLines } from './knownLines.ts';
import type { OwedText, OwedWork } from './owedWork.ts';

/** No more files are asked about at once. */
export const MOST_FRESH_FILES = 50;

export interface FreshWorkParts {
  readonly known: KnownLines;
  /** the text of a file as it is now, with plain line breaks; `undefined` for one that is not there any more */
  readonly read: (uri: string) => Promise<string | undefined>;
  /** the names of a file; `undefined` for one of which nothing may be recorded */
  readonly nameOf: (uri: string) => Promise<CommittedFileName | undefined>;
  /** a file's path in its repository, as areas name it */
  readonly pathOf: (uri: string) => Promise<string>;
  readonly ownedBy: (path: string) => Owned;
  /** whether a file is none that somebody writes, or one that the person leaves out */
  readonly isLeftOut: (path: string, lines?: readonly string[]) => boolean;
}

/** Finds what AI wrote in some files as they are now, and nobody has explained. */
export class FreshWork {
  readonly #parts: FreshWorkParts;

  constructor(parts: FreshWorkParts) {
    this.#parts = parts;
  }

  /** Rejects when the journals can not be read. */
  async look(uris: readonly string[]): Promise<OwedWork> {
    const files: OwedText[] = [];
    for (const uri of uris) {
      const file = await this.#fileOf(uri);
      if (file !== undefined) files.push(file);
    }
    return { files };
  }

  async #fileOf(uri: string): Promise<OwedText | undefined> {
    const { known, read, nameOf, pathOf, ownedBy, isLeftOut } = this.#parts;
    const path = await pathOf(uri);
    if (isLeftOut(path)) return undefined;
    // Asked first: of what is excluded not even the text is read.
    const name = await nameOf(uri);
    const lines = name && (await read(uri))?.split('\n');
    if (name === undefined || lines === undefined || isLeftOut(path, lines)) return undefined;
    const names = { uri, recorded: name.file.uri, others: name.uris };
    const origins = await known.origins(names, lines);
    // What is new is what AI wrote: of the rest nothing is shown as such.
    const all = [{ first: 1, last: lines.length }];
    const added = aiLines({ lines, origins, added: all }).map((line) => ({ first: line + 1, last: line + 1 }));
    const file = { path, owned: ownedBy(path), isNew: false, lines, origins, added };
    const [owed] = owedLines([{ ...file, lots: await known.lots(names, lines) }]);
    if (owed === undefined) return undefined;
    const before = (): Promise<undefined> => Promise.resolve(undefined);
    return { ...file, uri, name, owed: owed.lines, novelty: owed.novelty, before, lots: new Map(), gone: [] };
  }
}
