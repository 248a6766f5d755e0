export type Unit = 'ms' | 'bytes' | 'count';

/** One measured figure, in milliseconds or bytes, or a number of things. */
export interface Row {
  readonly scenario: string;
  readonly measure: string;
  readonly unit: Unit;
  readonly grasp: number;
  /** the same with a listener that only reads how many changes came */
  readonly bare?: number | undefined;
  /** the same with nothing of the kind */
  readonly none?: number | undefined;
  /** the same by a listener that keeps WakaTime's rules */
  readonly wakaTime?: number | undefined;
  /** the same by sql.js, as one would first use it */
  readonly plain?: number | undefined;
  /** the same by Node's own SQLite */
  readonly native?: number | undefined;
  /** Grasp is to stay below it */
  readonly target?: number | undefined;
}

type Other = 'bare' | 'none' | 'wakaTime' | 'plain' | 'native';

interface Column {
  readonly heading: string;
  readonly cell: (row: Row) => string;
  /** holds words; all others hold figures, which stand flush right */
  readonly isWords?: true;
}

const COLUMNS: readonly Column[] = [
  { heading: 'scenario', cell: ({ scenario }) => scenario, isWords: true },
  { heading: 'measure', cell: ({ measure }) => measure, isWords: true },
  { heading: 'Grasp', cell: ({ grasp, unit }) => shown(grasp, unit) },
  { heading: 'bare listener', cell: ({ bare, unit }) => shown(bare, unit) },
  { heading: 'no Grasp', cell: ({ none, unit }) => shown(none, unit) },
  { heading: 'ratio', cell: (row) => times(ratioOf(row, row.bare === undefined ? 'none' : 'bare')) },
  { heading: 'rules of WakaTime', cell: ({ wakaTime, unit }) => shown(wakaTime, unit) },
  { heading: 'Grasp to them', cell: (row) => times(ratioOf(row, 'wakaTime')) },
  { heading: 'plain sql.js', cell: ({ plain, unit }) => shown(plain, unit) },
  { heading: 'Grasp to it', cell: (row) => times(ratioOf(row, 'plain')) },
  { heading: 'node:sqlite', cell: ({ native, unit }) => shown(native, unit) },
  { heading: 'Grasp to it', cell: (row) => times(ratioOf(row, 'native')) },
  { heading: 'target', cell: targetCell },
];

/** How many times that of the other the figure of Grasp is. */
function ratioOf(row: Row, other: Other): number | undefined {
  const base = row[other];
  return base === undefined || base <= 0 ? undefined : row.grasp / base;
}

/** All ratios that a row has, by the name of what Grasp is compared with. */
export function ratiosOf(row: Row): Partial<Record<Other, number>> {
  const others = (['bare', 'none', 'wakaTime', 'plain', 'native'] as const).map((other) => [
    other,
    ratioOf(row, other),
  ]);
  return Object.fromEntries(others.filter(([, ratio]) => ratio !== undefined)) as Partial<Record<Other, number>>;
}

export function isMet({ grasp, target }: Row): boolean | undefined {
  return target === undefined ? undefined : grasp < target;
}

/** A table of rows; columns of which no row has anything are left out. */
export function tableOf(rows: readonly Row[]): string {
  const columns = COLUMNS.map(({ heading, cell, isWords }) => {
    const cells = rows.map(cell);
    const width = Math.max(heading.length, ...cells.map(({ length }) => length));
    const pad = (text: string): string => (isWords ? text.padEnd(width) : text.padStart(width));
    return { heading: pad(heading), line: '-'.repeat(width), cells: cells.map(pad), isEmpty: cells.join('') === '' };
  }).filter(({ isEmpty }) => !isEmpty);
  const lineOf = (cells: readonly string[]): string => cells.join('  ').trimEnd();
  return [
    lineOf(columns.map(({ heading }) => heading)),
    lineOf(columns.map(({ line }) => line)),
    ...rows.map((row, at) => {
      const [scenario = '', ...others] = columns.map(({ cells }) => cells[at] ?? '');
      const isRepeated = row.scenario === rows[at - 1]?.scenario;
      return lineOf([isRepeated ? ' '.repeat(scenario.length) : scenario, ...others]);
    }),
  ].join('\n');
}

function targetCell(row: Row): string {
  return row.target === undefined ? '' : `< ${shown(row.target, row.unit)}: ${isMet(row) === true ? 'met' : 'MISSED'}`;
}

function times(ratio: number | undefined): string {
  return ratio === undefined ? '' : `${threeDigits(ratio)}×`;
}

function shown(value: number | undefined, unit: Unit): string {
  if (value === undefined) return '';
  if (unit === 'count') return String(value);
  if (unit === 'ms') return Math.abs(value) < 1 ? `${threeDigits(value * 1_000)} µs` : `${threeDigits(value)} ms`;
  return Math.abs(value) < 1_000_000 ? `${threeDigits(value / 1_000)} kB` : `${threeDigits(value / 1_000_000)} MB`;
}

function threeDigits(value: number): string {
  if (value === 0) return '0';
  const decimals = 2 - Math.floor(Math.log10(Math.abs(value)));
  return value.toFixed(Math.min(4, Math.max(0, decimals)));
}
