import type { DraftShown } from '../../src/protocol/explainMessages.ts';

/** What was given goes to the host after this many milliseconds without a further change. */
const QUIET = 300;
/** Whoever writes on and on has it told after so many. */
const LONGEST = 2_000;

/** What the person has given so far, told to the host soon after each change and at once when the page may go. */
export class DraftKeeper {
  readonly #tell: (draft: DraftShown) => void;
  #draft: DraftShown;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #longest: ReturnType<typeof setTimeout> | undefined;
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
    const flush = (): void => {
      this.flush();
    };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(flush, QUIET);
    this.#longest ??= setTimeout(flush, LONGEST);
  }

  /** Counts a second in which the page was in front; that alone is nothing to tell at once. */
  countSecond(): void {
    this.#draft = { ...this.#draft, seconds: this.#draft.seconds + 1 };
  }

  /** Tells what was not told yet. */
  flush(): void {
    this.#clear();
    if (this.#told === this.#draft) return;
    this.#told = this.#draft;
    this.#tell(this.draft);
  }

  /** Tells nothing any more. */
  stop(): void {
    this.#clear();
    this.#told = this.#draft;
  }

  #clear(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#longest);
    this.#longest = undefined;
  }
}
