import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { commitIn } from '../../../src/host/scm/commitIn.ts';
import type { GitRepository } from '../../../src/host/scm/gitApi.ts';

function repository(root: string): GitRepository {
  return { rootUri: { toString: () => root } as vscode.Uri } as GitRepository;
}

describe('a commit in a repository', () => {
  let committed: string[];
  const commit = (root: vscode.Uri): Promise<void> => {
    committed.push(root.toString());
    return Promise.resolve();
  };

  beforeEach(() => {
    committed = [];
  });

  it('is made where it is open, in whatever object the git extension has it now', async () => {
    const git = { repositories: [repository('/home/shop'), repository('/home/shop/depot')] };
    assert.equal(await commitIn(git, repository('/home/shop/depot'), commit), true);
    assert.deepEqual(committed, ['/home/shop/depot']);
  });

  it('is made in no other one where it was closed meanwhile', async () => {
    const git = { repositories: [repository('/home/shop')] };
    assert.equal(await commitIn(git, repository('/home/shop/depot'), commit), false);
    assert.deepEqual(committed, []);
  });
});
