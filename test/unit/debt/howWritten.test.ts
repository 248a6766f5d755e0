import assert from 'node:assert/strict';
import { howWritten } from '../../../src/domain/debt/howWritten.ts';
import type { LineOrigin } from '../../../src/domain/provenance/lineOrigin.ts';
import { acceptedLine } from '../../support/recordedLines.ts';

const COMPLETION = acceptedLine('00000000000000aa:1');
const AGENT: LineOrigin = { ...COMPLETION, origin: 'agent', confidence: 'likely' };

describe('whose lines are, in words', () => {
  it('is their origin, and how sure that is', () => {
    assert.equal(howWritten([AGENT, undefined, AGENT]), 'agent, probable');
    assert.equal(howWritten([COMPLETION]), 'completion, certain');
    assert.equal(howWritten([]), '');
    assert.equal(howWritten([undefined]), '');
  });

  it('is what most are first, where they are not alike', () => {
    assert.equal(howWritten([AGENT, COMPLETION, COMPLETION]), 'completion and agent, partly probable');
    assert.equal(howWritten([COMPLETION, AGENT, AGENT]), 'agent and completion, partly certain');
  });
});
