import { spreadOf, type Spread } from '../figures.ts';
import { EXTENSIONS, type ExtensionName } from '../extensions.ts';

/** What each listener did with the same events. */
export type Compared = Readonly<Record<ExtensionName, Spread>>;

type Listener = (event: unknown) => unknown;

/** Times one listener of Grasp, a bare one and none with the same events, each of them first as often as the others. */
export class InTurn {
  readonly #times: Record<ExtensionName, number[]> = { grasp: [], bare: [], none: [] };
  readonly #listeners: Record<ExtensionName, Listener>;
  #round = 0;
  #seen = 0;

  constructor(grasp: Listener) {
    const bare: Listener = (event) => (this.#seen += (event as { contentChanges: unknown[] }).contentChanges.length);
    this.#listeners = { grasp, bare, none: () => undefined };
  }

  /** Hands an event to all of them; gives the time that Grasp took, in milliseconds. */
  give(event: unknown): number {
    for (let at = 0; at < EXTENSIONS.length; at += 1) {
      const name = EXTENSIONS[(at + this.#round) % EXTENSIONS.length] ?? 'none';
      const listener = this.#listeners[name];
      const before = performance.now();
      listener(event);
      this.#times[name].push(performance.now() - before);
    }
    this.#round += 1;
    return this.#times.grasp.at(-1) ?? NaN;
  }

  get spreads(): Compared {
    const { grasp, bare, none } = this.#times;
    return { grasp: spreadOf(grasp), bare: spreadOf(bare), none: spreadOf(none) };
  }
}
