import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readGitAiNote } from '../../../src/domain/commits/gitAiNote.ts';
import { GitCommits } from '../../../src/git/gitCommits.ts';
import { GitStagedFiles } from '../../../src/git/stagedFiles.ts';
import { touchedFolders } from '../../../src/git/touchedFolders.ts';
import type { OwnCommit } from '../../../src/ports/commits.ts';
import { GitRepository, ME } from '../../support/gitRepository.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const commits = new GitCommits(() => true);

describe('the commits of a real repository', () => {
  const folders = temporaryFolder();
  let repository: GitRepository;
  let root = '';

  beforeEach(async () => {
    root = join(await realpath(folders.path), 'repository');
    repository = await GitRepository.in(root);
  });

  async function own(): Promise<readonly OwnCommit[]> {
    return commits.own(root, 0);
  }

  /** What the latest own commit changed, as the lines that it added by path. */
  async function changed(): Promise<Record<string, string>> {
    const [latest] = await own();
    assert.ok(latest !== undefined);
    const files = await commits.changedFiles(root, latest);
    const ranges = files.map(({ path, added }): [string, string] => [
      path,
      added.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join(),
    ]);
    return Object.fromEntries(ranges);
  }

  it('are those of the person, newest first, and those of an agent that the person made', async () => {
    const first = repository.commit('First');
    repository.commit('A colleague’s', '--author=Colleague <colleague@example.com>');
    const agents = repository.commit('An agent’s', '--author=Claude <noreply@anthropic.com>');
    repository.git('config', 'user.email', 'ME@EXAMPLE.COM');
    const found = await own();
    assert.deepEqual(
      found.map(({ id }) => id),
      [agents, first],
    );
    assert.equal(found[1]?.author.mail, ME);
    assert.equal(found[0]?.message, 'An agent’s\n');
    assert.deepEqual(found[1].parents, []);
  });

  it('are none without a commit, without a name, outside of a repository, and where the workspace is not trusted', async () => {
    assert.deepEqual(await own(), []);
    repository.commit('First');
    assert.equal((await own()).length, 1);
    assert.deepEqual(await new GitCommits(() => false).own(root, 0), []);
    assert.deepEqual(await new GitCommits(() => false).traces(root), '');
    assert.deepEqual(await commits.own(folders.path, 0), []);
    assert.deepEqual(await commits.own(join(root, 'gone'), 0), []);
    repository.git('config', 'user.email', '');
    assert.deepEqual(await own(), []);
  });

  it('are the latest fifty, and none that is older than asked for', async () => {
    for (let at = 0; at < 52; at += 1) repository.commit(`Commit ${at}`);
    const found = await own();
    assert.equal(found.length, 50);
    assert.equal(found[0]?.message, 'Commit 51\n');
    const since = found[2]?.committer.at ?? 0;
    assert.equal((await commits.own(root, since)).length, 3);
  });

  it('tell the lines that they added', async () => {
    await repository.write('a.ts', 'one\ntwo\nthree\n');
    await repository.write('gone.ts', 'gone\n');
    repository.commit('First');
    assert.deepEqual(await changed(), { 'a.ts': '1-3', 'gone.ts': '1' });
    await repository.write('a.ts', 'zero\none\ntwo\n3\nfour');
    await repository.write('empty.ts', '');
    repository.git('rm', '--quiet', 'gone.ts');
    repository.commit('Second');
    assert.deepEqual(await changed(), { 'a.ts': '1,4-5' });
  });

  it('tell them whatever a file is called, and however its lines end', async () => {
    const names = [
      'with blanks.ts',
      'with "quotes".ts',
      'two\nlines.ts',
      'übung 🎓.ts',
      '-flag.ts',
      ':(glob)**',
      'tab\t.ts',
    ];
    for (const name of names) await repository.write(name, 'first\r\nsecond\r\n');
    repository.commit('First');
    assert.deepEqual(await changed(), Object.fromEntries(names.map((name) => [name, '1-2'])));
  });

  it('tell them beside a file with megabytes of lines', async () => {
    await repository.write('data.txt', `${'x'.repeat(99)}\n`.repeat(90_000));
    await repository.write('source.ts', 'const a = 1;\n');
    repository.commit('First');
    assert.deepEqual(await changed(), { 'data.txt': '1-90000', 'source.ts': '1' });
  });

  it('tell only what changed of a file that was renamed', async () => {
    const lines = Array.from({ length: 20 }, (_, at) => `const line${at} = ${at};`);
    await repository.write('before.ts', lines.join('\n'));
    await repository.write('same.ts', 'const same = true;\n');
    repository.commit('First');
    await rename(join(root, 'before.ts'), join(root, 'after.ts'));
    await rename(join(root, 'same.ts'), join(root, 'moved.ts'));
    await repository.write('after.ts', [...lines, 'const more = true;'].join('\n'));
    repository.commit('Second');
    assert.deepEqual(await changed(), { 'after.ts': '20-21' });
    const [latest] = await own();
    const [file] = latest === undefined ? [] : await commits.changedFiles(root, latest);
    assert.deepEqual([file?.from, file?.before], ['before.ts', repository.git('rev-parse', 'HEAD~1:before.ts')]);
  });

  it('tell what the attributes of the repository call generated, and a file that was a link', async () => {
    await repository.write('.gitattributes', '*.gen.ts linguist-generated\n');
    await symlink('/etc/passwd', join(root, 'was a link.ts'));
    repository.commit('First');
    await rm(join(root, 'was a link.ts'));
    for (const name of ['was a link.ts', 'a.gen.ts']) await repository.write(name, 'text\n');
    repository.commit('Second');
    const [latest] = await own();
    assert.ok(latest !== undefined);
    const files = await commits.changedFiles(root, latest);
    const found = files.map(({ path, before, isGenerated }) => ({ path, before, isGenerated }));
    assert.deepEqual(found, [
      { path: 'a.gen.ts', before: undefined, isGenerated: true },
      { path: 'was a link.ts', before: undefined, isGenerated: false },
    ]);
  });

  it('tell of a merge what is in no parent', async () => {
    const middle = Array.from({ length: 9 }, (_, at) => `middle ${at}`);
    await repository.write('a.ts', ['top', ...middle, 'end'].join('\n'));
    repository.commit('First');
    repository.git('switch', '--quiet', '--create', 'side');
    await repository.write('a.ts', ['top', ...middle, 'end of the side'].join('\n'));
    await repository.write('side.ts', 'side\n');
    repository.commit('Side');
    repository.git('switch', '--quiet', 'main');
    await repository.write('a.ts', ['top of main', ...middle, 'end'].join('\n'));
    repository.commit('Main');
    repository.git('merge', '--quiet', '--no-commit', 'side');
    await repository.write('a.ts', ['top of main', 'by the merge', ...middle, 'end of the side'].join('\n'));
    repository.commit('Merge');
    assert.deepEqual(await changed(), { 'a.ts': '2' });
  });

  it('tell nothing of links, submodules and what is no text', async () => {
    await repository.write('binary.bin', new Uint8Array([0, 1, 2, 10, 0]));
    await symlink('/etc/passwd', join(root, 'link.ts'));
    const inner = await GitRepository.in(join(root, 'inner'));
    inner.commit('Inner');
    repository.commit('First');
    assert.deepEqual(await changed(), {});
  });

  it('give texts as they were committed, without the mark of their encoding', async () => {
    await repository.write('a.ts', '\uFEFFone\r\ntwo');
    await repository.write('latin.ts', Buffer.from('caf\u00e9\n', 'latin1'));
    repository.commit('First');
    const [latest] = await own();
    assert.ok(latest !== undefined);
    const files = await commits.changedFiles(root, latest);
    assert.deepEqual(await Promise.all(files.map(({ blob }) => commits.text(root, blob))), ['one\r\ntwo', undefined]);
    assert.equal(await commits.text(root, 'f'.repeat(40)), undefined);
  });
});

