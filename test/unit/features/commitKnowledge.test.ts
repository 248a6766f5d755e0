import assert from 'node:assert/strict';
import { readCommitObject } from '../../../src/domain/commits/commitObject.ts';
import type { ProvenanceRecorded } from '../../../src/domain/events/provenanceRecorded.ts';
import type { LineOrigin } from '../../../src/domain/provenance/lineOrigin.ts';
import { CommitKnowledge } from '../../../src/features/commit-knowledge/commitKnowledge.ts';
import type { Commits, OwnCommit } from '../../../src/ports/commits.ts';
import type { WrittenFile } from '../../../src/ports/ledger.ts';
import type { DiffedFile } from '../../../src/ports/stagedFiles.ts';
import { FakeTime, MemoryLog } from '../../support/fakes.ts';

const ROOT = '/repository';
const NOTE = `a.ts
  s_c9883b05a2487d::t_9f8e7d6c5b4a32 1
---
{"schema_version":"authorship/3.0.0","sessions":{"s_c9883b05a2487d":{}}}`;
const TRAILER = 'Title\n\nCo-authored-by: Claude <noreply@anthropic.com>\n';

const NOTED: LineOrigin = { origin: 'agent', confidence: 'likely', evidence: 'git-ai-note', acceptance: undefined };
const TYPED: LineOrigin = { origin: 'typed', confidence: 'certain', evidence: 'events', acceptance: undefined };

/** A repository in memory: commits, oldest first, and what they say. */
class FakeCommits implements Commits {
  readonly made: OwnCommit[] = [];
  readonly noteOf = new Map<string, string>();
  readonly texts = new Map<string, string>();
  readonly changed = new Map<string, DiffedFile[]>();
  records = '';
  since = 0;
  /** called before an answer about a text */
  beforeText: () => void = () => undefined;
  readonly asked: string[] = [];

  async besideHead(): Promise<readonly string[]> {
    return [];
  }

  async joinedIn(): Promise<readonly string[]> {
    return [];
  }

  /** Commits files of two lines each, all of them new. */
  commit(
    id: string,
    { at, message = 'Title\n', paths = ['a.ts'] }: { at: number; message?: string; paths?: string[] },
  ) {
    const person = `Me <me@example.com> ${Math.floor(at / 1_000)} +0000`;
    const read = readCommitObject(`tree a\nauthor ${person}\ncommitter ${person}\n\n${message}`);
    assert.ok(read !== undefined);
    this.made.push({ ...read, id });
    this.changed.set(
      id,
      paths.map((path) => ({
        ...{ path, from: undefined, before: undefined, blob: `${id} ${path}` },
        ...{ added: [{ first: 1, last: 2 }], isGenerated: false },
      })),
    );
    for (const path of paths) this.texts.set(`${id} ${path}`, 'first line\r\nsecond line\r\n');
  }

  note(commit: string, text: string): void {
    const blob = `note ${text.length}`;
    this.noteOf.set(commit, blob);
    this.texts.set(blob, text);
  }

  async own(root: string, since: number): Promise<readonly OwnCommit[]> {
    assert.equal(root, ROOT);
    this.since = since;
    return this.made.filter(({ committer }) => committer.at >= since).toReversed();
  }

  async notes(_root: string, commits: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return new Map([...this.noteOf].filter(([commit]) => commits.includes(commit)));
  }

  async traces(): Promise<string> {
    return this.records;
  }

  async changedFiles(_root: string, { id }: OwnCommit): Promise<readonly DiffedFile[]> {
    this.asked.push(id);
    return this.changed.get(id) ?? [];
  }

  async text(_root: string, blob: string): Promise<string | undefined> {
    this.beforeText();
    return this.texts.get(blob);
  }
}

