import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, chmod, mkdir, readFile, realpath, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GitStagedFiles } from '../../../src/git/stagedFiles.ts';
import type { DiffedFile } from '../../../src/ports/stagedFiles.ts';
import { GitRepository } from '../../support/gitRepository.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const staged = new GitStagedFiles(() => true);
const TWENTY = Array.from({ length: 20 }, (_, at) => `const line${at} = ${at};`);

describe('what lies staged in a real repository', () => {
  const folders = temporaryFolder();
  let repository: GitRepository;
  let root = '';

  beforeEach(async () => {
    root = join(await realpath(folders.path), 'repository');
    repository = await GitRepository.in(root);
  });

  async function files(of = root): Promise<readonly DiffedFile[]> {
    const found = await staged.staged(of);
    assert.ok(found !== undefined);
    // A commit that waits for its hook is known by its tree.
    assert.deepEqual(await staged.staged(of, repository.git('-C', of, 'write-tree')), found);
    return staged.withGenerated(of, found);
  }

  /** The added lines by path. */
  async function added(of = root): Promise<Record<string, string>> {
    return Object.fromEntries((await files(of)).map((file) => [file.path, rangesOf(file)]));
  }

  it('is all of a repository without a commit, and then what the last one lacks', async () => {
    assert.deepEqual(await files(), []);
    await repository.write('a.ts', 'one\ntwo\n');
    repository.git('add', 'a.ts');
    const blob = repository.git('hash-object', 'a.ts');
    const file = { path: 'a.ts', from: undefined, before: undefined, blob };
    assert.deepEqual(await files(), [{ ...file, added: [{ first: 1, last: 2 }], isGenerated: false }]);
    repository.commit('First');
    assert.deepEqual(await files(), []);
    await repository.write('a.ts', 'one\ntwo\nthree\n');
    await repository.write('gone.ts', 'not staged\n');
    repository.git('add', 'a.ts');
    // The work tree goes on.
    await repository.write('a.ts', 'zero\none\ntwo\nthree\n');
    const [changed] = await files();
    assert.deepEqual([changed?.before, changed && rangesOf(changed)], [blob, '3']);
    assert.equal(await staged.text(root, changed?.blob ?? ''), 'one\ntwo\nthree\n');
    repository.git('checkout', '--quiet', '--detach');
    assert.deepEqual(await added(), { 'a.ts': '3' });
  });

  it('is of a hunk that part of it which was staged', async () => {
    await repository.write('a.ts', TWENTY.join('\n'));
    repository.commit('First');
    // By AI, by AI, typed, by AI: the first and the third are staged.
    const [ai, more, typed, last] = ['byAi();', 'moreByAi();', 'typed();', 'lastByAi();'] as const;
    const both = [...TWENTY.slice(0, 10), ai, typed, ...TWENTY.slice(10)].join('\n');
    await repository.write('part.ts', both);
    const blob = repository.git('hash-object', '-w', 'part.ts');
    await rm(join(root, 'part.ts'));
    await repository.write('a.ts', [...TWENTY.slice(0, 10), ai, more, typed, last, ...TWENTY.slice(10)].join('\n'));
    repository.git('update-index', '--cacheinfo', `100644,${blob},a.ts`);
    assert.deepEqual(await added(), { 'a.ts': '11-12' });
    assert.equal(await staged.text(root, blob), both);
  });

  it('names a file by its new name and its former one', async () => {
    await repository.write('before.ts', TWENTY.join('\n'));
    await repository.write('same.ts', 'const same = true;\n');
    repository.commit('First');
    await mkdir(join(root, 'sub'));
    await rename(join(root, 'before.ts'), join(root, 'sub', 'after.ts'));
    await rename(join(root, 'same.ts'), join(root, 'moved.ts'));
    await repository.write('sub/after.ts', [...TWENTY, 'const more = true;'].join('\n'));
    repository.git('add', '--all');
    const [file, ...others] = await files();
    assert.deepEqual(others, []);
    assert.deepEqual([file?.from, file?.path, file && rangesOf(file)], ['before.ts', 'sub/after.ts', '20-21']);
    assert.equal(file?.before, repository.git('rev-parse', 'HEAD:before.ts'));
  });

  it('is found whatever a file is called, unless that is no text', async () => {
    const names = [
      'with blanks.ts',
      '"quotes".ts',
      'two\nlines.ts',
      'übung 🎓.ts',
      '-flag.ts',
      ':(glob)**',
      'tab\t.ts',
      'bell\x07 \x01\x7f.ts',
    ];
    for (const name of [...names, '\uFEFFmark.ts']) await repository.write(name, 'first\n');
    // Elsewhere it is a name of two folders.
    await repository.write('back\\slash \\101.ts', 'first\n');
    await writeFile(Buffer.from(`${root}/latin-\u00e9.ts`, 'latin1'), 'first\n');
    repository.git('add', '--all');
    assert.deepEqual(Object.keys(await added()).sort(), [...names, '\uFEFFmark.ts'].sort());
  });

  it('is neither links, submodules nor what is no text, but a file that was a link', async () => {
    await symlink('/etc/passwd', join(root, 'was a link.ts'));
    await repository.write('mode.sh', 'echo\n');
    repository.commit('First');
    await repository.write('binary.bin', new Uint8Array([0, 1, 2, 10, 0]));
    await symlink('/etc/passwd', join(root, 'link.ts'));
    const inner = await GitRepository.in(join(root, 'inner'));
    inner.commit('Inner');
    await rm(join(root, 'was a link.ts'));
    await repository.write('was a link.ts', 'now a file\n');
    await chmod(join(root, 'mode.sh'), 0o755);
    await repository.write('empty.ts', '');
    await repository.write('meant.ts', 'meant to be added\n');
    repository.git('add', '--', 'binary.bin', 'link.ts', 'inner', 'was a link.ts', 'mode.sh', 'empty.ts');
    repository.git('add', '--intent-to-add', 'meant.ts');
    assert.deepEqual(await added(), { 'was a link.ts': '1' });
    // What is in a submodule is staged in it.
    await inner.write('b.ts', 'in the submodule\n');
    inner.git('add', '--all');
    assert.deepEqual(await added(inner.root), { 'b.ts': '1' });
  });

  it('has the lines of git, with plain breaks, whatever breaks a file has', async () => {
    await repository.write('a.ts', 'one\r\ntwo\rstill two\r\nthree');
    await repository.write('latin.ts', Buffer.from('caf\u00e9\n', 'latin1'));
    repository.git('add', '--all');
    assert.deepEqual(await added(), { 'a.ts': '1-3', 'latin.ts': '1' });
    const texts = (await files()).map(({ blob }) => staged.text(root, blob));
    assert.deepEqual(await Promise.all(texts), ['one\ntwo\rstill two\nthree', undefined]);
    assert.equal(await staged.text(root, 'f'.repeat(40)), undefined);
  });

  it('is in a worktree what is staged there', async () => {
    await repository.write('a.ts', 'one\n');
    repository.commit('First');
    const other = join(folders.path, 'other');
    repository.git('worktree', 'add', '--quiet', '-b', 'side', other);
    const before = await staged.stagedState(other);
    await writeFile(join(other, 'a.ts'), 'one\ntwo\n');
    repository.git('-C', other, 'add', '--all');
    assert.deepEqual(await added(other), { 'a.ts': '2' });
    assert.deepEqual(await added(), {});
    assert.notEqual(await staged.stagedState(other), before);
  });

  it('is told where git names things by longer names', async () => {
    const longer = join(folders.path, 'sha256');
    execFileSync('git', ['init', '--quiet', '--object-format=sha256', longer]);
    await writeFile(join(longer, 'a.ts'), 'one\n');
    execFileSync('git', ['-C', longer, 'add', '--all']);
    assert.deepEqual(await added(longer), { 'a.ts': '1' });
    assert.equal((await files(longer))[0]?.blob.length, 64);
  });

  it('says what the attributes call generated, vendored or documentation, as they are staged', async () => {
    const attributes = [
      '*.gen.ts linguist-generated',
      'lib/** linguist-vendored=true',
      '*.md linguist-documentation',
      'lib/own/** -linguist-vendored',
      '*.off.ts linguist-generated=false',
    ];
    const names = ['a.gen.ts', 'b.ts', 'lib/c.ts', 'lib/own/d.ts', 'e.md', 'f.off.ts', 'lib/two\nlines.ts'];
    for (const name of names) await repository.write(name, `${name}\n`);
    await repository.write('.gitattributes', attributes.join('\n'));
    repository.git('add', '--all');
    await rm(join(root, '.gitattributes'));
    const generated = (await files()).filter(({ isGenerated }) => isGenerated).map(({ path }) => path);
    assert.deepEqual(generated.sort(), ['a.gen.ts', 'e.md', 'lib/c.ts', 'lib/two\nlines.ts']);
  });

  it('is unknown while git waits for somebody to go on, and where a conflict is left', async () => {
    await repository.write('a.ts', 'one\n');
    repository.commit('First');
    repository.git('switch', '--quiet', '--create', 'side');
    await repository.write('a.ts', 'side\n');
    repository.commit('Side');
    repository.git('switch', '--quiet', 'main');
    await repository.write('a.ts', 'main\n');
    repository.commit('Main');
    const begin = [
      ['merge', 'side'],
      ['cherry-pick', 'side'],
      ['revert', '--no-edit', 'HEAD~1'],
      ['rebase', 'side'],
    ];
    for (const [command = '', ...args] of begin) {
      assert.throws(() => repository.git(command, ...args), command);
      repository.git('add', '--all');
      assert.equal(await staged.staged(root), undefined, command);
      repository.git(command, '--abort');
      assert.deepEqual(await files(), [], command);
    }
    // Changes that were put aside do not fit any more: nothing of git's says so but the index.
    await repository.write('a.ts', 'put aside\n');
    repository.git('stash', '--quiet');
    await repository.write('a.ts', 'meanwhile\n');
    repository.commit('Meanwhile');
    assert.throws(() => repository.git('stash', 'pop'));
    assert.equal(await staged.staged(root), undefined);
  });

  it('is unknown outside of a repository, in a broken one, and where the workspace is not trusted', async () => {
    await repository.write('a.ts', 'one\n');
    repository.git('add', '--all');
    const untrusted = new GitStagedFiles(() => false);
    const blob = repository.git('hash-object', 'a.ts');
    assert.deepEqual(
      [await untrusted.staged(root), await untrusted.stagedState(root), await untrusted.text(root, blob)],
      [undefined, undefined, undefined],
    );
    assert.deepEqual(
      [await staged.staged(folders.path), await staged.stagedState(folders.path)],
      [undefined, undefined],
    );
    assert.equal(await staged.staged(join(root, 'gone')), undefined);
    // A commit that is not there is not the same as none.
    await writeFile(join(root, '.git', 'refs', 'heads', 'main'), `${'e'.repeat(40)}\n`);
    assert.equal(await staged.staged(root), undefined);
    await writeFile(join(root, '.git', 'HEAD'), 'ref: refs/../../../etc/passwd\n');
    assert.equal(await staged.stagedState(root), undefined);
  });

  it('is told of two thousand files, and of more than git may say those that it told completely', async () => {
    const made = Array.from(
      { length: 2_000 },
      (_, at) => `M 100644 inline src/${at % 20}/${at}.ts\n${dataOf(`const a = ${at};\n`)}`,
    );
    const stream = ['commit refs/heads/made\ncommitter Me <me@example.com> 0 +0000\n', dataOf('Made'), ...made].join(
      '',
    );
    execFileSync('git', ['fast-import', '--quiet'], { cwd: root, input: stream });
    repository.git('read-tree', 'made');
    const all = await files();
    assert.equal(all.length, 2_000);
    assert.ok(all.every((file) => rangesOf(file) === '1'));
    const part = (await new GitStagedFiles(() => true, 450_000).staged(root)) ?? [];
    assert.ok(part.length > 500 && part.length < 2_000, `${part.length} files`);
    assert.deepEqual(await staged.withGenerated(root, part), all.slice(0, part.length));
    assert.deepEqual(await new GitStagedFiles(() => true, 10_000).staged(root), [], 'cut before the first lines');
  });
});

