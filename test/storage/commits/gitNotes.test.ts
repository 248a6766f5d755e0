// Notes of Grasp on commits of real repositories.
import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { appendGitNote } from '../../../src/git/gitNotes.ts';
import { gitNoteText } from '../../../src/features/share-note/noteTexts.ts';
import { sharedNote } from '../../../src/features/share-note/sharedNote.ts';
import { GitRepository } from '../../support/gitRepository.ts';
import { noteOf } from '../../support/fakeExplanations.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

describe('notes of Grasp in real repositories', () => {
  const folders = temporaryFolder();
  let repository: GitRepository;
  let commit = '';

  beforeEach(async () => {
    repository = await GitRepository.in(join(await realpath(folders.path), 'repository'));
    await repository.write('a.ts', 'one\n');
    commit = repository.commit('First');
  });

  const asked = (trusted = true) => ({ folder: repository.root, trusted });
  const shown = () => repository.git('notes', '--ref=grasp', 'show', commit);

  it('stand under a ref of their own, after what stood there', async () => {
    assert.deepEqual(await appendGitNote(asked(), commit, 'Why: "é" $(touch x)\n# no comment\n'), { kind: 'written' });
    assert.deepEqual(await appendGitNote(asked(), commit, 'More\n'), { kind: 'written' });
    assert.equal(shown(), 'Why: "é" $(touch x)\n# no comment\n\nMore');
    assert.equal(repository.head(), commit, 'the commit is as it was');
    assert.equal(repository.git('for-each-ref', '--format=%(refname)', 'refs/notes'), 'refs/notes/grasp');
    assert.equal(repository.git('status', '--porcelain'), '');
  });

  it('are not added twice', async () => {
    const text = gitNoteText(sharedNote(noteOf(1, { text: 'Why  \n\n\n\n  so\t\n' })));
    await appendGitNote(asked(), commit, text);
    assert.deepEqual(await appendGitNote(asked(), commit, text), { kind: 'there already' });
    assert.equal(`${shown()}\n`, text);
  });

  it('are for commits that are there, and for nothing else', async () => {
    const blob = repository.git('rev-parse', 'HEAD:a.ts');
    for (const name of ['0'.repeat(40), blob, 'HEAD', '--help', '']) {
      assert.deepEqual(await appendGitNote(asked(), name, 'Why\n'), { kind: 'no commit' }, name);
    }
    assert.equal(repository.git('for-each-ref', 'refs/notes'), '');
  });

  it('are not written without trust', async () => {
    assert.deepEqual(await appendGitNote(asked(false), commit, 'Why\n'), { kind: 'untrusted' });
    assert.equal(repository.git('for-each-ref', 'refs/notes'), '');
  });

  it('run nothing of the repository', async () => {
    const marker = join(folders.path, 'ran');
    const hooks = join(repository.root, '.git', 'own');
    await mkdir(hooks);
    const script = join(hooks, 'reference-transaction');
    await writeFile(script, `#!/bin/sh\necho "$0" >> '${marker}'\n`);
    await chmod(script, 0o755);
    repository.git('config', 'core.hooksPath', hooks);
    repository.git('config', 'core.editor', script);
    repository.git('config', 'core.fsmonitor', script);
    repository.git('config', 'core.pager', script);
    repository.git('config', 'notes.displayRef', '*');
    repository.git('config', 'alias.notes', `!${script}`);
    assert.deepEqual(await appendGitNote(asked(), commit, 'Why\n'), { kind: 'written' });
    assert.deepEqual(await appendGitNote(asked(), commit, 'More\n'), { kind: 'written' });
    await assert.rejects(readFile(marker));
  });

  it('say what git says where it can not write', async () => {
    await mkdir(join(repository.root, '.git', 'refs', 'notes'), { recursive: true });
    await writeFile(join(repository.root, '.git', 'refs', 'notes', 'grasp.lock'), '');
    const outcome = await appendGitNote(asked(), commit, 'Why\n');
    assert.equal(outcome.kind, 'failed');
    assert.match('reason' in outcome ? outcome.reason : '', /lock/u);
  });
});
