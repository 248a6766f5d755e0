import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The person whose repository it is. */
export const ME = 'me@example.com';

/** About when the first commit of a repository is made, in milliseconds since 1970 UTC. */
export const FIRST_COMMIT = Date.UTC(2026, 10, 18, 8);

/** A real repository in a folder, which nothing that is configured on this machine reaches. */
export class GitRepository {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  /** Makes one in a folder that is there or not. */
  static async in(root: string): Promise<GitRepository> {
    const repository = new GitRepository(root);
    await mkdir(root, { recursive: true });
    repository.git('init', '--quiet', '--initial-branch=main');
    repository.git('config', 'user.name', 'Me');
    repository.git('config', 'user.email', ME);
    return repository;
  }

  /** One that is there already, such as a worktree. */
  static at(root: string): GitRepository {
    return new GitRepository(root);
  }

  /** Runs git, and gives what it says. */
  git(...args: string[]): string {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ...this.#dates() };
    const run = spawnSync('git', ['-c', 'commit.gpgSign=false', ...args], { cwd: this.root, encoding: 'utf8', env });
    assert.equal(run.status, 0, run.stderr);
    return run.stdout.trim();
  }

  async write(path: string, content: string | Uint8Array): Promise<void> {
    const file = join(this.root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }

  /** Commits all that is in the work tree, and gives the commit. */
  commit(message: string, ...args: string[]): string {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', message, ...args);
    return this.head();
  }

  head(): string {
    return this.git('rev-parse', 'HEAD');
  }

  /** Notes on a commit as git-ai does, in the form of its standard: lines by path, all of one session. */
  note(commit: string, files: Readonly<Record<string, string>>): void {
    this.git('notes', '--ref=ai', 'add', '--force', '--message', gitAiNote(files), commit);
  }

  #at = FIRST_COMMIT / 1_000;

  /** A second later with each command, so that the order of commits is that in which they were made. */
  #dates(): Record<string, string> {
    this.#at += 1;
    return { GIT_AUTHOR_DATE: `${this.#at} +0000`, GIT_COMMITTER_DATE: `${this.#at} +0000` };
  }
}

function gitAiNote(files: Readonly<Record<string, string>>): string {
  const lines = Object.entries(files).flatMap(([path, ranges]) => [
    /\s/u.test(path) ? `"${path}"` : path,
    `  s_c9883b05a2487d::t_9f8e7d6c5b4a32 ${ranges}`,
  ]);
  const sessions = { s_c9883b05a2487d: { agent_id: { tool: 'claude', id: 'conversation', model: 'a model' } } };
  const metadata = { schema_version: 'authorship/3.0.0', base_commit_sha: '', prompts: {}, sessions };
  return [...lines, '---', JSON.stringify(metadata, undefined, 2)].join('\n');
}
