import type { EditFact } from '../../domain/attribution/editFact.ts';
import type { Origin } from '../../domain/attribution/origin.ts';
import type { EditsCounted, OriginCount } from '../../domain/events/editsCounted.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Timers } from '../../ports/timers.ts';

/** At most one event a file in this time, in milliseconds: the journal is kept for ever, and typing never stops. */
const COUNTING_TIME = 60_000;

interface Counting {
  readonly fact: Pick<EditFact, 'uri' | 'folder' | 'language'>;
  readonly counts: Partial<Record<Origin, OriginCount>>;
  readonly timer: Disposable;
}

/** Sums edits by file and origin, and hands each sum on once a minute or when it is asked to. */
export class EditCounts implements Disposable {
  readonly #timers: Timers;
  readonly #write: (counted: EditsCounted) => void;
  readonly #byUri = new Map<string, Counting>();

  constructor(timers: Timers, write: (counted: EditsCounted) => void) {
    this.#timers = timers;
    this.#write = write;
  }

  count(fact: EditFact, origin: Origin): void {
    const counting = this.#byUri.get(fact.uri) ?? this.#begin(fact);
    const count = (counting.counts[origin] ??= { edits: 0, inserted: 0, removed: 0 });
    count.edits += 1;
    for (const { inserted, removed } of fact.changes) {
      count.inserted += inserted.length;
      count.removed += removed?.length ?? 0;
    }
  }

  /** Hands on what was counted for a file, as when it is closed. */
  flush(uri: string): void {
    const counting = this.#byUri.get(uri);
    if (counting === undefined) return;
    counting.timer.dispose();
    this.#byUri.delete(uri);
    const { folder, language } = counting.fact;
    this.#write({ uri, ...(folder === undefined ? {} : { folder }), language, counts: counting.counts });
  }

  /** Forgets what was counted and not handed on yet. */
  drop(): void {
    for (const { timer } of this.#byUri.values()) timer.dispose();
    this.#byUri.clear();
  }

  dispose(): void {
    for (const uri of [...this.#byUri.keys()]) this.flush(uri);
  }

  #begin({ uri, folder, language }: EditFact): Counting {
    const timer = this.#timers.after(COUNTING_TIME, () => {
      this.flush(uri);
    });
    const counting: Counting = { fact: { uri, folder, language }, counts: {}, timer };
    this.#byUri.set(uri, counting);
    return counting;
  }
}
