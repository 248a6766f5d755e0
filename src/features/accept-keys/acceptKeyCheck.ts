import type { Acceptance } from '../../domain/attribution/acceptance.ts';

/** So many guesses in a session without one mark are no coincidence. */
const MANY_GUESSES = 20;

/**
 * Notices that completions seem to be accepted in a way that Grasp does not know: a key of somebody's own, or the mouse.
 * Many of them look like accepted completions, and no accept key has marked any. A session is one run of a window.
 */
export class AcceptKeyCheck {
  readonly #tell: () => void;
  #guesses = 0;
  #isMarked = false;

  /** @param tell called once a session at the most */
  constructor(tell: () => void) {
    this.#tell = tell;
  }

  /** An acceptance was recorded. */
  recorded({ origin, confidence }: Pick<Acceptance, 'origin' | 'confidence'>): void {
    if (this.#isMarked || origin !== 'completion' || confidence !== 'guess') return;
    this.#guesses += 1;
    if (this.#guesses === MANY_GUESSES) this.#tell();
  }

  /** An accept key has marked something: Grasp knows the key that is in use. */
  marked(): void {
    this.#isMarked = true;
  }
}
