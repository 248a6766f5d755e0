import type { ExplainAsked, ExplainDraft, ExplainPlace } from '../../ports/explainPage.ts';
import { EXPLAIN_BOUNDS, type ExplainSnapshot } from '../../protocol/explainMessages.ts';

/** What the page shows of a question, within what it takes: what is too long is cut, and lines that are left out are counted. */
export function explainSnapshot(
  asked: ExplainAsked,
  now: Pick<ExplainSnapshot, 'revision' | 'ask' | 'state' | 'draft'>,
): ExplainSnapshot {
  const { purpose, places, lines, others } = asked;
  const shown = places.slice(0, EXPLAIN_BOUNDS.places);
  return {
    ...now,
    draft: boundedDraft(now.draft),
    ...{ purpose, lines, others: others + places.length - shown.length },
    question: cut(asked.question),
    plan: cut(asked.plan, EXPLAIN_BOUNDS.plan),
    places: shown.map(boundedPlace),
  };
}

function boundedPlace(place: ExplainPlace): ExplainSnapshot['places'][number] {
  const shown = place.shown.slice(0, EXPLAIN_BOUNDS.shownLines);
  return {
    ...{ id: place.id, class: place.class, lines: place.lines },
    ...{ path: cut(place.path), area: cut(place.area), how: cut(place.how) },
    shown: shown.map((line) => ({ ...line, text: cut(line.text, EXPLAIN_BOUNDS.line) })),
    more: place.more + place.shown.length - shown.length,
  };
}

/** Drafts come from the page itself, and so fit, unless they are of a later version. */
function boundedDraft(draft: ExplainDraft): ExplainDraft {
  return {
    ...draft,
    text: draft.text.slice(0, EXPLAIN_BOUNDS.note),
    turnedDown: draft.turnedDown.slice(0, EXPLAIN_BOUNDS.turnedDown),
  };
}

function cut(text: string, length: number = EXPLAIN_BOUNDS.words): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
