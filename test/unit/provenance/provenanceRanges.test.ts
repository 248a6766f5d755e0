import assert from 'node:assert/strict';
import { ORIGINS } from '../../../src/domain/attribution/origin.ts';
import { SIGNALS } from '../../../src/domain/attribution/signals.ts';
import { COMMIT_EVIDENCE } from '../../../src/domain/provenance/author.ts';
import type { LineOrigin } from '../../../src/domain/provenance/lineOrigin.ts';
import { originWord, provenanceRanges } from '../../../src/domain/provenance/provenanceRanges.ts';

const TYPED: LineOrigin = { origin: 'typed', confidence: 'certain', evidence: 'events', acceptance: undefined };
const ACCEPTED: LineOrigin = { origin: 'completion', confidence: 'certain', evidence: 'accept-mark', acceptance: 'a' };
const UNKNOWN: LineOrigin = { origin: 'unknown', confidence: undefined, evidence: undefined, acceptance: undefined };

describe('ranges of lines', () => {
  it('join what is the same, leave out what is not known, and say why in words', () => {
    const lines = [undefined, TYPED, TYPED, undefined, TYPED, ACCEPTED, { ...ACCEPTED, acceptance: 'b' }, UNKNOWN];
    assert.deepEqual(provenanceRanges(lines), [
      { firstLine: 1, lastLine: 2, origin: 'typed', confidence: 'certain', reason: 'It was written key by key.' },
      { firstLine: 4, lastLine: 4, origin: 'typed', confidence: 'certain', reason: 'It was written key by key.' },
      {
        ...{ firstLine: 5, lastLine: 5, origin: 'completion', confidence: 'certain', acceptance: 'a' },
        reason: 'You accepted a completion with the key for it, and this text arrived with that key.',
      },
      {
        ...{ firstLine: 6, lastLine: 6, origin: 'completion', confidence: 'certain', acceptance: 'b' },
        reason: 'You accepted a completion with the key for it, and this text arrived with that key.',
      },
      { firstLine: 7, lastLine: 7, origin: 'unknown', reason: 'Nothing tells who wrote this.' },
    ]);
  });

  it('have a sentence for every evidence of every origin, and a word for every origin', () => {
    for (const origin of ORIGINS) {
      assert.match(originWord(origin), /^[a-zA-Z ]+$/u);
      for (const evidence of [...SIGNALS, ...COMMIT_EVIDENCE, 'editor', 'events', 'clipboard', 'correction'] as const) {
        const [range] = provenanceRanges([{ ...TYPED, origin, evidence }]);
        assert.match(range?.reason ?? '', /^[A-Z].*\.$/u);
      }
    }
  });
});
