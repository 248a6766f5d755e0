import assert from 'node:assert/strict';
import { isInRepository } from '../../../src/domain/commits/repositoryPath.ts';

describe('a path that a repository tells of', () => {
  it('is taken where it lies in the repository', () => {
    for (const path of ['a.ts', 'src/my "file".ts', 'two\nlines', '..a/b..', 'übung/🎓', '.github/a', ':(glob)**']) {
      assert.ok(isInRepository(path), path);
    }
  });

  it('is none where it leads out of it, or nowhere', () => {
    const out = ['../a.ts', 'src/../../a.ts', '/etc/passwd', 'C:/a.ts', 'a\\..\\b', 'a\0b', 'a//b', './a', '', 'src/'];
    for (const path of [...out, '.git/config', 'sub/.GIT/hooks/a', 'a'.repeat(5_000)]) {
      assert.ok(!isInRepository(path), path);
    }
  });
});
