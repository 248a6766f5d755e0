import type { CommittedFileName } from '../commit-knowledge/commitKnowledge.ts';
import type { Owned } from '../../domain/ownership/area.ts';
import type { LineOrigin } from '../../domain/provenance/lineOrigin.ts';
import type { NewLot } from './lotLog.ts';

/** A file with AI-written lines that nobody has explained. */
export interface OwedFile {
  /** for people: in the repository, or as it is recorded */
  readonly path: string;
  /** where it can be opened; `undefined` where its name is hidden from this window */
  readonly uri: string | undefined;
  readonly name: CommittedFileName;
  readonly owned: Owned;
  readonly lines: readonly string[];
  readonly origins: readonly (LineOrigin | undefined)[];
  /** indices of its lines, ascending */
  readonly owed: readonly number[];
  /** whether the file is new */
  readonly isNew: boolean;
  /** lines of it that AI wrote, explained ones too */
  readonly aiLines: number;
  /** lots that these lines are recorded as already, and which line is of which */
  readonly lots: ReadonlyMap<number, string>;
  /** lots that were asked about and of which no line is in the file any more */
  readonly gone: readonly string[];
}

/** What there is to explain. */
export interface OwedWork {
  /** the same for the same lines, so that a draft is found again */
  readonly key: string;
  readonly files: readonly OwedFile[];
}

/** Some lines of a file, as a lot. */
export function lotOf({ name, owned, lines, origins }: OwedFile, chosen: readonly number[]): NewLot {
  const probable = new Set(chosen.filter((line) => origins[line]?.confidence === 'likely'));
  return { name: name.file, owned, lines, chosen, probable };
}

/** How many lines there are to explain. */
export function owedLines({ files }: Pick<OwedWork, 'files'>): number {
  return files.reduce((sum, { owed }) => sum + owed.length, 0);
}
