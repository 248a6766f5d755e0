import assert from 'node:assert/strict';
import type { Acceptance } from '../../../src/domain/attribution/acceptance.ts';
import { corrected } from '../../../src/domain/attribution/correction.ts';
import { markdownText, plainInMarkdown } from '../../../src/domain/export/markdownText.ts';

const HEAD = { exportedAt: Date.UTC(2026, 10, 21, 12), offset: 60, damagedLines: 0, firstDay: 'monday' as const };

function acceptance(part: Partial<Acceptance>): Acceptance {
  return {
    id: `${'a'.repeat(16)}:1`,
    uri: 'file:///p/src/retry.ts',
    path: 'src/retry.ts',
    time: Date.UTC(2026, 10, 18, 9, 30),
    offset: 60,
    origin: 'completion',
    confidence: 'certain',
    reason: '',
    lines: 3,
    characters: 25,
    line: 3,
    language: 'typescript',
    state: 'kept',
    survival: {},
    ...part,
  };
}

function textOf(accepted: readonly Acceptance[], part: Partial<typeof HEAD> = {}): string {
  return [...markdownText(accepted, { ...HEAD, ...part })].join('');
}

describe('the text to read', () => {
  it('has totals by week and file, then every acceptance by day', () => {
    const sunday = Date.UTC(2026, 10, 15, 22, 30);
    const text = textOf([
      acceptance({ time: sunday, lines: 1 }),
      // Half past midnight on Monday, where the engineer was.
      acceptance({ time: sunday + 3_600_000, lines: 2, survival: { '30s': 1, '5min': 0.5 } }),
      acceptance({ lines: 4, confidence: 'guess', provider: 'some.tool' }),
      acceptance({ lines: 8, state: 'reverted' }),
    ]);
    const headings = text.split('\n').filter((line) => line.startsWith('###'));
    assert.deepEqual(headings, [
      '### Week of 2026-11-09: 1 line',
      '### Week of 2026-11-16: 2 lines',
      '### 2026-11-15: 1 line',
      '### 2026-11-16: 2 lines',
      '### 2026-11-18: 0 lines',
    ]);
    assert.match(text, /4 accepted completions, exported at 2026-11-21T13:00:00\+01:00/u);
    assert.match(text, /^\| src\/retry.ts \| 4 \| 1 \| completion \| guess \|$/mu);
    assert.match(
      text,
      /^\| 00:30 \| src\/retry.ts \| 4 \| 2 \| 25 \| completion \| certain \| {2}\| kept \| 50 % \(5min\) \| {2}\|$/mu,
    );
    assert.match(text, /\| 10:30 .* \| reverted \| /u);
    assert.match(text, /\| some.tool \|/u);
  });

  it('keeps certain and probable apart, and counts what was corrected as what it was', () => {
    const text = textOf([
      acceptance({ lines: 1 }),
      acceptance({ lines: 2, confidence: 'likely' }),
      corrected(acceptance({ lines: 4, confidence: 'guess' }), 'completion'),
      corrected(acceptance({ lines: 8 }), 'typed'),
    ]);
    assert.match(text, /^### Week of 2026-11-16: 7 lines, 2 of them probable$/mu);
    assert.match(text, /^\| src\/retry.ts \| 8 \| 1 \| typed \| certain \|$/mu);
    assert.match(text, /\| 8 \| 25 \| typed \| certain \| completion, certain \|/u);
    assert.match(text, /\| 4 \| 25 \| completion \| certain \| completion, guess \|/u);
    assert.match(textOf([acceptance({ confidence: 'likely' })]), /: 3 lines, all of them probable$/mu);
  });

  it('of nothing says so, and tells what is damaged', () => {
    assert.match(textOf([], { damagedLines: 2 }), /0 accepted completions[^]*2 damaged lines left out/u);
  });

  it('holds names as plain text', () => {
    const names = [
      'a|b\n# c',
      '[x](http://evil.example)',
      '<img src=x>',
      '`code` *b* _i_ ~s~',
      'www.evil.example',
      '&lt;',
    ];
    for (const name of names) {
      const plain = plainInMarkdown(name);
      assert.doesNotMatch(plain, /(?<!\\)[|[\]<>`*_~:&#]|\n|www\.(?<!\\\.)/u, plain);
      assert.equal(plain.replaceAll('\\', '').replaceAll('\u{FFFD}', '\n'), name);
    }
    assert.equal(plainInMarkdown('src/a-b.ts'), 'src/a-b.ts');
    assert.equal(plainInMarkdown('a\u{202E}b\u0000'), 'a\u{FFFD}b\u{FFFD}');
    assert.match(textOf([acceptance({ path: 'a|b' })]), /\| a\\\|b \| 3 /u);
  });

  it('has a place for times that no calendar has', () => {
    assert.match(textOf([acceptance({ time: 1e300 })]), /### : 3 lines/u);
  });
});
