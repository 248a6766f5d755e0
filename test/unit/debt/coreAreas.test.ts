import assert from 'node:assert/strict';
import { coreAreasOwed } from '../../../src/domain/debt/coreAreas.ts';

describe('core areas with lines to explain', () => {
  it('are those that wait, the most lines first', () => {
    const lot = (area: string, lines: number, part: object = {}) => ({
      ...({ area, lines, class: 'core', state: 'owed' } as const),
      ...part,
    });
    const lots = [
      ...[lot('pricing', 12), lot('parser', 30), lot('pricing', 25)],
      ...[lot('parser', 90, { state: 'skipped' }), lot('pages', 400, { class: 'repeatable' })],
    ];
    assert.deepEqual(coreAreasOwed(lots), [
      { area: 'pricing', lines: 37 },
      { area: 'parser', lines: 30 },
    ]);
    assert.deepEqual(coreAreasOwed([]), []);
  });
});
