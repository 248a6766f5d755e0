import type { Owned } from '../../src/domain/ownership/area.ts';
import type { LineOrigin } from '../../src/domain/provenance/lineOrigin.ts';
import type { CommittedFileName } from '../../src/features/commit-knowledge/commitKnowledge.ts';
import { DiffedText } from '../../src/features/explain-commit/diffedText.ts';
import { KnownLines } from '../../src/features/explain-commit/knownLines.ts';
import { LotLog } from '../../src/features/explain-commit/lotLog.ts';
import { StagedWork } from '../../src/features/explain-commit/stagedWork.ts';
import type { OwnCommit } from '../../src/ports/commits.ts';
import type { DiffedFile } from '../../src/ports/stagedFiles.ts';
import { FakeTime, MemoryJournal, MemoryLog } from './fakes.ts';
import { JournalledExplanations } from './journalledExplanations.ts';

export const ROOT = '/repository';

const BY: Readonly<Record<string, Pick<LineOrigin, 'origin' | 'confidence'>>> = {
  ai: { origin: 'agent', confidence: 'certain' },
  likely: { origin: 'completion', confidence: 'likely' },
  guess: { origin: 'agent', confidence: 'guess' },
  typed: { origin: 'typed', confidence: 'certain' },
  pasted: { origin: 'external', confidence: 'certain' },
};

/** Who wrote a line is its first word here; nobody knows of other ones. */
export function originOf(line: string): LineOrigin | undefined {
  const by = BY[line.trim().split(' ')[0] ?? ''];
  return by && { ...by, evidence: 'events', acceptance: undefined };
}

/** So many lines of somebody, each of its own. */
export function linesBy(who: string, count: number, about = 'x'): string[] {
  return Array.from({ length: count }, (_, at) => `${who} ${about} ${String(at)}`);
}

/** A repository in memory, with what is recorded of it. */
export class ExplainedRepository {
  readonly time = new FakeTime();
  readonly log = new MemoryLog();
  readonly journal = new MemoryJournal(this.time);
  readonly others = [new MemoryJournal(this.time, '00000000000000bb')];
  readonly explanations = new JournalledExplanations([this.journal, ...this.others]);
  readonly lots = new LotLog(this.journal, this.explanations);
  readonly texts = new Map<string, string>();
  readonly excluded = new Set<string>();
  /** whether names of files are hidden from now on */
  isHiding = false;
  readonly leftOut = new Set<string>();
  /** what its attributes call so */
  readonly generated = new Set<string>();
  readonly owned = new Map<string, Owned>();
  /** contents that were read */
  readonly read: string[] = [];
  /** `undefined` where git can not tell */
  stagedNow: DiffedFile[] | undefined = [];
  made: { commit: OwnCommit; files: DiffedFile[] }[] = [];
  /** called before an answer about the origins of lines */
  beforeOrigins: () => void = () => undefined;
  readonly known = new KnownLines({
    ledger: {
      lineOrigins: async ({ lines }) => {
        this.beforeOrigins();
        return lines.map((line) => originOf(line));
      },
    },
    explanations: this.explanations,
    open: () => undefined,
  });
  readonly diffed = new DiffedText({
    known: this.known,
    text: async (_root, blob) => {
      this.read.push(blob);
      return this.texts.get(blob);
    },
    nameOf: async (root, path) => this.nameOf(`file://${root}/${path}`),
    uriOf: (root, path) => `file://${root}/${path}`,
    ownedBy: (_root, path) => this.ownedBy(path),
    isLeftOut: (_root, { path, isGenerated }, lines) =>
      isGenerated || this.leftOut.has(path) || lines?.[0] === '// generated',
  });
  readonly work = new StagedWork({
    ...{ diffed: this.diffed, clock: this.time },
    staged: {
      staged: async () => this.stagedNow,
      withGenerated: async (_root, files) =>
        files.map((file) => ({ ...file, isGenerated: this.generated.has(file.path) })),
      texts: async (_root, blobs) => {
        this.read.push(...blobs);
        return new Map(blobs.flatMap((blob) => (this.texts.has(blob) ? [[blob, this.texts.get(blob) ?? '']] : [])));
      },
    },
  });

  /** The name under which a file is recorded now; `undefined` for one that is excluded. */
  async nameOf(uri: string): Promise<CommittedFileName | undefined> {
    if (this.excluded.has(uri.slice(`file://${ROOT}/`.length))) return undefined;
    return { file: { uri: this.isHiding ? `grasp-hidden:${String(uri.length)}` : uri }, uris: [] };
  }

  ownedBy(path: string): Owned {
    return this.owned.get(path) ?? { area: 'net', class: 'core' };
  }

  /** A new file with these lines. */
  file(path: string, lines: readonly string[], part: Partial<DiffedFile> = {}): DiffedFile {
    const blob = `${path} ${String(this.texts.size)}`;
    this.texts.set(blob, lines.join('\n'));
    const added = [{ first: 1, last: lines.length }];
    return { ...{ path, blob, added, from: undefined, before: undefined, isGenerated: false }, ...part };
  }

  /** Stages it, in place of what was staged before. */
  stage(...files: DiffedFile[]): void {
    this.stagedNow = files;
  }

  /** A commit upon what there is. */
  commit(number: number, files: DiffedFile[], part: { at?: number; committed?: number } = {}): string {
    const { at = this.time.now(), committed = at } = part;
    const id = String(number).padStart(40, '0');
    const person = { mail: 'me@example.com', offset: 60 };
    const [author, committer] = [
      { ...person, at },
      { ...person, at: committed },
    ];
    this.made.push({ commit: { id, parents: [], message: '', author, committer }, files });
    return id;
  }

  readonly commits = {
    own: async (_root: string, since: number): Promise<readonly OwnCommit[]> =>
      this.made
        .map(({ commit }) => commit)
        .filter(({ committer }) => committer.at >= since)
        .toReversed(),
    besideHead: async (): Promise<readonly string[]> => [],
    joinedIn: async (): Promise<readonly string[]> => [],
    changedFiles: async (_root: string, { id }: OwnCommit): Promise<readonly DiffedFile[]> =>
      this.made.find(({ commit }) => commit.id === id)?.files ?? [],
  };

  /** kinds of events, in order */
  get kinds(): string[] {
    return this.journal.events.map(({ k }) => k);
  }

  /** Each lot by now: where it is, how many lines it has, and how it stands. */
  get standing(): string[] {
    this.explanations.read();
    return this.explanations.known.map(({ uri, lines, state }) => `${uri.slice(19)} ${String(lines)} ${state}`);
  }
}

/** Lets all that is under way go on as far as it can. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
