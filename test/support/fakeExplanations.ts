import type { LandedCommit, Lot, Note, PromptNow } from '../../src/domain/debt/lot.ts';
import type { Explanations, NotesQuery } from '../../src/ports/explanations.ts';

type Asked = Pick<Explanations, 'owed' | 'notes' | 'landed' | 'prompts'>;

/** What a test says that the journals say. */
export class FakeExplanations implements Asked {
  lots: Lot[] = [];
  more = 0;
  /** newest first */
  written: Note[] = [];
  commits: LandedCommit[] = [];
  asked: PromptNow[] = [];

  async owed(): ReturnType<Asked['owed']> {
    return { lots: this.lots, more: this.more };
  }

  async notes({ uris, words, since = -Infinity, most }: NotesQuery): Promise<readonly Note[]> {
    const has = (note: Note): boolean =>
      note.time >= since &&
      (uris === undefined || note.lots.some(({ uri }) => uris.includes(uri))) &&
      (words === undefined || note.text.includes(words));
    return this.written.filter(has).slice(0, most);
  }

  async landed(since: number): Promise<readonly LandedCommit[]> {
    return this.commits.filter(({ authored }) => authored >= since);
  }

  async prompts(since: number): Promise<readonly PromptNow[]> {
    return this.asked.filter(({ time }) => time >= since);
  }
}

export function lotOf(number: number, part: Partial<Lot> = {}): Lot {
  const path = part.path ?? 'src/retry.ts';
  return {
    id: `${'a'.repeat(16)}:${String(number)}`,
    uri: `file:///p/${path}`,
    folder: 'file:///p',
    path,
    time: Date.UTC(2026, 10, 15, 9),
    offset: 60,
    ...{ lines: 12, probable: 0, line: 3, area: 'net', class: 'core' },
    ...{ state: 'owed', reason: undefined, commit: 'c'.repeat(40) },
    ...part,
  };
}

export function noteOf(number: number, part: Partial<Note> = {}): Note {
  return {
    id: `${'b'.repeat(16)}:${String(number)}`,
    lots: [lotOf(number)],
    time: Date.UTC(2026, 10, 17, 9),
    offset: 60,
    text: 'It waits.',
    after: 3,
    ...{ pasted: 0, seconds: 60, changed: false, edited: undefined },
    ...part,
  };
}
