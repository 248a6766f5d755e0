import assert from 'node:assert/strict';
import { owedLines, type KnownFile } from '../../../src/domain/debt/owedLines.ts';
import { UNKNOWN, type LineOrigin } from '../../../src/domain/provenance/lineOrigin.ts';
import { acceptedLine, TYPED_LINE } from '../../support/recordedLines.ts';

const AI = acceptedLine('00000000000000aa:1');
const AGENT: LineOrigin = { ...AI, origin: 'agent', confidence: 'likely' };
const GUESS: LineOrigin = { ...AI, confidence: 'guess' };
const CORE = { area: 'Core', class: 'core' } as const;

function known(origins: readonly (LineOrigin | undefined)[], part: Partial<KnownFile> = {}): KnownFile {
  const lines = origins.map((_, at) => `line ${at}`);
  const added = [{ first: 1, last: lines.length }];
  return { path: 'a.ts', owned: CORE, isNew: false, added, lines, origins, lots: [], ...part };
}

describe('the lines that nobody has explained', () => {
  it('are those by AI that are certain or probable', () => {
    const [file, ...others] = owedLines([known([AI, TYPED_LINE, AGENT, GUESS, UNKNOWN, undefined])]);
    assert.deepEqual(others, []);
    assert.deepEqual(file, { path: 'a.ts', owned: CORE, lines: [0, 2], probable: 1, novelty: 1 });
  });

  it('are new, not blank, and in no lot', () => {
    const lines = ['a', '  ', 'c', 'd', 'e'];
    const added = [
      { first: 4, last: 99 },
      { first: 1, last: 3 },
      { first: 3, last: 3 },
    ];
    const lots = [undefined, undefined, undefined, '00000000000000aa:7'];
    const [file] = owedLines([known([AI, AI, AI, AI, AI], { lines, added, lots })]);
    assert.deepEqual(file?.lines, [0, 2, 4]);
    assert.deepEqual(owedLines([known([AI, AI], { added: [] })]), []);
  });

  it('are none that are too long to be known again', () => {
    const lines = ['x'.repeat(10_001), 'const x = 1;'];
    assert.deepEqual(owedLines([known([AI, AI], { lines })])[0]?.lines, [1]);
  });

  it('are the newer the less AI wrote in their file before', () => {
    const added = [{ first: 3, last: 3 }];
    const origins = [AI, AGENT, AI, AI, GUESS, TYPED_LINE];
    assert.equal(owedLines([known(origins, { added })])[0]?.novelty, 0.25);
    assert.equal(owedLines([known(origins, { added, isNew: true })])[0]?.novelty, 1);
  });

  it('are none of what nobody means to own', () => {
    assert.deepEqual(owedLines([known([AI], { owned: { area: 'Made', class: 'transient' } })]), []);
  });
});
