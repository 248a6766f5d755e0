import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { touchedFolders } from '../../../src/git/touchedFolders.ts';
import { GitRepository } from '../../support/gitRepository.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const DAY = 86_400;

describe('what the commits of a real repository did by folder', () => {
  const folders = temporaryFolder();

  it('is told of the topmost folders that say what is in them, with the months and files', async () => {
    const root = join(await realpath(folders.path), 'repository');
    await GitRepository.in(root);
    const asked = { folder: root, trusted: true };
    assert.deepEqual(await touchedFolders(asked), [], 'without a commit');
    const commits: [number, string[]][] = [
      [0, ['src/git/a.ts', 'src/git/deep/b.ts', 'src/main.ts', 'README.md']],
      [1, ['src/git/a.ts', 'src/übung "x"/c.ts']],
      [40, ['src/git/two\nlines.ts', 'test/unit/a.ts']],
      [41, ['test/unit/a.ts', 'test/storage/b.ts']],
    ];
    const stream = commits.map(([day, paths]) => commitOf(day * DAY, paths));
    execFileSync('git', ['fast-import', '--quiet'], { cwd: root, input: stream.join('') });
    const found = await touchedFolders(asked);
    assert.deepEqual(
      found.toSorted((a, b) => (a.folder < b.folder ? -1 : 1)),
      [
        { folder: '', commits: 1, months: 1, files: 1 },
        { folder: 'src', commits: 1, months: 1, files: 1 },
        { folder: 'src/git', commits: 3, months: 2, files: 3 },
        { folder: 'src/übung "x"', commits: 1, months: 1, files: 1 },
        { folder: 'test', commits: 2, months: 1, files: 2 },
      ],
    );
    assert.deepEqual(await touchedFolders({ ...asked, trusted: false }), []);
    assert.deepEqual(await touchedFolders({ ...asked, folder: join(root, 'gone') }), []);
  });

  it('is of the latest thousand commits', async () => {
    const root = join(await realpath(folders.path), 'repository');
    await GitRepository.in(root);
    const stream = Array.from({ length: 1_003 }, (_, at) => commitOf(at * 60, [at < 4 ? 'old/a.ts' : 'new/a.ts']));
    execFileSync('git', ['fast-import', '--quiet'], { cwd: root, input: stream.join('') });
    const found = await touchedFolders({ folder: root, trusted: true });
    assert.deepEqual(found.map(({ folder, commits }) => `${folder} ${commits}`).sort(), ['new 999', 'old 1']);
  });
});

let content = 0;

/** A commit as git's import takes it, in seconds since the first one. */
function commitOf(at: number, paths: readonly string[]): string {
  const files = paths.map((path) => {
    const text = `content ${(content += 1)}\n`;
    const name = `"${path.replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
    return `M 100644 inline ${name}\ndata ${text.length}\n${text}\n`;
  });
  const head = `commit refs/heads/main\ncommitter Me <me@example.com> ${1_770_000_000 + at} +0000\ndata 1\nm\n`;
  return `${head}${files.join('')}`;
}
