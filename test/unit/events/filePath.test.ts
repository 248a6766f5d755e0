import assert from 'node:assert/strict';
import { filePath, matchesPath } from '../../../src/domain/events/filePath.ts';

describe('the path of a file', () => {
  const cases: [string, string | undefined, string][] = [
    ['file:///p/src/a.ts', 'file:///p', 'src/a.ts'],
    ['file:///p/src/%C3%BC%20b.ts', 'file:///p', 'src/ü b.ts'],
    ['file:///p/a.ts', 'file:///pp', '/p/a.ts'],
    ['file:///p/a.ts', undefined, '/p/a.ts'],
    ['file:///c%3A/p/a.ts', 'file:///c%3A/p', 'a.ts'],
    ['file:///c%3A/p/a.ts', undefined, 'c:/p/a.ts'],
    ['untitled:Untitled-1', undefined, 'Untitled-1'],
    ['file:///p/100%.ts', undefined, '/p/100%.ts'],
    ['vscode-remote://ssh-remote%2Bhost/p/a.ts', undefined, '/p/a.ts'],
  ];
  for (const [uri, folder, path] of cases) {
    it(`of ${uri} in ${folder ?? 'no folder'} is ${path}`, () => {
      assert.equal(filePath({ uri, folder }), path);
      assert.ok(matchesPath({ uri, folder }, path));
    });
  }

  it('matches Windows paths as people write them', () => {
    const file = { uri: 'file:///c%3A/p/src/a.ts', folder: 'file:///c%3A/p' };
    assert.ok(matchesPath(file, 'C:\\p\\src\\a.ts'));
    assert.ok(matchesPath(file, 'src\\a.ts'));
    assert.ok(!matchesPath(file, 'a.ts'));
  });
});
