import { spreadOf, type Spread } from '../figures.ts';
import type { ExtensionName } from '../extensions.ts';

/** What each listener did with the same events; the last only where somebody asks. */
export type Compared = Readonly<Record<ExtensionName, Spread>> & { readonly wakaTime?: Spread | undefined };

type Listener = (event: unknown) => unknown;

/** Times listeners with the same events, each of them first as often as the others. */
export class InTurn {
  readonly #listeners: readonly {
    readonly name: keyof Compared;
    readonly listener: Listener;
    readonly times: number[];
  }[];
  #round = 0;
  #seen = 0;

  constructor(grasp: Listener, wakaTime?: Listener) {
    const bare: Listener = (event) => (this.#seen += (event as { contentChanges: unknown[] }).contentChanges.length);
    const listeners = { grasp, bare, none: () => undefined, ...(wakaTime === undefined ? {} : { wakaTime }) };
    this.#listeners = Object.entries(listeners).map(([name, listener]) => ({
      ...{ name: name as keyof Compared, listener, times: [] },
    }));
  }

  /** Hands an event to all of them. */
  give(event: unknown): void {
    const { length } = this.#listeners;
    for (let at = 0; at < length; at += 1) {
      const { listener, times } = this.#listeners[(at + this.#round) % length]!;
      const before = performance.now();
      listener(event);
      times.push(performance.now() - before);
    }
    this.#round += 1;
  }

  get spreads(): Compared {
    const all = Object.fromEntries(this.#listeners.map(({ name, times }) => [name, spreadOf(times)]));
    return all as unknown as Compared;
  }
}
