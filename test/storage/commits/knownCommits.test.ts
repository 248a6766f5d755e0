// What others say of real commits, as it becomes provenance in a real ledger.
import assert from 'node:assert/strict';
import { mkdir, realpath, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProvenanceRecorded } from '../../../src/domain/events/provenanceRecorded.ts';
import type { LineOrigin } from '../../../src/domain/provenance/lineOrigin.ts';
import { CommitKnowledge } from '../../../src/features/commit-knowledge/commitKnowledge.ts';
import { GitCommits } from '../../../src/git/gitCommits.ts';
import { encodeLine } from '../../../src/storage/journal/journalLine.ts';
import type { LedgerStore } from '../../../src/storage/ledger/ledgerStore.ts';
import { FakeTime, MemoryLog } from '../../support/fakes.ts';
import { FIRST_COMMIT, GitRepository } from '../../support/gitRepository.ts';
import { eventOf, openLedger, sessionOf } from '../../support/ledger.ts';
import { linesEvent } from '../../support/lines.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const SESSION = sessionOf('a');
const TRAILER = 'Title\n\nCo-authored-by: Claude <noreply@anthropic.com>';
const LINES = ['export const answer = 42;', '', 'export const question = "unknown";', ''];
const TYPED: LineOrigin = { origin: 'typed', confidence: 'certain', evidence: 'events', acceptance: undefined };

