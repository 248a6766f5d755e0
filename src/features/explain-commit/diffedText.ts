import { aiLines, type KnownFile } from '../../domain/debt/owedLines.ts';
import type { Owned } from '../../domain/ownership/area.ts';
import type { DiffedFile } from '../../ports/stagedFiles.ts';
import type { CommittedFileName } from '../commit-knowledge/commitKnowledge.ts';
import type { FileNames, KnownLines } from './knownLines.ts';
import type { OwedText } from './owedWork.ts';

export interface DiffedTextParts {
  readonly known: KnownLines;
  /** the text of a content, with plain line breaks; `undefined` for one that can not be read, or is no text */
  readonly text: (root: string, blob: string) => Promise<string | undefined>;
  /** the names of a file of a repository; `undefined` for one of which nothing may be recorded */
  readonly nameOf: (root: string, path: string) => Promise<CommittedFileName | undefined>;
  readonly uriOf: (root: string, path: string) => string;
  readonly ownedBy: (root: string, path: string) => Owned;
  /** whether a file is none that somebody writes, or one that the person leaves out */
  readonly isLeftOut: (root: string, file: DiffedFile, lines?: readonly string[]) => boolean;
}

/** A file of which something is staged or was committed, with its names. */
export interface NamedFile {
  readonly file: DiffedFile;
  readonly name: CommittedFileName;
  readonly names: FileNames;
}

/** A file of which something is staged or was committed, with what is known of its lines. */
export interface ReadFile extends Omit<KnownFile, 'lots'> {
  readonly uri: string;
  readonly name: CommittedFileName;
  readonly names: FileNames;
  readonly before: OwedText['before'];
  /** indices of new lines that AI wrote */
  readonly byAi: readonly number[];
}

/** Reads what is staged or was committed, never what lies in the work tree. */
export class DiffedText {
  readonly #parts: DiffedTextParts;

  constructor(parts: DiffedTextParts) {
    this.#parts = parts;
  }

  isLeftOut(root: string, file: DiffedFile): boolean {
    return this.#parts.isLeftOut(root, file);
  }

  ownedBy(root: string, path: string): Owned {
    return this.#parts.ownedBy(root, path);
  }

  /** `undefined` for a file that is left out, is not recorded, or can not be read. Rejects when the journals can not be read. */
  async read(root: string, file: DiffedFile): Promise<ReadFile | undefined> {
    // Asked first: of what is excluded not even the text is read.
    const named = await this.named(root, file);
    return named && this.readNamed(root, named, await this.#parts.text(root, file.blob));
  }

  /** `undefined` for a file that is left out, or is not recorded. */
  async named(root: string, file: DiffedFile): Promise<NamedFile | undefined> {
    const { nameOf, uriOf, isLeftOut } = this.#parts;
    if (isLeftOut(root, file)) return undefined;
    const name = await nameOf(root, file.path);
    if (name === undefined) return undefined;
    const others = [...name.uris, ...(await this.#formerNames(root, file))];
    return { file, name, names: { uri: uriOf(root, file.path), recorded: name.file.uri, others } };
  }

  /** Those of some files that may have a line of AI's, by what is known of them and not by what they are like. */
  filesOfAi(files: readonly NamedFile[]): Promise<readonly NamedFile[]> {
    return this.#parts.known.filesOfAi(files);
  }

  /** As `read`, where its names and its text are at hand. */
  async readNamed(
    root: string,
    { file, name, names }: NamedFile,
    text: string | undefined,
  ): Promise<ReadFile | undefined> {
    const { uriOf, ownedBy, isLeftOut, known } = this.#parts;
    const { path, added } = file;
    const lines = text?.split('\n');
    if (lines === undefined || isLeftOut(root, file, lines)) return undefined;
    const origins = await known.origins(names, lines);
    const all = { path, owned: ownedBy(root, path), isNew: file.before === undefined, added, lines, origins };
    const before = () => this.#before(root, file);
    return { ...all, uri: uriOf(root, path), name, names, byAi: aiLines(all), before };
  }

  /** The lots of a file's lines. */
  lots({ names, lines }: ReadFile): Promise<readonly (string | undefined)[]> {
    return this.#parts.known.lots(names, lines);
  }

  async #formerNames(root: string, { from }: DiffedFile): Promise<readonly string[]> {
    const former = from === undefined ? undefined : await this.#parts.nameOf(root, from);
    return former === undefined ? [] : [former.file.uri, ...former.uris];
  }

  async #before(root: string, { before }: DiffedFile): Promise<readonly string[] | undefined> {
    return before === undefined ? undefined : (await this.#parts.text(root, before))?.split('\n');
  }
}

/** Lines of a file that nobody has explained. */
export function owedText(file: ReadFile, owed: readonly number[], novelty: number): OwedText {
  const { path, uri, name, owned, lines, origins, added, before } = file;
  return { path, uri, name, owned, lines, origins, added, owed, novelty, before, lots: new Map(), gone: [] };
}
