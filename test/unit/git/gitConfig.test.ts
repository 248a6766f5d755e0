import assert from 'node:assert/strict';
import { hostOf, remoteAddresses } from '../../../src/git/gitConfig.ts';

describe('a git configuration', () => {
  it('tells the addresses of all remotes', () => {
    const config = `
# [remote "commented"] \\
[core]
	url = not-a-remote
[Remote "origin"]
	URL = https://one.example/a.git ; a comment
	pushUrl = "ssh://two.example/#x"
	fetch = +refs/heads/*:refs/remotes/origin/*
[remote "a \\"quoted\\" ]name"] url = git@three.example:a
[remote.old]
	url = four.exa\\
mple:b
; url = five.example:c \\
	url = six.example:c\r
[branch "main"]
	remote = origin
	url = seven.example:d
[remote "broken
	url = eight.example:e`;
    assert.deepEqual(remoteAddresses(config), [
      'https://one.example/a.git',
      'ssh://two.example/#x',
      'git@three.example:a',
      'four.example:b',
      'six.example:c',
    ]);
  });

  it('of any text is read without a fault', () => {
    for (const text of [
      '',
      '[',
      '[remote "a"]\nurl',
      '\0\uffff',
      '[remote "a"]\nurl = "\\',
      '[remote "'.repeat(10_000),
    ]) {
      assert.ok(Array.isArray(remoteAddresses(text)));
    }
  });
});

describe('the host of a remote', () => {
  const hosts: [string, string | undefined][] = [
    ['https://git.example.com/a/b.git', 'git.example.com'],
    ['https://Some.User:secret@Git.Example.com:8443/a.git', 'git.example.com'],
    ['ssh://git@git.example.com:2222/~a/b', 'git.example.com'],
    ['git+ssh://git.example.com/a', 'git.example.com'],
    ['git://git.example.com./a', 'git.example.com'],
    ['git@git.example.com:a/b.git', 'git.example.com'],
    ['git.example.com:a', 'git.example.com'],
    ['[git@git.example.com:22]:a', 'git.example.com'],
    ['git@[::1]:a', '[::1]'],
    ['git@[git.example.com:2222]:a/b', 'git.example.com'],
    ['https://[::1]:80/a', '[::1]'],
    ['ext::https://git.example.com/a', 'git.example.com'],
    ['/srv/git/a.git', undefined],
    ['../a:b', undefined],
    ['./git.example.com:a', undefined],
    ['C:\\repositories\\a', undefined],
    ['file:///srv/a.git', undefined],
    ['https://git.example.com.evil.example/a', 'git.example.com.evil.example'],
    ['https://evil.example/git.example.com:a', 'evil.example'],
    ['https://a@b@git.example.com/c', 'git.example.com'],
    ['', undefined],
  ];
  for (const [address, host] of hosts) {
    it(`of "${address}" is ${host ?? 'none'}`, () => {
      assert.equal(hostOf(address), host);
    });
  }
});
