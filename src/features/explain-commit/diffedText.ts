import { isLeftOutByName, isLeftOutByText } from '../../domain/ownership/leftOut.ts';
import type { Owned } from '../../domain/ownership/area.ts';
import { aiLinesAmong } from '../../domain/debt/owedLines.ts';
import { isAi } from '../../domain/attribution/origin.ts';
import type { LineOrigin } from '../../domain/provenance/lineOrigin.ts';
import type { DiffedFile } from '../../ports/stagedFiles.ts';
import type { CommittedFileName } from '../commit-knowledge/commitKnowledge.ts';
import type { FileNames, KnownLines } from './knownLines.ts';
import type { OwedFile } from './owedWork.ts';

export interface DiffedTextParts {
  readonly known: KnownLines;
  /** the text of a content; `undefined` for one that can not be read, or is no text */
  readonly text: (root: string, blob: string) => Promise<string | undefined>;
  /** the names of a file of a repository; `undefined` for one of which nothing may be recorded */
  readonly nameOf: (root: string, path: string) => Promise<CommittedFileName | undefined>;
  readonly uriOf: (root: string, path: string) => string;
  readonly ownedBy: (root: string, path: string) => Owned;
  /** whether the person leaves a file out, by its path in the repository */
  readonly leavesOut: (root: string, path: string) => boolean;
}

/** A file of which something is staged or was committed, with what is known of its lines. */
export interface ReadFile {
  readonly path: string;
  readonly uri: string;
  readonly name: CommittedFileName;
  readonly names: FileNames;
  readonly owned: Owned;
  readonly lines: readonly string[];
  readonly origins: readonly (LineOrigin | undefined)[];
  readonly isNew: boolean;
  /** indices of new lines that AI wrote */
  readonly byAi: readonly number[];
}

/** Reads what is staged or was committed, never what lies in the work tree. */
export class DiffedText {
  readonly #parts: DiffedTextParts;

  constructor(parts: DiffedTextParts) {
    this.#parts = parts;
  }

  /** Whether a file is none that somebody writes, by its name. */
  isLeftOut(root: string, { path, isGenerated }: DiffedFile): boolean {
    return isGenerated || isLeftOutByName(path) || this.#parts.leavesOut(root, path);
  }

  ownedBy(root: string, path: string): Owned {
    return this.#parts.ownedBy(root, path);
  }

  /** `undefined` for a file that is left out, is not recorded, or can not be read. Rejects when the journals can not be read. */
  async read(root: string, file: DiffedFile): Promise<ReadFile | undefined> {
    const { nameOf, uriOf, ownedBy, text, known } = this.#parts;
    const { path, from, added, blob } = file;
    if (this.isLeftOut(root, file)) return undefined;
    // Asked first: of what is excluded not even the text is read.
    const name = await nameOf(root, path);
    const content = name && (await text(root, blob));
    if (name === undefined || content === undefined || isLeftOutByText(content)) return undefined;
    const former = from === undefined ? undefined : await nameOf(root, from);
    const uri = uriOf(root, path);
    const names = {
      ...{ uri, recorded: name.file.uri },
      others: [...name.uris, ...(former === undefined ? [] : [former.file.uri, ...former.uris])],
    };
    // As git counts lines.
    const lines = content.split('\n').map((line) => line.replace(/\r$/u, ''));
    const origins = await known.origins(names, lines);
    const byAi = aiLinesAmong({ lines, origins, added });
    const isNew = file.before === undefined;
    return { path, uri, name, names, owned: ownedBy(root, path), lines, origins, isNew, byAi };
  }

  /** The lots of a file's lines. */
  lots({ names, lines }: ReadFile): Promise<ReadonlyMap<number, string>> {
    return this.#parts.known.lots(names, lines);
  }
}

/** Lines of a file that nobody has explained. */
export function owedFile({ byAi, names: _, ...file }: ReadFile, owed: readonly number[]): OwedFile {
  const aiLines = file.origins.filter((origin) => origin !== undefined && isAi(origin.origin)).length;
  return { ...file, owed, aiLines: Math.max(aiLines, byAi.length), lots: new Map(), gone: [] };
}
