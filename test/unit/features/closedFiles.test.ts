import assert from 'node:assert/strict';
import type { AgentReport } from '../../../src/domain/attribution/agentReport.ts';
import { ClosedFiles } from '../../../src/features/record-edits/closedFiles.ts';
import { blobNames } from '../../../src/git/committedText.ts';
import { recorder } from '../../support/recorder.ts';

const A = 'file:///project/a.ts';
const CLAUDE = {};

/** Files that are not open, with a recorder, a disk and a git in memory. */
function project(committed: Readonly<Record<string, string>>) {
  const disk = new Map<string, string>(Object.entries(committed));
  const inGit = new Map<string, string>(Object.entries(committed));
  const documents = new Map<string, string>();
  const forgotten: string[] = [];
  const excluded = new Set<string>();
  const errors: unknown[] = [];
  let asked = 0;
  const files: { closed?: ClosedFiles } = {};
  const parts = recorder(
    { kind: 'off' },
    () => undefined,
    (uri) => documents.get(uri) ?? files.closed?.textOf(uri),
    () => files.closed?.letGo(),
  );
  const { time, activity } = parts;
  const closed = new ClosedFiles({
    ...{ clock: time, timers: time, activity, disk: parts.disk },
    files: {
      read: async (uri) => disk.get(uri),
      committed: async (uris) => {
        asked += 1;
        return new Map(uris.map((uri) => [uri, inGit.get(uri) ?? '']));
      },
      unfinished: async () => new Set([...disk].flatMap(([uri, text]) => (inGit.get(uri) === text ? [] : [uri]))),
    },
    blobNames: (text) => blobNames(Buffer.from(text)),
    isOpen: (uri) => documents.has(uri),
    fileOf: (uri) =>
      uri.startsWith('file:///project/') ? { uri, folder: 'file:///project', language: 'typescript' } : undefined,
    mayRecord: async (uri) => !uri.includes('secret') && !excluded.has(uri),
    excluded: (uri) => forgotten.push(uri),
    recorder: {
      recordEdit: (fact) => parts.recorder.recordEdit(fact),
      recordReported: (fact, by) => parts.recorder.recordReported(fact, by),
      forgetDocument: (uri) => {
        forgotten.push(uri);
        parts.recorder.forgetDocument(uri);
      },
    },
    report: (error) => errors.push(error),
  });
  files.closed = closed;
  const pass = async (milliseconds: number): Promise<void> => {
    for (let at = 0; at < milliseconds; at += 250) {
      time.advance(250);
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
    assert.deepEqual([errors, parts.errors], [[], []]);
  };
  for (const [uri, text] of inGit) parts.committed.set(uri, [text]);
  return {
    ...{ ...parts, closed, disk, inGit, documents, forgotten, excluded, pass },
    asked: () => asked,
    write: (uri: string, text: string | undefined): void => {
      if (text === undefined) disk.delete(uri);
      else disk.set(uri, text);
      parts.disk.fileChanged(uri);
      closed.changed(uri);
    },
    recorded: () =>
      parts.accepted.map(({ uri, confidence, places }) => [
        uri,
        confidence,
        places.map(({ line, lines }) => [line, lines]),
      ]),
  };
}

function reportOf(text: string, part: Partial<AgentReport> = {}): AgentReport {
  const blob = blobNames(Buffer.from(text))[0];
  return {
    id: 'one',
    agent: 'claude-code',
    session: 's',
    tool: 'Edit',
    time: 0,
    path: '/project/a.ts',
    edits: [],
    blob,
    ...part,
  };
}

describe('a file that is not open', () => {
  const COMMITTED = 'one();\ntwo();\n';

  it('costs nothing while no agent is at work', async () => {
    const { write, pass, recorded, asked } = project({ [A]: COMMITTED });
    write(A, `${COMMITTED}three();\n`);
    await pass(12_000);
    assert.deepEqual([recorded(), asked()], [[], 0]);
  });

  it('is recorded with what an agent changed in it, as often as it does, and with nothing else', async () => {
    const { activity, write, pass, recorded, followUps } = project({ [A]: COMMITTED });
    activity.began(CLAUDE, 'claude');
    await pass(500);
    write(A, `zero();\n${COMMITTED}`);
    await pass(2_000);
    write(A, `zero();\n${COMMITTED}three();\nfour();\n`);
    await pass(2_000);
    assert.deepEqual(recorded(), [
      [A, 'likely', [[0, 1]]],
      [A, 'likely', [[3, 2]]],
    ]);
    write(A, undefined);
    await pass(2_000);
    assert.deepEqual(
      followUps.flatMap((one) => (one.kind === 'acceptance-state' ? [one.state] : [])),
      ['deleted', 'deleted'],
    );
  });

  it('is recorded as a whole where an agent makes it', async () => {
    const { activity, write, pass, recorded } = project({});
    activity.began(CLAUDE, 'codex');
    await pass(500);
    write(A, COMMITTED);
    await pass(2_000);
    assert.deepEqual(recorded(), [[A, 'likely', [[0, 2]]]]);
  });

  it('keeps what the person had changed in it, before the agent began, or in the editor meanwhile', async () => {
    const { activity, disk, write, documents, closed, pass, recorded } = project({ [A]: COMMITTED });
    disk.set(A, `mine();\n${COMMITTED}`);
    activity.began(CLAUDE, 'claude');
    await pass(500);
    write(A, `mine();\n${COMMITTED}agent();\n`);
    await pass(2_000);
    closed.opened(A, () => `mine();\n${COMMITTED}agent();\n`);
    documents.set(A, '');
    documents.delete(A);
    const later = `mine();\n${COMMITTED}agent();\nmineToo();\n`;
    disk.set(A, later);
    closed.closed(A, () => later);
    write(A, `${later}agentToo();\n`);
    await pass(2_000);
    assert.deepEqual(recorded(), [
      [A, 'likely', [[3, 1]]],
      [A, 'likely', [[5, 1]]],
    ]);
  });

  it('is not recorded where it was closed with unsaved edits, or was in it when nobody knew', async () => {
    const { activity, write, closed, pass, recorded } = project({ [A]: COMMITTED });
    activity.began(CLAUDE, 'claude');
    await pass(500);
    closed.closed(A, undefined);
    write(A, `${COMMITTED}agent();\n`);
    await pass(2_000);
    assert.deepEqual(recorded(), []);
    // From then on it is known what stands there.
    write(A, `${COMMITTED}agent();\nagain();\n`);
    await pass(2_000);
    assert.deepEqual(recorded(), [[A, 'likely', [[3, 1]]]]);
  });

  it('is nothing of an agent that git brings back or is excluded', async () => {
    const { activity, write, pass, recorded, git, time, disk } = project({ [A]: COMMITTED });
    disk.set(A, 'other();\n');
    activity.began(CLAUDE, 'claude');
    await pass(500);
    write(A, COMMITTED);
    await pass(2_000);
    git.last = time.now();
    write(A, 'stashed();\n');
    write('file:///project/secret.ts', 'secret();\n');
    write('file:///elsewhere/b.ts', 'elsewhere();\n');
    await pass(12_000);
    assert.deepEqual(recorded(), []);
  });

  it('is begun with anew after a flood of changes, of which none is recorded', async () => {
    const { activity, write, pass, recorded, forgotten, asked } = project({ [A]: COMMITTED });
    activity.began(CLAUDE, 'claude');
    await pass(500);
    write(A, `${COMMITTED}agent();\n`);
    await pass(2_000);
    for (let at = 0; at < 10_000; at += 1) write(`file:///project/many/${String(at)}.ts`, 'many();\n');
    const before = asked();
    await pass(5_000);
    assert.deepEqual([recorded().length, forgotten, asked()], [1, [A], before]);
    write(A, `${COMMITTED}agent();\nmore();\n`);
    await pass(2_000);
    assert.deepEqual(recorded()[1], [A, 'likely', [[3, 1]]]);
  });

  it('is certain where the agent reports it, before and after it is told of', async () => {
    const { activity, write, closed, pass, recorded, followUps, time } = project({ [A]: COMMITTED });
    activity.began(CLAUDE, 'claude');
    await pass(500);
    const [first, second] = [`${COMMITTED}three();\n`, `${COMMITTED}three();\nfour();\n`];
    write(A, first);
    await pass(2_000);
    void closed.reported([{ report: reportOf(first, { time: time.now() }), uri: A }]);
    void closed.reported([{ report: reportOf(first, { time: time.now() }), uri: A }]);
    await pass(500);
    assert.deepEqual(
      followUps.map((one) => one.kind === 'acceptance-upgraded' && one.confidence),
      ['certain'],
    );
    void closed.reported([{ report: reportOf(second, { id: 'two', time: time.now() }), uri: A }]);
    await pass(500);
    write(A, second);
    await pass(5_000);
    assert.deepEqual(recorded(), [
      [A, 'likely', [[2, 1]]],
      [A, 'certain', [[3, 1]]],
    ]);
  });

  it('that was written while nobody looked is certain by its edits, and a guess by its content alone', async () => {
    const { closed, disk, pass, recorded } = project({ [A]: COMMITTED, 'file:///project/b.ts': '' });
    disk.set(A, 'zero();\nmine();\none();\ntwo();\nthird = 3\n');
    const edits = [
      { removed: 'one();', inserted: 'zero();\nmine();\none();' },
      { removed: '', inserted: 'third = 3\n' },
    ];
    disk.set('file:///project/b.ts', 'whole();\n');
    void closed.reported([
      { report: reportOf('', { edits: [edits[0]!], blob: undefined }), uri: A },
      { report: reportOf('', { id: 'two', time: 1, edits: [edits[1]!], blob: undefined }), uri: A },
      { report: reportOf('whole();\n', { id: 'three' }), uri: 'file:///project/b.ts' },
      { report: reportOf('gone();\n', { id: 'four' }), uri: 'file:///project/b.ts' },
    ]);
    await pass(3_000);
    assert.deepEqual(recorded(), [
      [A, 'certain', [[0, 3]]],
      ['file:///project/b.ts', 'guess', [[0, 1]]],
    ]);
  });

  it('is certain by its edits also where the disk tells of it after the agent', async () => {
    const { closed, disk, write, pass, recorded } = project({ [A]: COMMITTED });
    const after = `${COMMITTED}three();\n`;
    disk.set(A, after);
    const edits = [{ removed: 'two();', inserted: 'two();\nthree();' }];
    void closed.reported([{ report: reportOf('', { edits, blob: undefined }), uri: A }]);
    await pass(250);
    assert.equal(closed.textOf(A), after);
    write(A, after);
    await pass(3_000);
    assert.deepEqual(recorded(), [[A, 'certain', [[2, 1]]]]);
  });

  it('is followed no more when it becomes excluded', async () => {
    const { activity, write, closed, excluded, forgotten, pass, recorded } = project({ [A]: COMMITTED });
    activity.began(CLAUDE, 'claude');
    await pass(500);
    write(A, `${COMMITTED}agent();\n`);
    await pass(2_000);
    await closed.askAgain();
    assert.notEqual(closed.textOf(A), undefined);
    excluded.add(A);
    await closed.askAgain();
    assert.deepEqual([closed.textOf(A), forgotten], [undefined, [A]]);
    write(A, `${COMMITTED}agent();\nmore();\n`);
    await pass(12_000);
    assert.equal(recorded().length, 1);
  });

  it('is followed no more when all is let go', async () => {
    const { activity, write, recorder: subject, closed, pass, recorded } = project({ [A]: COMMITTED });
    activity.began(CLAUDE, 'claude');
    await pass(500);
    write(A, `${COMMITTED}agent();\n`);
    await pass(2_000);
    await subject.letGo();
    assert.equal(closed.textOf(A), undefined);
    write(A, `${COMMITTED}agent();\nmore();\n`);
    await pass(12_000);
    assert.equal(recorded().length, 1);
  });
});
