import { confidenceWord } from '../../src/domain/attribution/confidence.ts';
import { isAi } from '../../src/domain/attribution/origin.ts';
import type { Judged, TraceRow } from './chatTrace.ts';
import { authorBySource, BY_AI, STATED_CASE, TRUE_AUTHORS, type TrueAuthor } from './trueAuthor.ts';

/** What Grasp can call a text. In the order of the table. */
const CALLED = ['certain', 'probable', 'guess', 'typed', 'pasted', 'tool', 'restored', 'external', 'unknown'] as const;
type Called = (typeof CALLED)[number];

const ROW_TITLES: Record<TrueAuthor, string> = {
  'completion by key': 'completion, by key',
  'completion by mouse': 'completion, by mouse',
  'edit by chat': 'edit by chat or agent',
  'code block': 'code block from chat',
  'agent on the disk': 'agent, on the disk',
  typed: 'typed',
  pasted: 'pasted',
  tool: 'tool or extension',
  restored: 'undo and redo',
  git: 'git',
  external: 'changed on the disk',
  'own write beside an agent': 'you, beside an agent',
};
const COLUMN_TITLES: Record<Called, string> = {
  certain: 'AI, certain',
  probable: 'AI, probable',
  guess: 'AI, a guess',
  typed: 'typed',
  pasted: 'pasted',
  tool: 'tool',
  restored: 'undo, git',
  external: 'disk',
  unknown: 'unknown',
};

/** How many texts of each author Grasp called what. */
export class Confusion {
  readonly #counts = new Map<string, number>();

  /** Edits that only delete are no texts. */
  add(judged: readonly Judged[]): void {
    for (const { row, said } of judged) {
      if (row.changes.some(({ text }) => text !== '')) this.note(authorOf(row), said);
    }
  }

  note(author: TrueAuthor, said: Judged['said']): void {
    const key = `${author} ${said === undefined ? 'unknown' : calledBy(said)}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  count(author: TrueAuthor, called: Called): number {
    return this.#counts.get(`${author} ${called}`) ?? 0;
  }

  total(author: TrueAuthor): number {
    return CALLED.reduce((sum, called) => sum + this.count(author, called), 0);
  }

  /** Texts that AI did not write and that Grasp counts as AI's. */
  get falseAlarms(): readonly string[] {
    const others = TRUE_AUTHORS.filter((author) => !BY_AI.has(author) && author !== STATED_CASE);
    return others.filter((author) => this.#counted(author) > 0);
  }

  /** The share of an AI's texts that Grasp counts as AI's, from 0 to 1. */
  recall(author: TrueAuthor): number {
    return this.#counted(author) / this.total(author);
  }

  /** As a table in Markdown whose columns stand below each other, so that it can be read as it is; without empty rows. */
  table(): string {
    const head = ['really \\ called', ...CALLED.map((called) => COLUMN_TITLES[called]), 'found'];
    const rows = TRUE_AUTHORS.filter((author) => this.total(author) > 0).map((author) => [
      ROW_TITLES[author],
      ...CALLED.map((called) => String(this.count(author, called) || '')),
      BY_AI.has(author) ? `${String(Math.floor(this.recall(author) * 100))} %` : '',
    ]);
    const widths = head.map((_, column) => Math.max(...[head, ...rows].map((cells) => cells[column]!.length)));
    const line = (cells: readonly string[]): string =>
      `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join(' | ')} |`;
    const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
    return [line(head), line(rule), ...rows.map(line)].join('\n');
  }

  /** Who has a row in the table that a text does not have word for word. */
  rowsMissingIn(text: string): TrueAuthor[] {
    const lines = this.table().split('\n');
    return TRUE_AUTHORS.filter((author) =>
      lines.some((line) => line.startsWith(`| ${ROW_TITLES[author]} `) && !text.includes(line)),
    );
  }

  #counted(author: TrueAuthor): number {
    return this.count(author, 'certain') + this.count(author, 'probable');
  }
}

function calledBy({ origin, confidence }: NonNullable<Judged['said']>): Called {
  return (isAi(origin) ? confidenceWord(confidence) : origin) as Called;
}

/** What the editor's own reason says, which is the truth where a trace does not know better. */
function authorOf({ by, source, history }: Extract<TraceRow, { is: 'change' }>): TrueAuthor {
  if (by !== undefined) return by;
  if (history !== undefined) return 'restored';
  const [name, detail = ''] = source ?? ['unknown'];
  if (name === 'unknown' && !/^(?:editSessionUndoRedo|formatEditsCommand)$/u.test(detail)) {
    throw new Error(`Who made an edit of the source "${name}" is not known: give it "by".`);
  }
  return authorBySource(name, detail);
}
