import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { GitApi, GitRepository } from '../../../src/host/scm/gitApi.ts';
import { watchRepositories, type CommitListener } from '../../../src/host/scm/repositoryWatch.ts';

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

/** The git extension, which gives its API only where it is on. */
class Git {
  isOn = true;
  models: Model[] = [];
  readonly #opened = new Set<(repository: GitRepository) => unknown>();
  readonly #closed = new Set<(repository: GitRepository) => unknown>();
  readonly #enabled = new Set<(isOn: boolean) => unknown>();

  readonly onDidChangeEnablement: vscode.Event<boolean> = (listener) => listenIn(this.#enabled, listener);

  get listeners(): number {
    return [this.#opened, this.#closed, this.#enabled].reduce((sum, { size }) => sum + size, 0);
  }

  readonly api = (): GitApi | undefined =>
    this.isOn
      ? {
          toGitUri: (uri) => uri,
          repositories: this.models.map(({ shown }) => shown),
          onDidOpenRepository: (listener) => listenIn(this.#opened, listener),
          onDidCloseRepository: (listener) => listenIn(this.#closed, listener),
        }
      : undefined;

  open(model: Model): void {
    this.models.push(model);
    for (const listener of this.#opened) listener(model.shown);
  }

  close(model: Model): void {
    this.models = this.models.filter((one) => one !== model);
    for (const listener of this.#closed) listener(model.shown);
  }

  enable(): void {
    this.isOn = true;
    for (const listener of this.#enabled) listener(true);
  }
}

function listenIn<T>(listeners: Set<(value: T) => unknown>, listener: (value: T) => unknown): vscode.Disposable {
  listeners.add(listener);
  return { dispose: () => listeners.delete(listener) };
}

describe('repositories that are open', () => {
  let told: string[];
  let git: Git;
  let listener: CommitListener;

  beforeEach(() => {
    told = [];
    git = new Git();
    const tell = (what: string) => (root: vscode.Uri) => void told.push(`${what} ${root.toString()}`);
    listener = {
      ...{ opened: tell('opened'), committed: tell('committed'), switched: tell('switched') },
      ...{ changed: tell('changed'), closed: tell('closed') },
    };
  });

  it('are told of no more once they are closed, and hold nothing', () => {
    const watching = watchRepositories(git, listener);
    const model = new Model('shop', { name: 'main', commit: 'a' });
    for (let times = 0; times < 3; times += 1) {
      git.open(model);
      assert.equal(model.listeners.size, 1);
      git.close(model);
      assert.equal(model.listeners.size, 0, 'the git extension may still be looking at it');
    }
    git.open(model);
    git.open(model);
    assert.equal(model.listeners.size, 1, 'it is told of once');
    watching.dispose();
    assert.deepEqual([model.listeners.size, git.listeners], [0, 0]);
  });

  it('are told of where git is only switched on later, and once', () => {
    git.isOn = false;
    git.models = [new Model('shop', { name: 'main', commit: 'a' })];
    const watching = watchRepositories(git, listener);
    assert.deepEqual(told, []);
    git.enable();
    git.enable();
    git.open(new Model('depot', undefined));
    assert.deepEqual(told, ['opened shop', 'opened depot']);
    watching.dispose();
    assert.equal(git.listeners, 0);
  });

  it('tell of a commit on the same branch, the first one too', () => {
    const model = new Model('shop', { name: 'main' });
    git.models = [model];
    watchRepositories(git, listener);
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
    git.models = [model];
    watchRepositories(git, listener);
    model.change({ name: 'topic', commit: 'a' });
    assert.deepEqual(told, ['opened shop', 'changed shop'], 'there is no commit that could be new');
    // As "git switch --create other && git commit" is seen, at once.
    model.change({ name: 'other', commit: 'b' });
    assert.deepEqual(told.slice(2), ['switched shop', 'changed shop']);
  });

  it('tell of a commit that was made while git could not say at which one they are', () => {
    const model = new Model('shop', { name: 'main', commit: 'a' });
    git.models = [model];
    watchRepositories(git, listener);
    model.head = undefined;
    model.change();
    model.change({ name: 'main', commit: 'b' });
    assert.deepEqual(told, ['opened shop', 'changed shop', 'committed shop', 'changed shop']);
  });

  it('tell of no commit where it is only now known at which one they are', () => {
    const model = new Model('shop', undefined);
    git.models = [model];
    watchRepositories(git, listener);
    model.change({ name: 'main', commit: 'a' });
    assert.deepEqual(told, ['opened shop', 'changed shop']);
  });
});