describe('what others say of the commits of a real repository', () => {
  const folders = temporaryFolder();
  let repository: GitRepository;
  let root = '';

  beforeEach(async () => {
    root = join(await realpath(folders.path), 'repository');
    repository = await GitRepository.in(root);
  });

  async function noteOf(commit: string): Promise<string | undefined> {
    const blob = (await commits.notes(root, [commit])).get(commit);
    return blob === undefined ? undefined : commits.text(root, blob);
  }

  it('is in the notes of git-ai', async () => {
    const first = repository.commit('First');
    const second = repository.commit('Second');
    assert.equal(await noteOf(first), undefined);
    repository.note(first, { 'my file.ts': '1-2' });
    const claims = readGitAiNote((await noteOf(first)) ?? '');
    assert.deepEqual(claims, new Map([['my file.ts', [{ first: 1, last: 2, by: 'ai' }]]]));
    assert.equal(await noteOf(second), undefined);
    repository.git('notes', '--ref=ai', 'remove', first);
    assert.equal(await noteOf(first), undefined);
  });

  it('is found however deep git has sorted the notes', async () => {
    const commit = repository.commit('First');
    await repository.write('note', 'the note');
    const note = repository.git('hash-object', '-w', 'note');
    for (const path of [
      commit,
      `${commit.slice(0, 2)}/${commit.slice(2)}`,
      `${commit.slice(0, 2)}/${commit.slice(2, 4)}/${commit.slice(4)}`,
    ]) {
      repository.git('read-tree', '--empty');
      repository.git('update-index', '--add', '--cacheinfo', `100644,${note},${path}`);
      repository.git(
        'update-ref',
        'refs/notes/ai',
        repository.git('commit-tree', '-m', 'Notes', repository.git('write-tree')),
      );
      assert.equal(await noteOf(commit), 'the note');
    }
  });

  it('goes with an amended commit only where its note does', async () => {
    await repository.write('a.ts', 'one\n');
    const before = repository.commit('First');
    repository.note(before, { 'a.ts': '1' });
    const after = repository.commit('First, amended', '--amend');
    assert.equal(await noteOf(after), undefined);
    repository.git('notes', '--ref=ai', 'copy', before, after);
    assert.ok((await noteOf(after))?.startsWith('a.ts\n'));
  });

  it('is nothing where the name of the notes leads elsewhere', async () => {
    const commit = repository.commit('First');
    const tree = repository.git('write-tree');
    await repository.write('a.ts', 'text\n');
    const blob = repository.git('hash-object', '-w', 'a.ts');
    for (const target of [tree, blob, commit]) {
      repository.git('update-ref', 'refs/notes/ai', target);
      assert.equal(await noteOf(commit), undefined);
    }
    await writeFile(join(root, '.git', 'refs', 'notes', 'ai'), 'ref: ../../../../etc/passwd\n');
    assert.equal(await noteOf(commit), undefined);
    // A folder where the note should be, and a note that is larger than anybody writes.
    await rm(join(root, '.git', 'refs', 'notes', 'ai'));
    await repository.write(join(commit, 'note'), 'in a folder');
    repository.git('add', '--all');
    repository.git(
      'update-ref',
      'refs/notes/ai',
      repository.git('commit-tree', '-m', 'Notes', repository.git('write-tree')),
    );
    assert.equal(await noteOf(commit), undefined);
    await repository.write('large', 'x'.repeat(1_000_001));
    const large = repository.git('hash-object', '-w', 'large');
    repository.git('read-tree', '--empty');
    repository.git('update-index', '--add', '--cacheinfo', `100644,${large},${commit}`);
    repository.git(
      'update-ref',
      'refs/notes/ai',
      repository.git('commit-tree', '-m', 'Notes', repository.git('write-tree')),
    );
    assert.equal(await noteOf(commit), undefined);
  });

  it('is in the records of Agent Trace, of which the latest are read', async () => {
    assert.equal(await commits.traces(root), '');
    await repository.write('.agent-trace/traces.jsonl', 'first\nsecond\n');
    assert.equal(await commits.traces(root), 'first\nsecond\n');
    await repository.write('.agent-trace/traces.jsonl', `first\n${'x'.repeat(4_000_000)}\nlast\n`);
    const text = await commits.traces(root);
    assert.equal(text.length, 4_000_000);
    assert.ok(text.endsWith('x\nlast\n'));
  });

  it('is not read where a link leads elsewhere, or where there is no plain file', async () => {
    const elsewhere = join(folders.path, 'elsewhere');
    await mkdir(elsewhere);
    await writeFile(join(elsewhere, 'traces.jsonl'), 'secret');
    await symlink(elsewhere, join(root, '.agent-trace'));
    assert.equal(await commits.traces(root), '');
    const other = await GitRepository.in(join(folders.path, 'other'));
    await mkdir(join(other.root, '.agent-trace'));
    await symlink(join(elsewhere, 'traces.jsonl'), join(other.root, '.agent-trace', 'traces.jsonl'));
    assert.equal(await commits.traces(other.root), '');
    const third = await GitRepository.in(join(folders.path, 'third'));
    await mkdir(join(third.root, '.agent-trace', 'traces.jsonl'), { recursive: true });
    assert.equal(await commits.traces(third.root), '');
  });
});

