import { RATINGS } from '../../src/domain/debt/rating.ts';
import type { ExplainPageActs, PageState } from './explainActs.ts';
import { SKIP_WORDS } from './words.ts';

/** Where the focus is put. */
export interface PageFocus {
  readonly on: (selector: string) => void;
}

type Act = () => void;

/** The keys of the page. Those of one character do nothing in a text, and the arrow keys stay the browser's. */
export function takeKey(event: KeyboardEvent, state: PageState, acts: ExplainPageActs, focus: PageFocus): void {
  if (event.isComposing || event.defaultPrevented) return;
  const act = isHeldDown(event) ? () => undefined : actOf(event, state, acts, focus);
  if (act === undefined) return;
  event.preventDefault();
  act();
}

function actOf(event: KeyboardEvent, state: PageState, acts: ExplainPageActs, focus: PageFocus): Act | undefined {
  const { key, target } = event;
  if (state.done !== '') return key === 'Escape' ? acts.close : undefined;
  if (event.altKey) return undefined;
  if (event.ctrlKey || event.metaKey) return key === 'Enter' ? acts.save : undefined;
  const isInField = isField(target);
  if (key === 'Escape') return escapeFrom(isInField, state, acts, focus);
  return isInField || event.repeat ? undefined : (ratingAct(event, state, acts) ?? letterAct(event, state, acts));
}

/** One that is held is one act: else it would save what was just asked about, or leave the page after the text. */
function isHeldDown({ key, ctrlKey, metaKey, repeat, target }: KeyboardEvent): boolean {
  if (!repeat) return false;
  return key === 'Escape' || (key === 'Enter' && (ctrlKey || metaKey || !isField(target)));
}

/** Goes one step back, and never loses anything: out of the reasons, out of a text, then out of the page. */
function escapeFrom(isInField: boolean, state: PageState, acts: ExplainPageActs, focus: PageFocus): Act {
  if (isInField) return () => focus.on(ratingPlace(state.draft.before === undefined ? 'before' : 'after'));
  if (state.isSkipping) {
    return () => {
      acts.offerSkip(false);
    };
  }
  return acts.close;
}

/** A digit rates in the group that has the focus, and elsewhere in the one that is due. */
function ratingAct({ key, target }: KeyboardEvent, { draft }: PageState, acts: ExplainPageActs) {
  const rating = RATINGS.find((one) => String(one) === key);
  if (rating === undefined) return undefined;
  const group = target instanceof Element ? target.closest<HTMLElement>('[data-rating]')?.dataset['rating'] : undefined;
  const due = draft.before === undefined ? 'before' : 'after';
  const when = group === 'before' || group === 'after' ? group : due;
  return () => {
    acts.rate(when, rating);
    acts.rated(when);
  };
}

function reasonAct(key: string, acts: ExplainPageActs): Act | undefined {
  const chosen = SKIP_WORDS.find((one) => one.key === key.toUpperCase());
  return chosen === undefined ? undefined : () => acts.skip(chosen.reason);
}

function letterAct({ key, target }: KeyboardEvent, state: PageState, acts: ExplainPageActs): Act | undefined {
  if (state.isSkipping) return reasonAct(key, acts);
  const { places, others, purpose } = state.snapshot;
  switch (key.toUpperCase()) {
    case 'L':
      return acts.later;
    case 'C':
      return purpose === 'waiting' ? acts.later : undefined;
    case 'S':
      return () => acts.offerSkip(true);
    case 'D':
      return () => acts.openDiff(placeOf(target) ?? places[0]?.id ?? '');
    case 'A':
      return others === 0 ? undefined : () => acts.forOthers(!state.forOthers);
    default:
      return undefined;
  }
}

/** The place that the focus is in. */
function placeOf(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('[data-place]')?.dataset['place'] : undefined;
}

/** The choice of a rating that the Tab key would stop at. */
export function ratingPlace(when: 'before' | 'after'): string {
  return `input[name="${when}"]:checked, input[name="${when}"]`;
}

function isText(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text');
}

/** In a select, a letter finds an entry. */
function isField(target: EventTarget | null): boolean {
  return isText(target) || target instanceof HTMLSelectElement;
}
