import type { DraftShown } from '../../src/protocol/explainMessages.ts';

/** What was given goes to the host after this many milliseconds without a further change. */
const QUIET = 300;

/** What the person has given so far, told to the host soon after each change and at once when the page may go. */
export class DraftKeeper {
  readonly #tell: (draft: DraftShown) => void;
  #draft: DraftShown;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told: DraftShown;

  constructor(draft: DraftShown, tell: (draft: DraftShown) => void) {
    this.#draft = draft;
    this.#told = draft;
    this.#tell = tell;
  }

  /** The draft as it stands. No more can have been pasted than there is. */
  get draft(): DraftShown {
    return { ...this.#draft, pasted: Math.min(this.#draft.pasted, this.#draft.text.length) };
  }

  change(part: Partial<DraftShown>): void {
    this.#draft = { ...this.#draft, ...part };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.flush();
    }, QUIET);
  }

  /** Counts a second in which the page was in front; that alone is nothing to tell at once. */
  countSecond(): void {
    this.#draft = { ...this.#draft, seconds: this.#draft.seconds + 1 };
  }

  /** Tells what was not told yet. */
  flush(): void {
    clearTimeout(this.#timer);
    if (this.#told === this.#draft) return;
    this.#told = this.#draft;
    this.#tell(this.draft);
  }

  /** Tells nothing any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#told = this.#draft;
  }
}