describe('a repository that would have git run something', () => {
  const folders = temporaryFolder();

  it('has it run nothing', async () => {
    const root = join(await realpath(folders.path), 'repository');
    const repository = await GitRepository.in(root);
    await repository.write('.gitattributes', '* diff=evil filter=evil\n');
    await repository.write('a.ts', 'one\n');
    repository.commit('First');
    repository.commit('Second', '--trailer', 'Co-authored-by: Claude <noreply@anthropic.com>');
    repository.note(repository.head(), { 'a.ts': '1' });
    const marker = join(folders.path, 'something ran');
    const script = join(folders.path, 'evil.sh');
    await writeFile(script, `#!/bin/sh\necho "$0 $*" >> '${marker}'\ncat\n`);
    await chmod(script, 0o755);
    await mkdir(join(root, 'hooks'));
    for (const hook of ['post-index-change', 'reference-transaction', 'pre-auto-gc', 'fsmonitor-watchman']) {
      await symlink(script, join(root, 'hooks', hook));
    }
    const settings = [
      'core.fsmonitor',
      'core.pager',
      'core.editor',
      'core.sshCommand',
      'diff.external',
      'pager.rev-list',
    ];
    const drivers = [
      'diff.evil.command',
      'diff.evil.textconv',
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.evil.process',
    ];
    const others = ['credential.helper', 'gpg.program', 'interactive.diffFilter', 'uploadpack.packObjectsHook'];
    for (const name of [...settings, ...drivers, ...others]) repository.git('config', name, script);
    for (const alias of ['cat-file', 'rev-list', 'diff-tree', 'diff-index', 'check-attr', 'rev-parse', 'config']) {
      repository.git('config', `alias.${alias}`, `!${script}`);
    }
    repository.git('config', 'core.hooksPath', join(root, 'hooks'));
    repository.git('config', 'extensions.partialClone', 'evil');
    repository.git('config', 'remote.evil.promisor', 'true');
    repository.git('config', 'remote.evil.url', `ext::${script}`);
    repository.git('config', 'protocol.ext.allow', 'always');
    // What is staged is put into the index by its name: the test's own git would run the filters.
    repository.git('update-index', '--add', '--cacheinfo', `100644,${repository.git('rev-parse', 'HEAD:a.ts')},b.ts`);
    // What ran until here was the test's own git.
    await writeFile(marker, '');
    await repository.write('a.ts', 'one\ntwo\n');
    const staged = new GitStagedFiles(() => true);
    const [file, ...more] = (await staged.staged(root)) ?? [];
    assert.deepEqual([file?.path, more], ['b.ts', []]);
    assert.equal(await staged.text(root, file?.blob ?? ''), 'one\n');
    assert.notEqual(await staged.stagedState(root), undefined);
    assert.equal((await touchedFolders({ folder: root, trusted: true })).length, 1);
    const found = await commits.own(root, 0);
    assert.equal(found.length, 2);
    for (const commit of found) {
      for (const { blob } of await commits.changedFiles(root, commit)) await commits.text(root, blob);
    }
    assert.equal(
      (
        await commits.notes(
          root,
          found.map(({ id }) => id),
        )
      ).size,
      1,
    );
    // Not there, so that git would fetch it.
    assert.equal(await commits.text(root, 'f'.repeat(40)), undefined);
    assert.equal(await readFile(marker, 'utf8'), '');
  });
});
