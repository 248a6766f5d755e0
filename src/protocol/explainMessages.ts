import * as v from 'valibot';
import type { Rating } from '../domain/debt/rating.ts';
import type { SkipReason } from '../domain/events/lotRecorded.ts';
import type { Chooser } from '../domain/events/noteWritten.ts';
import type { OwnershipClass } from '../domain/ownership/area.ts';

const RATINGS = [1, 2, 3, 4, 5] as const satisfies readonly Rating[];
const CHOOSERS = ['me', 'ai', 'together'] as const satisfies readonly Chooser[];
const CLASSES = ['core', 'repeatable', 'transient'] as const satisfies readonly OwnershipClass[];
const REASONS = ['known', 'trivial', 'no time', 'not mine', 'other'] as const satisfies readonly SkipReason[];

/** What the page takes at most: texts in UTF-16 code units. Whoever sends it a snapshot cuts it down to that. */
export const EXPLAIN_BOUNDS = {
  places: 3,
  shownLines: 400,
  line: 1_000,
  words: 1_000,
  plan: 2_000,
  note: 20_000,
  turnedDown: 2_000,
} as const;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const upTo = (length: number) => v.pipe(v.string(), v.maxLength(length));
const words = upTo(EXPLAIN_BOUNDS.words);

const draftSchema = v.pipe(
  v.object({
    text: upTo(EXPLAIN_BOUNDS.note),
    before: v.optional(v.picklist(RATINGS)),
    after: v.optional(v.picklist(RATINGS)),
    chose: v.optional(v.picklist(CHOOSERS)),
    turnedDown: upTo(EXPLAIN_BOUNDS.turnedDown),
    pasted: count,
    seconds: count,
  }),
  // What is not given may not cross the wire at all.
  v.transform(({ before, after, chose, ...rest }) => ({ before, after, chose, ...rest })),
);

const shownLineSchema = v.object({
  kind: v.picklist(['context', 'added', 'removed']),
  number: count,
  text: upTo(EXPLAIN_BOUNDS.line),
  isAsked: v.boolean(),
});

const placeSchema = v.object({
  /** names the place in a request, as long as a snapshot shows it */
  id: words,
  path: words,
  area: words,
  class: v.picklist(CLASSES),
  how: words,
  lines: count,
  shown: v.pipe(v.array(shownLineSchema), v.maxLength(EXPLAIN_BOUNDS.shownLines)),
  more: count,
});

/** Everything that the explain page shows. */
export const explainSnapshotSchema = v.object({
  /** grows with every snapshot of a host; a page ignores an older one */
  revision: count,
  /** which question it is; under another number, the page begins anew with the draft of the snapshot */
  ask: count,
  /** `done`: an answer was taken down */
  state: v.picklist(['asking', 'done']),
  purpose: v.picklist(['commit', 'waiting', 'ahead', 'fresh', 'queue']),
  places: v.pipe(v.array(placeSchema), v.maxLength(EXPLAIN_BOUNDS.places)),
  lines: count,
  others: count,
  question: words,
  plan: upTo(EXPLAIN_BOUNDS.plan),
  draft: draftSchema,
});

const answerSchema = v.variant('kind', [
  v.object({ kind: v.literal('saved'), draft: draftSchema, forOthers: v.boolean() }),
  v.object({ kind: v.literal('skipped'), reason: v.picklist(REASONS), draft: draftSchema }),
  v.object({ kind: v.literal('later'), draft: draftSchema }),
]);

export type ExplainSnapshot = v.InferOutput<typeof explainSnapshotSchema>;
export type PlaceShown = ExplainSnapshot['places'][number];
export type DraftShown = ExplainSnapshot['draft'];
export type AnswerGiven = v.InferOutput<typeof answerSchema>;

/** What the page asks of the host: the schemas of question and answer by tag. */
export const EXPLAIN_REQUESTS = {
  /** first message of a page: gives the snapshot to start from */
  'explain.ready': { body: v.object({}), reply: explainSnapshotSchema },
  /** takes an answer to a question down; the words are empty when it is on the disk, else they say what is wrong */
  'explain.answer': { body: v.object({ ask: count, answer: answerSchema }), reply: v.object({ problem: words }) },
  'explain.changeClass': {
    body: v.object({ ask: count, place: words, to: v.picklist(CLASSES) }),
    reply: explainSnapshotSchema,
  },
  'explain.openDiff': { body: v.object({ ask: count, place: words }), reply: v.object({}) },
} as const;

/** What the host tells the page without being asked. */
export const EXPLAIN_EVENTS = { 'explain.snapshot': explainSnapshotSchema } as const;

/** What the page tells the host without waiting for an answer. */
export const EXPLAIN_HOST_EVENTS = {
  /** what was given so far */
  'explain.keep': v.object({ ask: count, draft: draftSchema }),
  /** the person closes the page */
  'explain.close': v.object({ ask: count, draft: draftSchema }),
  /** whether the keyboard is in the page */
  'explain.focus': v.object({ isHere: v.boolean() }),
  /** an error that nothing in the page caught */
  'explain.fault': v.object({ message: upTo(2_000), stack: upTo(8_000) }),
} as const;
