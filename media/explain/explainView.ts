import { render } from 'lit';
import type { OwnershipClass } from '../../src/domain/ownership/area.ts';
import type { AnswerGiven, ExplainSnapshot } from '../../src/protocol/explainMessages.ts';
import { DraftKeeper } from './draftKeeper.ts';
import type { ExplainPageActs, PageState } from './explainActs.ts';
import { ratingPlace, takeKey } from './explainKeys.ts';
import { explainTemplate } from './explainTemplate.ts';
import type { ExplainHost } from './hostConnection.ts';
import { doneWords, visible, WENT_ON } from './words.ts';

/** The arrow keys may pass by classes on the way to the one that is meant, in milliseconds. */
const CLASS_QUIET = 400;

const OTHER_PLACES = 'By their classes, other places are asked about now: look at these first.';

/** The page of one question, until another one takes its place. */
export class ExplainView {
  readonly #root: HTMLElement;
  readonly #host: ExplainHost;
  readonly #keeper: DraftKeeper;
  readonly #acts: ExplainPageActs;
  #state: Omit<PageState, 'draft'>;
  /** whether the page is another question's by now: a late answer of the host draws nothing any more */
  #isOver = false;
  /** what classes are to become, by place, until it is told */
  readonly #classes = new Map<string, { readonly to: OwnershipClass; readonly timer: ReturnType<typeof setTimeout> }>();