describe('what others say of real commits', () => {
  const folders = temporaryFolder();
  let repository: GitRepository;
  let ledger: LedgerStore;
  let next: number;
  let written: number;

  beforeEach(async () => {
    next = 1;
    written = 0;
    repository = await GitRepository.in(join(await realpath(folders.path), 'repository'));
    await mkdir(join(folders.path, 'journal'));
    await write(encodeLine(eventOf(SESSION, 0)));
    ledger = await openLedger(folders.path, { from: 'journals' });
    await ledger.catchUp();
  });
  afterEach(() => {
    ledger.close();
  });

  async function write(text: string): Promise<void> {
    await writeFile(join(folders.path, 'journal', `${SESSION}.jsonl`), text, { flag: 'a' });
  }

  async function record(payloads: readonly ProvenanceRecorded[]): Promise<void> {
    for (const payload of payloads) await write(encodeLine(linesEvent(SESSION, next++, payload)));
    await ledger.catchUp();
  }

  /** As a window that starts: it remembers nothing. */
  async function look(): Promise<void> {
    const time = new FakeTime(FIRST_COMMIT + 60_000);
    const recorded: ProvenanceRecorded[] = [];
    const log = new MemoryLog();
    const knowledge = new CommitKnowledge({
      ...{ commits: new GitCommits(() => true), clock: time, timers: time, log },
      ledger: {
        lineOrigins: (query) => ledger.lineOrigins(query),
        unrecordedLines: (asked) => ledger.unrecordedLines(asked, true),
      },
      mayRecord: () => true,
      notBefore: async () => 0,
      nameOf: async (_root, path) => ({ file: { uri: uriOf(path) }, uris: [] }),
      record: (lines) => recorded.push(lines),
      memory: { load: () => new Map(), store: () => undefined },
    });
    await knowledge.look(repository.root);
    assert.deepEqual(log.lines, []);
    written += recorded.length;
    await record(recorded);
  }

  async function told(path: string, lines: readonly string[]): Promise<string[]> {
    const origins = await ledger.lineOrigins({ uri: uriOf(path), uris: [], lines });
    return origins.map((one) =>
      one === undefined ? '-' : `${one.evidence ?? one.origin} ${one.confidence ?? ''}`.trim(),
    );
  }

  const NOTED = 'git-ai-note likely';
  const GUESSED = 'commit-trailer guess';

  it('is told of lines afterwards, and recorded once', async () => {
    await repository.write('a.ts', LINES.join('\n'));
    repository.note(repository.commit('First'), { 'a.ts': '1-2,9-999999', 'not there.ts': '1-5' });
    await look();
    assert.deepEqual(await told('a.ts', ['// new', ...LINES]), ['-', NOTED, '-', '-', '-']);
    await look();
    assert.equal(written, 1);
  });

  it('is told whatever a file is called, and however its lines end', async () => {
    const names = ['with blanks.ts', 'with "quotes".ts', 'two\nlines.ts', 'übung 🎓.ts'];
    for (const name of names) await repository.write(name, LINES.join('\r\n'));
    repository.note(repository.commit('First'), Object.fromEntries(names.map((name) => [name, '3'])));
    await look();
    for (const name of names) assert.deepEqual(await told(name, LINES), ['-', '-', NOTED, '-'], name);
  });

  it('is what Grasp saw where it saw anything, whichever came first', async () => {
    await repository.write('a.ts', LINES.join('\n'));
    const file = { uri: uriOf('a.ts') };
    const typed = [undefined, undefined, TYPED, undefined];
    await record(await ledger.unrecordedLines({ file, lines: LINES, origins: typed }, true));
    repository.note(repository.commit('First'), { 'a.ts': '1-3' });
    await look();
    assert.deepEqual(await told('a.ts', LINES), [NOTED, '-', 'events certain', '-']);
    await record(
      await ledger.unrecordedLines({ file, lines: LINES, origins: [TYPED, undefined, TYPED, undefined] }, true),
    );
    await look();
    assert.deepEqual(await told('a.ts', LINES), ['events certain', '-', 'events certain', '-']);
  });

  it('stands behind what Grasp saw also in a ledger that reads it later', async () => {
    await repository.write('a.ts', LINES.join('\n'));
    repository.note(repository.commit('First'), { 'a.ts': '1-3' });
    await look();
    const file = { uri: uriOf('a.ts') };
    const [payload] = await ledger.unrecordedLines(
      { file, lines: LINES, origins: [TYPED, undefined, TYPED, undefined] },
      true,
    );
    assert.ok(payload !== undefined);
    // Of another window, whose clock was behind.
    const other = sessionOf('b');
    const early = encodeLine(linesEvent(other, 0, payload, { t: 1, h: 1 }));
    await writeFile(join(folders.path, 'journal', `${other}.jsonl`), early);
    await ledger.catchUp();
    assert.deepEqual(await told('a.ts', LINES), ['events certain', '-', 'events certain', '-']);
  });

  it('is a guess where only the commit names an agent, until a note comes', async () => {
    await repository.write('a.ts', LINES.join('\n'));
    const commit = repository.commit(TRAILER);
    await look();
    assert.deepEqual(await told('a.ts', LINES), [GUESSED, '-', GUESSED, '-']);
    await look();
    assert.equal(written, 1);
    repository.note(commit, { 'a.ts': '3' });
    await look();
    assert.deepEqual(await told('a.ts', LINES), [GUESSED, '-', NOTED, '-']);
  });

  it('is nothing of a colleague’s commit', async () => {
    await repository.write('a.ts', LINES.join('\n'));
    repository.note(repository.commit(TRAILER, '--author=Colleague <colleague@example.com>'), { 'a.ts': '1-3' });
    await look();
    assert.deepEqual(await told('a.ts', LINES), ['-', '-', '-', '-']);
  });

  it('goes with lines when a commit is amended, their file is renamed, and a branch is merged', async () => {
    await repository.write('a.ts', LINES.join('\n'));
    repository.note(repository.commit('First'), { 'a.ts': '1-3' });
    await look();
    repository.commit('First, amended', '--amend');
    await rename(join(repository.root, 'a.ts'), join(repository.root, 'b.ts'));
    repository.commit('Rename', '--trailer', 'Co-authored-by: Claude <noreply@anthropic.com>');
    repository.git('switch', '--quiet', '--create', 'side', 'HEAD^');
    await repository.write('c.ts', ['export const side = true;', ''].join('\n'));
    repository.note(repository.commit('Side'), { 'c.ts': '1' });
    repository.git('switch', '--quiet', 'main');
    repository.git('merge', '--quiet', '--no-ff', '--message', TRAILER, 'side');
    await look();
    assert.deepEqual(await told('a.ts', LINES), [NOTED, '-', NOTED, '-']);
    assert.deepEqual(await told('c.ts', ['export const side = true;']), [NOTED]);
    // Neither the rename nor the merge brought a line of its own.
    assert.equal(written, 2);
  });

  it('is in a record of Agent Trace', async () => {
    await repository.write('a.ts', LINES.join('\n'));
    const commit = repository.commit('First');
    const record = {
      ...{ version: '0.1.0', id: '550e8400-e29b-41d4-a716-446655440000', vcs: { type: 'git', revision: commit } },
      timestamp: new Date(FIRST_COMMIT).toISOString(),
      files: [
        {
          path: 'a.ts',
          conversations: [{ contributor: { type: 'ai' }, ranges: [{ start_line: 3, end_line: 3 }] }],
        },
      ],
    };
    await repository.write('.agent-trace/traces.jsonl', `${JSON.stringify(record)}\n`);
    await look();
    assert.deepEqual(await told('a.ts', LINES), ['-', '-', 'agent-trace likely', '-']);
  });
});

function uriOf(path: string): string {
  return `file:///work/${encodeURIComponent(path)}`;
}
