import assert from 'node:assert/strict';
import { secretsInWords, withoutSecretsIn } from '../../../src/features/explain-commit/secretsInNotes.ts';
import { EMPTY_DRAFT, type ExplainAnswer } from '../../../src/ports/explainPage.ts';

const TOKEN = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;

function saved(text: string, turnedDown = ''): ExplainAnswer {
  return { kind: 'saved', forOthers: false, draft: { ...EMPTY_DRAFT, text, turnedDown, after: 3 } };
}

describe('likely secrets in a note', () => {
  it('are pointed out by their kind, never by what they are', () => {
    const words = secretsInWords(saved(`It sends ${TOKEN}.`, `not ${TOKEN}`));
    assert.match(words, /^There is likely a secret in it: .*GitHub token.*Save again/u);
    assert.ok(!words.includes(TOKEN));
  });

  it('are masked wherever they stand, and nothing else is changed', () => {
    const answer = withoutSecretsIn(saved(`It sends ${TOKEN}, twice.`, `not ${TOKEN}`));
    const text = JSON.stringify(answer);
    assert.ok(!text.includes(TOKEN.slice(6)), text);
    assert.match(text, /It sends .*, twice\./u);
    assert.equal(secretsInWords(answer), '');
  });

  it('are not seen in plain words, nor in an answer without any', () => {
    const plain = saved('It retries twice, then gives up with the last error of commit 3f2a91c0.');
    assert.equal(secretsInWords(plain), '');
    assert.deepEqual(withoutSecretsIn(plain), plain);
    const later: ExplainAnswer = { kind: 'later', draft: EMPTY_DRAFT };
    assert.equal(secretsInWords(later), '');
    assert.equal(withoutSecretsIn(later), later);
  });
});