describe('what others know of commits', () => {
  let time: FakeTime;
  let commits: FakeCommits;
  let log: MemoryLog;
  let known: Map<string, LineOrigin | undefined>;
  let written: WrittenFile[];
  let recorded: ProvenanceRecorded[];
  let mayRecord: boolean;
  let notBefore: number;
  let excluded: Set<string>;
  let remembered: ReadonlyMap<string, string>;

  beforeEach(() => {
    time = new FakeTime();
    commits = new FakeCommits();
    log = new MemoryLog();
    known = new Map();
    written = [];
    recorded = [];
    mayRecord = true;
    notBefore = 0;
    excluded = new Set();
    remembered = new Map();
  });

  function knowledge(): CommitKnowledge {
    return new CommitKnowledge({
      ...{ commits, clock: time, timers: time, log },
      ledger: {
        lineOrigins: async ({ lines }) => lines.map((line) => known.get(line)),
        unrecordedLines: async (asked) => {
          written.push(asked);
          asked.lines.forEach((line, at) => known.set(line, asked.origins[at]));
          return [{ uri: asked.file.uri, key: '0123456789abcdef', lines: [] }];
        },
      },
      mayRecord: () => mayRecord,
      notBefore: async () => notBefore,
      nameOf: async (root, path) =>
        excluded.has(path) ? undefined : { file: { uri: `file://${root}/${path}` }, uris: [] },
      record: (lines) => recorded.push(lines),
      memory: { load: () => remembered, store: (read) => (remembered = new Map(read)) },
    });
  }

  it('is recorded of lines of which nothing is known, and never of what Grasp saw itself', async () => {
    commits.commit('c1', { at: time.now() });
    commits.note('c1', NOTE.replace(' 1\n', ' 1-2\n'));
    known.set('second line', TYPED);
    await knowledge().look(ROOT);
    assert.deepEqual(written, [
      {
        file: { uri: 'file:///repository/a.ts' },
        lines: ['first line', 'second line', ''],
        origins: [NOTED, TYPED, undefined],
      },
    ]);
    assert.equal(recorded.length, 1);
  });

  it('is read once, again when more is said, and by another window not again', async () => {
    commits.commit('c1', { at: time.now() });
    const reading = knowledge();
    await reading.look(ROOT);
    assert.deepEqual(commits.asked, []);
    commits.note('c1', NOTE);
    await reading.look(ROOT);
    await reading.look(ROOT);
    await knowledge().look(ROOT);
    assert.deepEqual(commits.asked, ['c1']);
    commits.note('c1', NOTE.replace(' 1\n', ' 1-2\n'));
    await knowledge().look(ROOT);
    assert.deepEqual(commits.asked, ['c1', 'c1']);
  });

  it('is taken from what was committed in the last thirty days, in that order, and from a note before a trailer', async () => {
    commits.commit('old', { at: time.now() - 31 * 86_400_000, message: TRAILER });
    commits.commit('c1', { at: time.now() - 2_000, message: TRAILER });
    commits.commit('c2', { at: time.now() - 1_000, message: TRAILER });
    commits.note('c2', NOTE);
    await knowledge().look(ROOT);
    assert.deepEqual(commits.asked, ['c1', 'c2']);
    const [guess, noted] = written.map(({ origins }) => origins[0]);
    assert.deepEqual([guess?.confidence, guess?.evidence], ['guess', 'commit-trailer']);
    assert.deepEqual(noted, NOTED);
  });

  it('is taken from the records of Agent Trace, of which those that can not be read are told in the log', async () => {
    const id = 'd'.repeat(40);
    commits.commit(id, { at: time.now() });
    const range = { start_line: 2, end_line: 2, contributor: { type: 'ai' } };
    const record = {
      ...{ version: '0.1.0', id: 'any', timestamp: '2026-11-18T09:00:01Z', vcs: { type: 'git', revision: id } },
      files: [{ path: 'a.ts', conversations: [{ ranges: [range] }] }],
    };
    commits.records = `${JSON.stringify(record)}\n${JSON.stringify({ ...record, files: 5 })}\n`;
    await knowledge().look(ROOT);
    assert.deepEqual(written[0]?.origins, [undefined, { ...NOTED, evidence: 'agent-trace' }, undefined]);
    assert.ok(log.lines.some((line) => line.includes('1 records of Agent Trace can not be read.')));
  });

  it('leaves a note alone that can not be read, and says so in the log', async () => {
    commits.commit('c1', { at: time.now() });
    commits.note('c1', 'nonsense');
    await knowledge().look(ROOT);
    assert.deepEqual(written, []);
    assert.ok(log.lines.some((line) => line.includes('has no line that ends its list of files.')));
  });

  it('reads nothing of what is excluded, and a bounded number of files', async () => {
    const paths = Array.from({ length: 250 }, (_, at) => `${at}.ts`);
    commits.commit('c1', { at: time.now(), message: TRAILER, paths });
    excluded.add('0.ts');
    commits.texts.delete('c1 1.ts');
    await knowledge().look(ROOT);
    assert.equal(written.length, 198);
    assert.equal(written[0]?.file.uri, 'file:///repository/2.ts');
  });

  it('is not recorded while nothing may be, nor of what was committed then', async () => {
    commits.commit('c1', { at: time.now() - 5_000, message: TRAILER });
    const reading = knowledge();
    mayRecord = false;
    await reading.look(ROOT);
    mayRecord = true;
    notBefore = time.now() - 1_000;
    await reading.look(ROOT);
    assert.deepEqual([commits.asked, recorded], [[], []]);
    commits.commit('c2', { at: time.now(), message: TRAILER });
    await reading.look(ROOT);
    assert.deepEqual(commits.asked, ['c2']);
  });

  it('is dropped where a pause begins, a file is excluded, or something is forgotten while it is read', async () => {
    const reading = knowledge();
    const letGo = (): void => {
      time.advance(1_000);
      reading.letGo();
    };
    const stops = [() => (mayRecord = false), () => excluded.add('a.ts'), letGo, () => reading.dispose()];
    for (const [at, stop] of stops.entries()) {
      mayRecord = true;
      excluded.clear();
      time.advance(10_000);
      commits.commit(`c${at}`, { at: time.now(), message: TRAILER });
      commits.beforeText = stop;
      await reading.look(ROOT);
      assert.deepEqual(commits.asked.at(-1), `c${at}`);
    }
    assert.deepEqual(recorded, []);
  });

  it('is not taken up again from before something was forgotten', async () => {
    commits.commit('c1', { at: time.now() - 1_000, message: TRAILER });
    const reading = knowledge();
    await reading.look(ROOT);
    assert.equal(recorded.length, 1);
    reading.letGo();
    assert.equal(remembered.size, 0);
    await reading.look(ROOT);
    assert.equal(recorded.length, 1);
  });

  it('is looked for a moment after something happened, and once more, since a note may come late', async () => {
    const reading = knowledge();
    reading.lookSoon(ROOT);
    reading.lookSoon(ROOT);
    assert.equal(time.pending, 2);
    time.advance(2_000);
    await reading.look(ROOT);
    commits.commit('c1', { at: time.now(), message: TRAILER });
    time.advance(28_000);
    await reading.look(ROOT);
    assert.deepEqual(commits.asked, ['c1']);
    reading.lookSoon(ROOT);
    reading.dispose();
    assert.equal(time.pending, 0);
  });

  it('goes on after a fault', async () => {
    commits.commit('c1', { at: time.now(), message: TRAILER });
    const reading = knowledge();
    commits.beforeText = () => {
      throw new Error('A disk that fails.');
    };
    await reading.look(ROOT);
    assert.ok(log.lines.some((line) => line.includes('could not be read')));
    commits.beforeText = () => undefined;
    await reading.look(ROOT);
    assert.equal(recorded.length, 1);
  });
});
