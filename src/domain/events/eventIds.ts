import type { JournalEvent } from './journalEvent.ts';
import { SequenceNumbers } from './sequenceNumbers.ts';

/** The ids of very many events. */
export class EventIds {
  readonly #sessions = new Map<string, SequenceNumbers>();

  /** Adds the id of an event; `false` when it was there already. */
  add({ s, n }: Pick<JournalEvent, 's' | 'n'>): boolean {
    let numbers = this.#sessions.get(s);
    if (numbers === undefined) {
      numbers = new SequenceNumbers();
      this.#sessions.set(s, numbers);
    }
    return numbers.add(n);
  }
}
