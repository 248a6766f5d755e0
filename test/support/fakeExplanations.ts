import { createHash } from 'node:crypto';
import type { BlockPlan } from '../../src/domain/blocks/plannedBlocks.ts';
import type { BlockFact } from '../../src/domain/blocks/blockRuns.ts';
import type { LandedCommit, Lot, Note, NoteText, Plan, PromptNow } from '../../src/domain/debt/lot.ts';
import { HASH_LENGTH } from '../../src/domain/events/provenanceRecorded.ts';
import { OWNERSHIP_CLASSES } from '../../src/domain/ownership/area.ts';
import type { Task } from '../../src/domain/velocity/task.ts';
import type { ChosenLines, EarlierTextsQuery, Explanations, NotesQuery } from '../../src/ports/explanations.ts';
import type { LinesQuery } from '../../src/ports/ledger.ts';

/** Lots, notes and commits in memory, as a test puts them there. */
export class FakeExplanations implements Explanations {
  /** those of which only the number is told */
  more = 0;
  known: Lot[] = [];
  written: Note[] = [];
  /** texts that notes had before, newest first, by id */
  readonly earlier = new Map<string, readonly NoteText[]>();
  commits: LandedCommit[] = [];
  /** of commits that are known and were replaced */
  replaced: string[] = [];
  asked: PromptNow[] = [];
  planned: Plan[] = [];
  blocks: BlockPlan[] = [];
  worked: Task[] = [];
  runs: BlockFact[] = [];
  /** the lot that has a line of a file, by the line's text */
  readonly lines = new Map<string, string>();
  /** whether line keys may be made */
  mayWrite = true;

  async lotsOfLines({ uri, uris, lines }: LinesQuery): Promise<readonly (string | undefined)[]> {
    const isHere = (id: string | undefined): boolean =>
      this.known.some((lot) => lot.id === id && [uri, ...uris].includes(lot.uri));
    return lines.map((line) => this.lines.get(line)).map((id) => (isHere(id) ? id : undefined));
  }

  /** Names that are the same for the same text, in one part. */
  async lotNames({ lines, chosen }: ChosenLines): ReturnType<Explanations['lotNames']> {
    const texts = chosen.map((index) => lines[index]?.trim() ?? '').filter((text) => text !== '');
    if (!this.mayWrite || texts.length === 0) return [];
    return [{ key: '0'.repeat(16), names: [...new Set(texts)].map(nameOfLine).join('') }];
  }

  async owed(): ReturnType<Explanations['owed']> {
    const rank = (lot: Lot): number => OWNERSHIP_CLASSES.indexOf(lot.class);
    const owed = this.known.filter(({ state }) => state === 'owed');
    owed.sort((one, other) => rank(one) - rank(other) || other.time - one.time);
    return { lots: owed, more: this.more };
  }

  async lots(ids: readonly string[]): Promise<readonly Lot[]> {
    return ids.flatMap((id) => this.known.filter((lot) => lot.id === id));
  }

  async notes({ uris, words = '', since = -Infinity, most }: NotesQuery): Promise<readonly Note[]> {
    const isAsked = ({ text, lots, time }: Note): boolean => {
      const all = [text, ...lots.flatMap(({ path, area }) => [path, area])].join('\n').toLowerCase();
      const isOfFile = uris === undefined || lots.some(({ uri }) => uris.includes(uri));
      return (
        time >= since &&
        isOfFile &&
        words
          .toLowerCase()
          .split(/\s+/u)
          .every((word) => all.includes(word))
      );
    };
    return this.written
      .filter(isAsked)
      .sort((one, other) => other.time - one.time)
      .slice(0, Math.min(most, 500));
  }

  async earlierTexts({ note, most }: EarlierTextsQuery): Promise<readonly NoteText[]> {
    return (this.earlier.get(note) ?? []).slice(0, most);
  }

  async landed(since: number): Promise<readonly LandedCommit[]> {
    const stands = this.commits.filter((one) => one.authored >= since && !this.replaced.includes(one.commit));
    return stands.sort((one, other) => one.authored - other.authored);
  }

  async knownCommits(commits: readonly string[]): Promise<readonly string[]> {
    const known = new Set([...this.replaced, ...this.commits.map(({ commit }) => commit)]);
    return commits.filter((commit) => known.has(commit));
  }

  async plans(since: number): Promise<readonly Plan[]> {
    return this.planned.filter(({ time }) => time >= since);
  }

  async blockPlans(): Promise<readonly BlockPlan[]> {
    return this.blocks;
  }

  async tasks(): Promise<readonly Task[]> {
    return this.worked;
  }

  async blockRuns(since: number): Promise<readonly BlockFact[]> {
    return this.runs.filter(({ time }) => time >= since);
  }

  /** AI may have written in all of them. */
  async filesOfAi(uris: readonly string[]): Promise<readonly string[]> {
    return uris;
  }

  async prompts(since: number): Promise<readonly PromptNow[]> {
    return this.asked.filter(({ time }) => time >= since).sort((one, other) => one.time - other.time);
  }
}

/** By which a line is found again in a lot. */
export function nameOfLine(line: string): string {
  return createHash('sha256').update(line.trim()).digest('base64url').slice(0, HASH_LENGTH);
}

/** A lot of one file, committed. */
export function lotOf(number: number, part: Partial<Lot> = {}): Lot {
  const path = part.path ?? 'src/net/retry.ts';
  return {
    id: `${'a'.repeat(16)}:${String(number)}`,
    uri: `file:///work/app/${path}`,
    folder: 'file:///work/app',
    path,
    time: Date.UTC(2026, 10, 15, 9),
    offset: 60,
    ...{ lines: 31, probable: 4, line: 11, area: 'net', class: 'core' },
    ...{ state: 'owed', reason: undefined, commit: 'c'.repeat(40) },
    ...part,
  };
}

/** A note with everything that a note can have. */
export function noteOf(number: number, part: Partial<Note> = {}): Note {
  return {
    id: `${'b'.repeat(16)}:${String(number)}`,
    lots: [lotOf(number)],
    time: Date.UTC(2026, 10, 17, 23, 30),
    offset: 60,
    text: 'Retries three times, then **gives up**.',
    before: 2,
    after: 4,
    question: 'What happens when the third attempt fails?',
    chose: 'together',
    turnedDown: 'A queue, for it needs a server.',
    ...{ pasted: 0.25, seconds: 4711, changed: false, edited: undefined },
    ...part,
  };
}
