export type Unit = 'ms' | 'bytes';

/** One measured figure, in milliseconds or bytes. */
export interface Row {
  readonly scenario: string;
  readonly measure: string;
  readonly unit: Unit;
  readonly grasp: number;
  /** the same with a listener that only reads how many changes came */
  readonly bare?: number | undefined;
  /** the same with nothing of the kind */
  readonly none?: number | undefined;
  /** Grasp is to stay below it */
  readonly target?: number | undefined;
}

const HEADINGS = ['scenario', 'measure', 'Grasp', 'bare listener', 'no Grasp', 'ratio', 'target'];
/** Columns that hold words; all others hold figures, which stand flush right. */
const WORD_COLUMNS = 2;

/** How many times that of the bare listener, or of no Grasp where there is no bare listener, the figure of Grasp is. */
export function ratioOf({ grasp, bare, none }: Row): number | undefined {
  const base = bare ?? none;
  return base === undefined || base <= 0 ? undefined : grasp / base;
}

export function isMet({ grasp, target }: Row): boolean | undefined {
  return target === undefined ? undefined : grasp < target;
}

export function tableOf(rows: readonly Row[]): string {
  const lines = [HEADINGS, ...rows.map((row, at) => cellsOf(row, rows[at - 1]))];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)));
  const text = lines.map((cells) => padded(cells, widths));
  return [text[0], widths.map((width) => '-'.repeat(width)).join('  '), ...text.slice(1)].join('\n');
}

function cellsOf(row: Row, before: Row | undefined): string[] {
  const ratio = ratioOf(row);
  return [
    row.scenario === before?.scenario ? '' : row.scenario,
    row.measure,
    shown(row.grasp, row.unit),
    shown(row.bare, row.unit),
    shown(row.none, row.unit),
    ratio === undefined ? '' : `${threeDigits(ratio)}×`,
    row.target === undefined ? '' : `< ${shown(row.target, row.unit)}: ${isMet(row) === true ? 'met' : 'MISSED'}`,
  ];
}

function padded(cells: readonly string[], widths: readonly number[]): string {
  const text = cells.map((cell, at) =>
    at < WORD_COLUMNS ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
  );
  return text.join('  ').trimEnd();
}

function shown(value: number | undefined, unit: Unit): string {
  if (value === undefined) return '';
  if (unit === 'ms') return Math.abs(value) < 1 ? `${threeDigits(value * 1_000)} µs` : `${threeDigits(value)} ms`;
  return Math.abs(value) < 1_000_000 ? `${threeDigits(value / 1_000)} kB` : `${threeDigits(value / 1_000_000)} MB`;
}

function threeDigits(value: number): string {
  if (value === 0) return '0';
  const decimals = 2 - Math.floor(Math.log10(Math.abs(value)));
  return value.toFixed(Math.min(3, Math.max(0, decimals)));
}
