import type { Disposable } from '../ports/disposable.ts';
import type { Timers } from '../ports/timers.ts';
import type { Guard } from './guard.ts';
import type { StatusState } from '../features/status/statusText.ts';
import type { PanelContent } from './panel/panelContent.ts';
import type { PanelView } from './panel/panelView.ts';
import type { StatusItem } from './statusBar/statusItem.ts';

/** Many events at once lead to one refresh after this many milliseconds. */
const GATHER = 100;
/** The day may have changed, a problem be over, the ledger's thread be dead: so often all is asked for again, in milliseconds. */
const LOOK_EVERY = 60_000;

export interface ScreensOptions {
  readonly panel: PanelView;
  readonly status: StatusItem;
  readonly content: () => Promise<PanelContent>;
  readonly timers: Timers;
  readonly guard: Guard;
  readonly folder: string;
  /** what the person may be asked now */
  readonly asks: () => Pick<StatusState, 'commitWaits' | 'toExplain' | 'plan' | 'offer' | 'block' | 'noAi' | 'quiet'>;
}

/** Keeps panel and status bar true: after what is recorded, after a setting, after midnight. */
export class Screens implements Disposable {
  readonly #options: ScreensOptions;
  readonly #update: () => void;
  #pending: Disposable | undefined;
  #look: Disposable | undefined;

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
    const { panel, status, content, folder } = this.#options;
    const shown = await content();
    const { today, notice, problem, pause } = shown.snapshot;
    status.show({ today, folder, notice, problem, pause, ...this.#options.asks() });
    panel.refresh(shown);
  }

  #lookAgainLater(): void {
    this.#look = this.#options.timers.after(LOOK_EVERY, () => {
      this.refresh();
      this.#lookAgainLater();
    });
  }
}
