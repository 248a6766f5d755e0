import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { GitRepository } from '../../../src/host/scm/gitApi.ts';
import { RepositoryWatch } from '../../../src/host/scm/repositoryWatch.ts';

/** A repository as the git extension has it, which gives it to others in another object each time. */
class Model {
  head: GitRepository['state']['HEAD'];
  readonly listeners = new Set<() => void>();
  readonly #root: string;

  constructor(root: string, head: GitRepository['state']['HEAD']) {
    this.#root = root;
    this.head = head;
  }

  get shown(): GitRepository {
    const head = (): GitRepository['state']['HEAD'] => this.head;
    return {
      rootUri: { toString: () => this.#root } as vscode.Uri,
      inputBox: { value: '' },
      ui: { selected: false },
      state: {
        get HEAD() {
          return head();
        },
        indexChanges: [],
        onDidChange: (listener) => {
          const one = (): void => void listener();
          this.listeners.add(one);
          return { dispose: () => this.listeners.delete(one) };
        },
      },
      status: () => Promise.resolve(),
    };
  }

  change(head = this.head): void {
    this.head = head;
    for (const listener of [...this.listeners]) listener();
  }
}

describe('repositories that are open', () => {
  let told: string[];
  let watch: RepositoryWatch;

  beforeEach(() => {
    told = [];
    const tell = (what: string) => (root: vscode.Uri) => void told.push(`${what} ${root.toString()}`);
    watch = new RepositoryWatch({
      ...{ opened: tell('opened'), committed: tell('committed'), switched: tell('switched') },
      ...{ changed: tell('changed'), closed: tell('closed') },
    });
  });

  it('are told of no more once they are closed, and hold nothing', () => {
    const model = new Model('shop', { name: 'main', commit: 'a' });
    for (let times = 0; times < 3; times += 1) {
      watch.open(model.shown);
      assert.equal(model.listeners.size, 1);
      watch.close(model.shown);
      assert.equal(model.listeners.size, 0, 'the git extension may still be looking at it');
    }
    watch.open(model.shown);
    watch.open(model.shown);
    assert.equal(model.listeners.size, 1, 'it is told of once');
    watch.dispose();
    assert.equal(model.listeners.size, 0);
  });

  it('tell of a commit on the same branch, the first one too', () => {
    const model = new Model('shop', { name: 'main' });
    watch.open(model.shown);
    model.change({ name: 'main', commit: 'a' });
    model.change({ name: 'main', commit: 'b' });
    model.change();
    assert.deepEqual(told, [
      'opened shop',
      ...['committed shop', 'changed shop', 'committed shop', 'changed shop', 'changed shop'],
    ]);
  });

  it('tell of another branch that is at another commit, since that may be new', () => {
    const model = new Model('shop', { name: 'main', commit: 'a' });
    watch.open(model.shown);
    model.change({ name: 'topic', commit: 'a' });
    assert.deepEqual(told, ['opened shop', 'changed shop'], 'there is no commit that could be new');
    // As "git switch --create other && git commit" is seen, at once.
    model.change({ name: 'other', commit: 'b' });
    assert.deepEqual(told.slice(2), ['switched shop', 'changed shop']);
  });

  it('tell of no commit where it is only now known at which one they are', () => {
    const model = new Model('shop', undefined);
    watch.open(model.shown);
    model.change({ name: 'main', commit: 'a' });
    assert.deepEqual(told, ['opened shop', 'changed shop']);
  });
});
