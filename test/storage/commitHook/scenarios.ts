// What people do with git that comes to a commit, each with how often the commit hook is to ask.
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GitRepository } from '../../support/gitRepository.ts';
import { repositoryIn } from './hookedRepository.ts';

export interface Scenario {
  readonly name: string;
  /** how many of its commits are asked about */
  readonly asks: number;
  /** what lies ready before anybody commits; a change of `a.ts` is staged by default */
  readonly prepare?: (repository: GitRepository) => Promise<void>;
  /** of a shell, in the top folder of the work tree; all have to succeed */
  readonly commands: string;
  /** a folder in it that is a work tree too, and is the one that is committed in */
  readonly at?: string;
  /** where its hooks lie, when that is not `.git` */
  readonly gitFolder?: string;
  /** other lines of the hook */
  readonly hook?: { readonly before?: string; readonly after?: string };
  /** begins without any commit */
  readonly isUnborn?: true;
}

/** Where a test puts programs that a repository uses. */
export function toolsBeside(root: string): string {
  return join(root, '..', 'tools');
}

async function stage(repository: GitRepository, text = 'one\ntwo\n'): Promise<void> {
  await repository.write('a.ts', text);
  repository.git('add', '--all');
}

/** A branch that changes `a.ts` in its own way, with two commits; the work tree is at main, which has changed too. */
async function twoBranches(repository: GitRepository, { conflict }: { conflict: boolean }): Promise<void> {
  repository.git('checkout', '--quiet', '-b', 'other');
  await repository.write('b.ts', 'one\nof the other\n');
  repository.commit('Other, first');
  await repository.write(conflict ? 'a.ts' : 'c.ts', 'other\n');
  repository.commit('Other, second');
  repository.git('checkout', '--quiet', 'main');
  await repository.write('a.ts', 'main\n');
  repository.commit('Main');
}

const conflicting = (repository: GitRepository): Promise<void> => twoBranches(repository, { conflict: true });
const separate = (repository: GitRepository): Promise<void> => twoBranches(repository, { conflict: false });

async function secondAndStaged(repository: GitRepository): Promise<void> {
  await repository.write('b.ts', 'one\ntwo\n');
  repository.commit('Second');
  await stage(repository);
}

async function submodule(repository: GitRepository): Promise<void> {
  await repositoryIn(join(repository.root, 'source'));
  repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', './source', 'lib');
  await repository.write('.gitignore', 'source\n');
  repository.commit('With a part of its own');
  await stage(GitRepository.at(join(repository.root, 'lib')));
}

async function workTree(repository: GitRepository): Promise<void> {
  await repository.write('.gitignore', 'beside\n');
  repository.commit('Ready');
  repository.git('worktree', 'add', '--quiet', '-b', 'side', 'beside/tree one');
  await stage(GitRepository.at(join(repository.root, 'beside/tree one')));
}

/** Writes what gpg would say when it has signed. */
const SIGNS = `#!/bin/sh
cat >/dev/null
printf '\\n[GNUPG:] SIG_CREATED \\n' >&2
printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nnone\\n-----END PGP SIGNATURE-----\\n'
`;

async function signing(repository: GitRepository): Promise<void> {
  const program = join(toolsBeside(repository.root), 'gpg');
  await writeFile(program, SIGNS);
  await chmod(program, 0o755);
  repository.git('config', 'gpg.program', program);
  repository.git('config', 'commit.gpgSign', 'true');
  await stage(repository);
}

async function messageHooks(repository: GitRepository): Promise<void> {
  for (const [name, word] of [
    ['prepare-commit-msg', 'prepared'],
    ['commit-msg', 'checked'],
  ] as const) {
    await repository.write(`.git/hooks/${name}`, `#!/bin/sh\necho ${word} >>"$1"\n`);
    await chmod(join(repository.root, '.git/hooks', name), 0o755);
  }
  await stage(repository);
}

/** As git's own sample of such a hook has it. */
async function mergeHook(repository: GitRepository): Promise<void> {
  const hook = '.git/hooks/pre-merge-commit';
  await repository.write(hook, '#!/bin/sh\ntest ! -x "${0%/*}/pre-commit" || exec "${0%/*}/pre-commit"\n');
  await chmod(join(repository.root, hook), 0o755);
  await separate(repository);
}

const SAY = 'GIT_EDITOR=\'printf "Said in an editor\\n" >\'';

