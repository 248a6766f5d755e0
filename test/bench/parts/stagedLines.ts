import { projectionFigures } from '../../support/stagedEdits.ts';
import type { Row } from '../table.ts';
import type { Part } from './part.ts';

const FILES = 1_000;
const SEED = 7;
/** Of a thousand lines of AI at most so many may be missed, and so many of those that are called AI's be somebody else's. */
const TARGET = 10;

/** How right Grasp is about whose the lines are that lie staged: files that were edited, formatted and staged in part. */
export const stagedLines: Part = async () => {
  const { precision, recall, lines, ai } = projectionFigures(SEED, FILES);
  if (ai === 0) throw new Error('No line of AI was staged.');
  const row = (measure: string, grasp: number, target?: number): Row => {
    return { scenario: 'staged lines', measure, unit: 'count', grasp, target };
  };
  return Promise.resolve([
    row('lines', lines),
    row('of AI', ai),
    row('wrong of 1,000 called AI', Math.round(10_000 * (1 - precision)) / 10, TARGET),
    row('missed of 1,000 of AI', Math.round(10_000 * (1 - recall)) / 10, TARGET),
    row('precision', Math.round(10_000 * precision) / 10_000),
    row('recall', Math.round(10_000 * recall) / 10_000),
  ]);
};
