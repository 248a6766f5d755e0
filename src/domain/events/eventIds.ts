import type { JournalEvent } from './journalEvent.ts';
import { SequenceNumbers } from './sequenceNumbers.ts';

/** The ids of very many events. */
export class EventIds {
  readonly #sessions = new Map<string, SequenceNumbers>();

  /** Adds the id of an event; `false` when it was there already. */
  add({ s, n }: Pick<JournalEvent, 's' | 'n'>): boolean {
    return this.of(s).add(n);
  }

  has({ s, n }: Pick<JournalEvent, 's' | 'n'>): boolean {
    return this.#sessions.get(s)?.has(n) === true;
  }

  /** The numbers of a session: what is added to them is added here. */
  of(session: string): SequenceNumbers {
    let numbers = this.#sessions.get(session);
    if (numbers === undefined) {
      numbers = new SequenceNumbers();
      this.#sessions.set(session, numbers);
    }
    return numbers;
  }
}
