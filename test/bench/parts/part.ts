import type { Prepared } from '../child/preparing.ts';
import type { Row } from '../table.ts';
import type { Stage } from '../stage.ts';

export interface Bench {
  readonly stage: Stage;
  readonly report: (line: string) => void;
  /** an empty folder, removed at the end */
  freshStorage(): string;
  /** what so many years of work left, written once for all parts: who changes it makes a copy first */
  years(count: number): Promise<Prepared>;
}

/** One part of the bench; rejects when a scenario did not do what it claims. */
export type Part = (bench: Bench) => Promise<Row[]>;