export const SCENARIOS: readonly Scenario[] = [
  { name: 'a message', asks: 1, commands: 'git commit -m Second' },
  { name: 'a message that is piped', asks: 1, commands: 'printf "Second\\n\\nMore\\n" | git commit -F -' },
  { name: 'an editor', asks: 1, commands: `${SAY} git commit` },
  { name: 'an amended commit', asks: 1, commands: 'git commit --amend --no-edit' },
  { name: 'an amended message', asks: 1, commands: `git reset --quiet && ${SAY} git commit --amend` },
  {
    ...{ name: 'a fixup and an autosquash', asks: 1, prepare: secondAndStaged },
    commands: 'git commit --fixup HEAD~1 && GIT_SEQUENCE_EDITOR=: git rebase --root --interactive --autosquash',
  },
  {
    ...{
      name: 'a reworded commit',
      asks: 0,
      prepare: (repository) => stage(repository).then(() => void repository.commit('Second')),
    },
    commands: `GIT_SEQUENCE_EDITOR='sed -i s/^pick/reword/' ${SAY} git rebase --interactive HEAD~1`,
  },
  {
    ...{ name: 'a rebase with a conflict', asks: 0, prepare: conflicting },
    commands:
      'git rebase other || echo solved >a.ts; git add a.ts; git commit -m Solved; GIT_EDITOR=: git rebase --continue',
  },
  {
    ...{ name: 'a commit after a rebase with a conflict', asks: 1, prepare: conflicting },
    commands:
      'git rebase other || echo solved >a.ts; git add a.ts; GIT_EDITOR=: git rebase --continue; echo >>b.ts; git add b.ts; git commit -m Third',
  },
  {
    ...{ name: 'a rebase by patches with a conflict', asks: 0, prepare: conflicting },
    commands: 'git rebase --apply other || echo solved >a.ts; git add a.ts; git rebase --continue',
  },
  {
    ...{ name: 'a merge with a conflict', asks: 0, prepare: conflicting },
    commands: 'git merge other || echo solved >a.ts; git add a.ts; git commit --no-edit',
  },
  { name: 'a merge', asks: 0, prepare: separate, commands: 'git merge --no-edit other' },
  {
    ...{ name: 'a merge that runs the hook of commits', asks: 0, prepare: mergeHook },
    commands: 'git merge --no-edit other',
  },
  {
    ...{ name: 'a squashed merge', asks: 1, prepare: separate },
    commands: 'git merge --squash other && git commit -m Squashed',
  },
  { name: 'a cherry-pick', asks: 0, prepare: separate, commands: 'git cherry-pick other~1 other' },
  {
    ...{ name: 'a cherry-pick with a conflict', asks: 0, prepare: conflicting },
    commands: 'git cherry-pick other || echo solved >a.ts; git add a.ts; GIT_EDITOR=: git cherry-pick --continue',
  },
  {
    ...{ name: 'a cherry-pick that is committed by hand', asks: 0, prepare: conflicting },
    commands: 'git cherry-pick other || echo solved >a.ts; git add a.ts; git commit --no-edit',
  },
  { name: 'a revert', asks: 0, prepare: separate, commands: 'git revert --no-edit HEAD' },
  {
    ...{ name: 'a revert with a conflict', asks: 0, prepare: secondAndStaged },
    commands:
      'git commit --no-verify -m Third; echo >>a.ts; git add a.ts; git commit --no-verify -m Fourth; git revert --no-edit HEAD~1 || echo solved >a.ts; git add a.ts; git commit --no-edit',
  },
  {
    ...{ name: 'patches by mail', asks: 0, prepare: separate },
    commands: 'git format-patch --quiet --stdout main..other >mail && git am mail && rm mail',
  },
  { name: 'no hooks', asks: 0, commands: 'git commit --no-verify -m Second' },
  { name: 'a stash', asks: 0, commands: 'git stash && git stash apply --index' },
  { name: 'all that has changed', asks: 0, commands: 'git commit -a -m Second' },
  { name: 'some files', asks: 0, commands: 'echo >>b.ts; git commit -m Second a.ts' },
  { name: 'some files besides', asks: 0, commands: 'echo >>b.ts; git commit --include -m Second b.ts' },
  {
    name: 'another index',
    asks: 0,
    commands: 'cp .git/index .git/mine; GIT_INDEX_FILE=.git/mine git commit -m Second',
  },
  {
    ...{ name: 'an index of that name elsewhere', asks: 0 },
    commands: 'mkdir .git/mine; cp .git/index .git/mine/index; GIT_INDEX_FILE=.git/mine/index git commit -m Second',
  },
  {
    ...{ name: 'a repository that is named', asks: 1 },
    commands: 'top=$PWD; cd /; git --git-dir="$top/.git" --work-tree="$top" commit -m Second',
  },
  {
    ...{ name: 'a folder in the work tree', asks: 1 },
    commands: 'mkdir -p deep/er && cd deep/er && git commit -m Second',
  },
  {
    ...{ name: 'a work tree beside it', asks: 1, prepare: workTree, at: 'beside/tree one' },
    commands: 'cd "beside/tree one" && git commit -m Second',
  },
  {
    ...{ name: 'a submodule', asks: 1, prepare: submodule, at: 'lib', gitFolder: '.git/modules/lib' },
    commands: 'cd lib && git commit -m Second',
  },
  { name: 'the first commit', asks: 1, isUnborn: true, commands: 'git commit -m First' },
  { name: 'no branch', asks: 1, commands: 'git checkout --quiet --detach && git commit -m Second' },
  { name: 'a signature', asks: 1, prepare: signing, commands: 'git commit -m Second' },
  { name: 'hooks that change the message', asks: 1, prepare: messageHooks, commands: 'git commit -m Second' },
  { name: 'nothing new', asks: 1, commands: 'git reset --quiet --hard; ! git commit -m Second' },
  { name: 'an empty commit', asks: 1, commands: 'git reset --quiet --hard && git commit --allow-empty -m Second' },
  {
    name: 'several commits',
    asks: 3,
    commands: 'for n in 1 2 3; do echo $n >>a.ts; git add a.ts; git commit -m $n; done',
  },
  {
    ...{ name: 'a hook that refuses', asks: 1, hook: { after: 'exit 1\n' } },
    commands: '! git commit -m Refused && git commit --no-verify -m Second',
  },
  {
    ...{
      name: 'a hook that stops at everything',
      asks: 1,
      hook: { before: 'set -eu\n', after: 'echo "$?" >.git/ended\n' },
    },
    commands: 'git commit -m Second && test "$(cat .git/ended)" = 0',
  },
];

/** Makes the repository of a scenario in a folder, without any hook. */
export async function prepare({ prepare: ready = stage, isUnborn }: Scenario, root: string): Promise<GitRepository> {
  const repository = isUnborn ? await GitRepository.in(root) : await repositoryIn(root);
  await ready(repository);
  return repository;
}