describe('the name of what lies staged', () => {
  const folders = temporaryFolder();
  let repository: GitRepository;
  let root = '';

  beforeEach(async () => {
    root = join(await realpath(folders.path), 'repository');
    repository = await GitRepository.in(root);
  });

  /** The name, which has to be another one than before, or else the same. */
  let last: string | undefined;
  async function isOther(): Promise<boolean> {
    const name = await staged.stagedState(root);
    assert.ok(name !== undefined);
    const is = name !== last;
    last = name;
    return is;
  }

  it('is another one when something else is staged, and upon another commit', async () => {
    assert.equal(await staged.stagedState(root), undefined);
    await repository.write('a.ts', 'one\n');
    repository.git('add', '--all');
    assert.ok(await isOther());
    repository.git('commit', '--quiet', '--message', 'First');
    assert.ok(await isOther());
    repository.git('commit', '--quiet', '--allow-empty', '--message', 'Second');
    assert.ok(await isOther());
    await repository.write('a.ts', 'two\n');
    assert.ok(!(await isOther()), 'what is not staged is none of it');
    repository.git('add', '--all');
    assert.ok(await isOther());
  });

  it('is the same however the repository keeps it', async () => {
    await repository.write('a.ts', 'one\n');
    repository.commit('First');
    await isOther();
    repository.git('pack-refs', '--all');
    assert.ok(!(await isOther()), 'packed');
    const index = join(root, '.git', 'index');
    const bytes = await readFile(index);
    await rm(index);
    await writeFile(index, bytes);
    assert.ok(!(await isOther()), 'written again');
    repository.git('checkout', '--quiet', '--detach');
    assert.ok(!(await isOther()), 'without a branch');
  });

  it('goes by the file where an index has no checksum', async () => {
    await repository.write('a.ts', 'one\n');
    repository.commit('First');
    const index = join(root, '.git', 'index');
    const bytes = await readFile(index);
    await writeFile(index, Buffer.concat([bytes.subarray(0, -20), Buffer.alloc(20)]));
    await utimes(index, 1_000, 1_000);
    assert.ok(await isOther());
    assert.ok(!(await isOther()));
    await utimes(index, 1_000, 2_000);
    assert.ok(await isOther());
    await appendFile(index, Buffer.alloc(20));
    await utimes(index, 1_000, 2_000);
    assert.ok(await isOther());
  });

  it('is none where something else stands in the place of a file', async () => {
    await mkdir(join(root, '.git', 'index'));
    assert.equal(await staged.stagedState(root), undefined);
    await rm(join(root, '.git', 'index'), { recursive: true });
    execFileSync('mkfifo', [join(root, '.git', 'index')]);
    assert.equal(await staged.stagedState(root), undefined);
  });
});

function rangesOf({ added }: DiffedFile): string {
  return added.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join();
}

/** A content as git's import takes it. */
function dataOf(content: string): string {
  return `data ${content.length}\n${content}\n`;
}
