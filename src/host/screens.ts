import { dayStart } from '../domain/velocity/localWeek.ts';
import type { Clock } from '../ports/clock.ts';
import type { Disposable } from '../ports/disposable.ts';
import type { Timers } from '../ports/timers.ts';
import type { Guard } from './guard.ts';
import type { PanelContent, PanelView } from './panel/panelView.ts';
import type { StatusItem } from './statusBar/statusItem.ts';

/** Many events at once lead to one refresh after this many milliseconds. */
const GATHER = 100;
/** How often to look whether the local day has changed or a problem is over, in milliseconds; sleep skips such looks. */
const LOOK_EVERY = 60_000;

export interface ScreensOptions {
  readonly panel: PanelView;
  readonly status: StatusItem;
  readonly content: () => Promise<PanelContent>;
  readonly timers: Timers;
  readonly clock: Clock;
  readonly guard: Guard;
  readonly folder: string;
}

/** Keeps panel and status bar true: after what is recorded, after a setting, after midnight. */
export class Screens implements Disposable {
  readonly #options: ScreensOptions;
  readonly #update: () => void;
  #pending: Disposable | undefined;
  #look: Disposable | undefined;
  #shownDay = 0;
  #showsProblem = false;

  constructor(options: ScreensOptions) {
    this.#options = options;
    this.#update = options.guard.listener('Refreshing the screens', () => this.#refreshNow());
    this.#lookAgainLater();
  }

  refresh(): void {
    this.#pending ??= this.#options.timers.after(GATHER, () => {
      this.#pending = undefined;
      this.#update();
    });
  }

  dispose(): void {
    this.#pending?.dispose();
    this.#look?.dispose();
  }

  async #refreshNow(): Promise<void> {
    const { panel, status, content, clock, folder } = this.#options;
    this.#shownDay = dayStart(clock.now());
    const { snapshot } = await content();
    this.#showsProblem = snapshot.problem !== '';
    status.show({ linesToday: snapshot.today.lines, folder, problem: snapshot.problem });
    await panel.refresh();
  }

  #lookAgainLater(): void {
    this.#look = this.#options.timers.after(LOOK_EVERY, () => {
      if (this.#showsProblem || dayStart(this.#options.clock.now()) !== this.#shownDay) this.refresh();
      this.#lookAgainLater();
    });
  }
}