  constructor(root: HTMLElement, host: ExplainHost, snapshot: ExplainSnapshot) {
    this.#root = root;
    this.#host = host;
    const { ask } = snapshot;
    this.#keeper = new DraftKeeper(snapshot.draft, (draft) => {
      host.tell('explain.keep', { ask, draft });
    });
    this.#acts = this.#makeActs();
    this.#state = {
      ...{
        snapshot,
        wentOn: false,
        forOthers: false,
        isSkipping: false,
        isBusy: false,
        failure: '',
        missing: undefined,
        said: '',
      },
      done: '',
    };
    this.#show({ done: snapshot.state === 'done' ? 'Written down.' : '' });
    this.#focusFirst();
  }

  get snapshot(): ExplainSnapshot {
    return this.#state.snapshot;
  }

  /** Takes what is asked now, with what the person has given here. */
  update(snapshot: ExplainSnapshot): void {
    const { revision, purpose } = this.#state.snapshot;
    if (snapshot.revision <= revision) return;
    const wentOn = purpose === 'waiting' && snapshot.purpose !== 'waiting';
    this.#show(wentOn ? { snapshot, wentOn, said: WENT_ON } : { snapshot });
  }

  takeKey(event: KeyboardEvent): void {
    takeKey(event, { ...this.#state, draft: this.#keeper.draft }, this.#acts, {
      on: (selector) => {
        this.#focusOn(selector);
      },
    });
  }

  countSecond(): void {
    if (this.#state.done === '') this.#keeper.countSecond();
  }

  /** The page may go: what was not told yet is told now. */
  flush(): void {
    this.#keeper.flush();
  }

  /** Another question takes its place. */
  stop(): void {
    this.#keeper.flush();
    this.#keeper.stop();
    for (const { timer } of this.#classes.values()) clearTimeout(timer);
    this.#isOver = true;
  }

  #makeActs(): ExplainPageActs {
    return {
      rate: (when, rating) => {
        this.#keeper.change({ [when]: rating });
        this.#show(when === 'after' && this.#state.missing === 'after' ? { missing: undefined } : {});
      },
      rated: (when) => {
        this.#focusOn(when === 'before' ? '#note' : '#save');
      },
      change: (part) => {
        this.#keeper.change(part);
        const isWritten = part.text !== undefined && part.text.trim() !== '' && this.#state.missing === 'note';
        this.#show(isWritten ? { missing: undefined } : {});
      },
      paste: (characters) => {
        this.#keeper.change({ pasted: this.#keeper.draft.pasted + characters });
      },
      forOthers: (forOthers) => {
        this.#show({
          forOthers,
          said: forOthers ? 'It holds for the others, too.' : 'It holds for these places alone.',
        });
      },
      changeClass: (place, to) => {
        this.#takeClass(place, to);
      },
      openDiff: (place) => {
        this.#keeper.flush();
        void this.#try(this.#host.request('explain.openDiff', { ask: this.snapshot.ask, place }));
      },
      save: () => {
        this.#save();
      },
      later: () => void this.#answer({ kind: 'later', draft: this.#keeper.draft }),
      offerSkip: (isSkipping) => {
        this.#show({ isSkipping });
        this.#focusOn(isSkipping ? '.reasons button' : '#skip');
      },
      skip: (reason) => void this.#answer({ kind: 'skipped', reason, draft: this.#keeper.draft }),
      close: () => {
        this.#keeper.stop();
        void this.#tellClasses();
        this.#host.tell('explain.close', { ask: this.snapshot.ask, draft: this.#keeper.draft });
      },
    };
  }

  #save(): void {
    const draft = this.#keeper.draft;
    const missing = draft.text.trim() === '' ? 'note' : draft.after === undefined ? 'after' : undefined;
    this.#show({ missing });
    if (missing === undefined) void this.#answer({ kind: 'saved', draft, forOthers: this.#state.forOthers });
    else this.#focusOn(missing === 'note' ? '#note' : ratingPlace('after'));
  }

  async #answer(answer: AnswerGiven): Promise<void> {
    const { isBusy, done, snapshot } = this.#state;
    if (isBusy || done !== '') return;
    this.#keeper.flush();
    this.#show({ isBusy: true, failure: '', said: 'Saving' });
    if (this.#classes.size > 0) {
      await this.#tellClasses();
      // What was given is about what was seen.
      if (answer.kind === 'saved' && placesIn(this.snapshot) !== placesIn(snapshot)) {
        this.#show({ isBusy: false, failure: OTHER_PLACES, said: '' });
        return;
      }
    }
    const problem = await this.#host.request('explain.answer', { ask: snapshot.ask, answer }).then(
      (reply) => reply.problem,
      (error: unknown) => inWords(error),
    );
    if (problem !== '') {
      this.#show({ isBusy: false, failure: problem, said: '' });
      return;
    }
    this.#keeper.stop();
    const words = doneWords(answer.kind, snapshot);
    this.#show({ isBusy: false, isSkipping: false, done: words, said: words });
    // Whoever writes elsewhere meanwhile is not called back.
    if (!this.#isOver && document.hasFocus()) this.#root.focus();
  }

  #takeClass(place: string, to: OwnershipClass): void {
    clearTimeout(this.#classes.get(place)?.timer);
    this.#classes.delete(place);
    if (this.snapshot.places.find(({ id }) => id === place)?.class === to) return;
    const timer = setTimeout(() => void this.#changeClass(place, to), CLASS_QUIET);
    this.#classes.set(place, { to, timer });
  }

  /** Tells at once what was chosen and not told yet. */
  async #tellClasses(): Promise<void> {
    await Promise.all([...this.#classes].map(([place, { to }]) => this.#changeClass(place, to)));
  }

  async #changeClass(place: string, to: OwnershipClass): Promise<void> {
    const { ask, places } = this.snapshot;
    clearTimeout(this.#classes.get(place)?.timer);
    this.#classes.delete(place);
    const path = visible(places.find(({ id }) => id === place)?.path ?? '');
    const snapshot = await this.#try(this.#host.request('explain.changeClass', { ask, place, to }));
    if (snapshot?.ask !== this.snapshot.ask) return;
    this.update(snapshot);
    this.#show({ said: `${path} is ${to} now.` });
    // The field that was used may have gone with its place.
    if (!this.#isOver && document.hasFocus() && document.activeElement === document.body) this.#focusFirst();
  }

  /** What came of an act; what went wrong is shown, and everything stays. */
  async #try<T>(act: Promise<T>): Promise<T | undefined> {
    try {
      const result = await act;
      this.#show({ failure: '' });
      return result;
    } catch (error) {
      this.#show({ failure: inWords(error) });
      return undefined;
    }
  }

  #show(part: Partial<Omit<PageState, 'draft'>>): void {
    if (this.#isOver) return;
    this.#state = { ...this.#state, ...part };
    render(explainTemplate({ ...this.#state, draft: this.#keeper.draft }, this.#acts), this.#root);
  }

  /** Where the person goes on: with the rating, or with a text that was begun. */
  #focusFirst(): void {
    this.#focusOn(this.#keeper.draft.before === undefined ? ratingPlace('before') : '#note');
  }

  #focusOn(selector: string): void {
    const [first, ...others] = selector.split(', ');
    const found = [first ?? '', ...others].map((one) => this.#root.querySelector<HTMLElement>(one));
    (found.find((one) => one !== null) ?? this.#root).focus();
  }
}

function placesIn({ places }: ExplainSnapshot): string {
  return places.map(({ id }) => id).join(' ');
}

function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
