import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { looseBlobs } from '../../../src/git/looseBlobs.ts';
import { GitStagedFiles } from '../../../src/git/stagedFiles.ts';
import { GitRepository } from '../../support/gitRepository.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const staged = new GitStagedFiles(() => true);
const LONGEST = 1_000;

describe('contents that git keeps in files of their own', () => {
  const folders = temporaryFolder();
  let repository: GitRepository;
  let root = '';

  beforeEach(async () => {
    root = join(folders.path, 'repository');
    repository = await GitRepository.in(root);
  });

  /** Writes a content, and gives its name. */
  async function content(text: string | Uint8Array): Promise<string> {
    await repository.write('content', text);
    return repository.git('hash-object', '-w', 'content');
  }

  function fileOf(name: string): string {
    return join(root, '.git', 'objects', name.slice(0, 2), name.slice(2));
  }

  async function put(name: string, bytes: Uint8Array): Promise<void> {
    await chmod(fileOf(name), 0o644);
    await writeFile(fileOf(name), bytes);
  }

  async function isFound(name: string): Promise<boolean> {
    return (await looseBlobs(root, [name], LONGEST)).has(name);
  }

  it('are what git says of them, and told by git once it has packed them', async () => {
    const texts = ['', 'one\n', 'blob 3\0one', 'ü\r\nlast', 'x'.repeat(LONGEST)];
    const names: string[] = [];
    for (const text of texts) names.push(await content(text));
    const found = await looseBlobs(root, names, LONGEST);
    assert.deepEqual(
      names.map((name) => found.get(name)?.toString()),
      texts,
    );
    const told = await staged.texts(root, names);
    assert.equal(told.get(names[3] ?? ''), 'ü\nlast');
    for (const name of names) repository.git('update-index', '--add', '--cacheinfo', `100644,${name},${name}.ts`);
    repository.git('commit', '--quiet', '--message', 'Packed');
    repository.git('repack', '-adq');
    const later = await content('later\n');
    assert.deepEqual([...(await looseBlobs(root, [...names, later], LONGEST)).keys()], [later]);
    assert.deepEqual(await staged.texts(root, [...names, later]), new Map([...told, [later, 'later\n']]));
  });

  it('are those of the repository, asked in a worktree of it', async () => {
    const name = await content('one\n');
    repository.git('commit', '--quiet', '--allow-empty', '--message', 'First');
    const other = join(folders.path, 'other');
    repository.git('worktree', 'add', '--quiet', '-b', 'side', other);
    assert.equal((await looseBlobs(other, [name], LONGEST)).get(name)?.toString(), 'one\n');
  });

  it('are not read where they are too long, no contents of files, or not there', async () => {
    assert.ok(!(await isFound(await content('x'.repeat(LONGEST + 1)))));
    await content('one\n');
    repository.git('add', 'content');
    assert.ok(!(await isFound(repository.git('write-tree'))));
    assert.ok(!(await isFound('f'.repeat(40))));
    assert.deepEqual(await looseBlobs(folders.path, ['f'.repeat(40)], LONGEST), new Map());
    assert.deepEqual(await new GitStagedFiles(() => false).texts(root, [await content('one\n')]), new Map());
  });

  it('are not read where a file is damaged, or says what it does not hold', async () => {
    const name = await content('one\n'.repeat(20));
    const bytes = await readFile(fileOf(name));
    assert.ok(await isFound(name));
    for (const damaged of [
      ...[bytes.subarray(0, bytes.length - 3), bytes.subarray(0, 0), Buffer.from('no such thing')],
      ...['blob 3\0one\n', 'blob 5\0one\n', 'blob -4\0one\n', 'blob one\n', 'commit 4\0one\n'].map((text) =>
        deflateSync(Buffer.from(text)),
      ),
      // Much of nothing takes few bytes.
      deflateSync(Buffer.concat([Buffer.from('blob 4\0'), Buffer.alloc(50_000_000)])),
    ]) {
      await put(name, damaged);
      assert.ok(!(await isFound(name)));
    }
    await put(name, bytes);
    assert.ok(await isFound(name), 'it would be found otherwise');
  });

  it('are not waited for where something else stands in their place', async () => {
    const name = await content('one\n');
    await rm(fileOf(name));
    execFileSync('mkfifo', [fileOf(name)]);
    assert.ok(!(await isFound(name)));
  });
});
