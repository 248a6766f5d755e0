import assert from 'node:assert/strict';
import { readSpooledLine } from '../../../src/domain/attribution/spooledLine.ts';

const NOW = Date.UTC(2026, 10, 21, 12, 0);
const DAY = 86_400_000;

const LINE = {
  ...{ v: 1, agent: 'codex', session: 's', tool: 'apply_patch', time: NOW, call: 12 },
  ...{ path: '/home/me/project/a.ts', edits: [{ removed: 'a', inserted: 'b' }], blob: '0'.repeat(40) },
};

const read = (part: Record<string, unknown>) => readSpooledLine(JSON.stringify({ ...LINE, ...part }), 'id', NOW);

describe('a line of the spool', () => {
  it('is a report', () => {
    const { v: _v, call: _call, ...told } = LINE;
    assert.deepEqual(read({}), { id: 'id', ...told });
  });

  it('may have no texts, no hash, no session, and a hash of SHA-256', () => {
    const report = read({ edits: [], blob: '', session: '' });
    assert.ok(typeof report === 'object');
    assert.deepEqual([report.edits, report.blob, report.session], [[], undefined, '']);
    const long = read({ blob: 'f'.repeat(64) });
    assert.equal(typeof long === 'object' && long.blob, 'f'.repeat(64));
  });

  it('of another form is not understood', () => {
    const parts: Record<string, unknown>[] = [
      ...[{ v: 2 }, { agent: 'somebody' }, { session: 'x'.repeat(201) }, { tool: '' }, { tool: 'x'.repeat(51) }],
      ...[{ time: -1 }, { time: 1.5 }, { time: '1' }, { path: 3 }, { edits: 'x' }, { edits: [{ removed: 'a' }] }],
      ...[{ edits: Array(501).fill({ removed: '', inserted: '' }) }, { blob: 'XYZ' }, { blob: 'a'.repeat(41) }],
    ];
    for (const part of parts) assert.equal(read(part), 'not understood', JSON.stringify(part).slice(0, 80));
    for (const text of ['', 'null', '[]', '{', '"x"', '[['.repeat(2_000), '{"__proto__":1}']) {
      assert.equal(readSpooledLine(text, 'id', NOW), 'not understood', text.slice(0, 20));
    }
  });

  it('names its file by a plain path', () => {
    for (const path of [
      'a.ts',
      '',
      '/',
      '//',
      '/a/../b',
      '/..',
      '/a/./b',
      '/a\0b',
      '/a\nb',
      'C:\\a',
      `/${'a'.repeat(2_048)}`,
    ]) {
      assert.equal(read({ path }), 'a path that is not plain', path.slice(0, 20));
    }
    const report = read({ path: '//a///b..ts/' });
    assert.equal(typeof report === 'object' && report.path, '/a/b..ts');
  });

  it('is of the last seven days, by a clock that is off by a day at most', () => {
    assert.equal(read({ time: NOW - 7 * DAY - 1 }), 'too old');
    assert.equal(typeof read({ time: NOW - 7 * DAY }), 'object');
    assert.equal(typeof read({ time: NOW + DAY }), 'object');
    assert.equal(read({ time: NOW + DAY + 1 }), 'from the future');
  });
});
