import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderWithin, writeNewText } from '../../src/storage/export/newTextFile.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

describe('a new file of text', () => {
  const folders = temporaryFolder();
  let base = '';

  beforeEach(async () => {
    base = await realpath(folders.path);
    for (const name of ['workspace', 'elsewhere']) await mkdir(join(base, name));
  });

  it('is made, and never over another one', async () => {
    const path = join(base, 'a.md');
    assert.equal(await writeNewText(path, 'é\n'), true);
    assert.equal(await writeNewText(path, 'other\n'), false);
    assert.equal(await readFile(path, 'utf8'), 'é\n');
  });

  it('follows no link that leads nowhere', async () => {
    await symlink(join(base, 'elsewhere', 'b.md'), join(base, 'b.md'));
    assert.equal(await writeNewText(join(base, 'b.md'), 'text'), false);
    assert.deepEqual(await readdir(join(base, 'elsewhere')), []);
  });

  it('rejects where the disk does', async () => {
    await assert.rejects(writeNewText(join(base, 'nowhere', 'a.md'), 'text'), { code: 'ENOENT' });
  });

  it('has its folder made in the workspace', async () => {
    const workspace = join(base, 'workspace');
    assert.equal(await folderWithin(join(workspace, 'docs', 'adr'), [workspace]), join(workspace, 'docs', 'adr'));
    assert.equal(await folderWithin(workspace, ['/nowhere', workspace]), workspace);
    assert.deepEqual(await readdir(join(workspace, 'docs')), ['adr']);
  });

  it('has no folder made outside of it, by no name and no link', async () => {
    const workspace = join(base, 'workspace');
    await symlink(join(base, 'elsewhere'), join(workspace, 'docs'));
    const outside = ['docs/adr', '../elsewhere/adr', 'new/../../elsewhere/adr', '..'].map(
      (path) => `${workspace}/${path}`,
    );
    for (const path of [...outside, `${workspace}-too`]) {
      assert.equal(await folderWithin(path, [workspace]), undefined, path);
    }
    assert.deepEqual(await readdir(join(base, 'elsewhere')), []);
    assert.deepEqual((await readdir(base)).sort(), ['elsewhere', 'workspace']);
  });

  it('says so where a file has the name of the folder', async () => {
    const workspace = join(base, 'workspace');
    await writeFile(join(workspace, 'docs'), '');
    await assert.rejects(folderWithin(join(workspace, 'docs', 'adr'), [workspace]));
  });
});
