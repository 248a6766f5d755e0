import assert from 'node:assert/strict';
import { isAgent, isOwnCommit, namesAgent } from '../../../src/domain/commits/agentIdentities.ts';
import { readCommitObject } from '../../../src/domain/commits/commitObject.ts';

const ME = 'me@example.com';
const AGENT = 'noreply@anthropic.com';

/** As `git cat-file commit` gives it. */
function commit(author: string, committer: string, message: string): string {
  const tree = `tree ${'a'.repeat(40)}\nparent ${'b'.repeat(40)}`;
  return `${tree}\nauthor A <${author}> 1700000000 +0100\ncommitter B <${committer}> 1700000060 -0800\n\n${message}`;
}

function names(message: string, author = ME): boolean {
  const read = readCommitObject(commit(author, ME, message));
  assert.ok(read !== undefined);
  return namesAgent(read);
}

describe('what a commit says of itself', () => {
  it('is read as git stores it', () => {
    assert.deepEqual(readCommitObject(commit(ME, AGENT, 'Title\n\nText\n')), {
      parents: ['b'.repeat(40)],
      author: { mail: ME, at: 1_700_000_000_000, offset: 60 },
      committer: { mail: AGENT, at: 1_700_000_060_000, offset: -480 },
      message: 'Title\n\nText\n',
    });
    assert.deepEqual(readCommitObject('tree a\nauthor <> 0 +0000\ncommitter <> 0 +0000')?.message, '');
  });

  it('is nothing where the text is no commit', () => {
    assert.equal(readCommitObject(''), undefined);
    assert.equal(readCommitObject('author A <a@b> soon +0000\ncommitter <> 0 +0000\n\n'), undefined);
    const octopus = Array.from({ length: 17 }, () => `parent ${'b'.repeat(40)}\n`).join('');
    assert.equal(readCommitObject(octopus + commit(ME, ME, '')), undefined);
    // What stands in the message is no head.
    assert.equal(readCommitObject(`tree a\n\n${commit(ME, ME, '')}`), undefined);
  });
});

describe('agents as authors', () => {
  it('are known by their mail addresses', () => {
    const agents = ['Copilot@GitHub.com', '223556219+Copilot@users.noreply.github.com', 'noreply@openai.com'];
    assert.ok([...agents, 'noreply@aider.chat', 'cursoragent@cursor.com', AGENT].every(isAgent));
    assert.ok(![ME, 'x+copilot@users.noreply.github.com.example', 'someone@anthropic.com', ''].some(isAgent));
  });

  it('are named by a trailer, in any case', () => {
    assert.ok(names(`Title\n\nText.\n\nCo-Authored-By: Claude Opus 5 <${AGENT}>\n`));
    assert.ok(names('Title\n\nSigned-off-by: Me <me@example.com>\nco-authored-by: Copilot <copilot@github.com>'));
    assert.ok(names('Title\n', AGENT));
  });

  it('are not named by what a message tells or quotes', () => {
    assert.ok(!names('Title'));
    assert.ok(!names(`Co-authored-by: Claude <${AGENT}>`));
    assert.ok(!names(`Title\n\n    Co-authored-by: Claude <${AGENT}>`));
    assert.ok(!names(`Title\n\nCo-authored-by: Claude <${AGENT}>\n\nCo-authored-by: Colleague <c@example.com>`));
    assert.ok(!names(`Title\n\nReviewed-by: Claude <${AGENT}>`));
    assert.ok(!names(`Title\n\nCo-authored-by: <<<${AGENT}>`));
  });

  it('make a commit the person’s own that the person committed, and nobody else does', () => {
    const by = (author: string, committer: string, own = ME): boolean => {
      const read = readCommitObject(commit(author, committer, ''));
      assert.ok(read !== undefined);
      return isOwnCommit(read, own);
    };
    assert.ok(by('Me@Example.com', 'noreply@github.com'));
    assert.ok(by(AGENT, ME));
    assert.ok(!by(AGENT, 'other@example.com'));
    assert.ok(!by('other@example.com', ME));
    assert.ok(!by('', '', ''));
  });
});
