import * as v from 'valibot';
import { RATINGS } from '../debt/rating.ts';
import { lotsSchema } from './lotRecorded.ts';

/** What the engineer wrote to explain lots, with the ratings of understanding. */
export const NOTE = 'note';
/** A later text of a note, or later ratings: what it was before stays in the journal. */
export const NOTE_EDITED = 'note-edited';

/** Who chose the approach. */
export const CHOOSERS = ['me', 'ai', 'together'] as const;
export type Chooser = (typeof CHOOSERS)[number];

/** A longer note is none, in UTF-16 code units. */
export const LONGEST_NOTE = 20_000;
const text = v.pipe(v.string(), v.maxLength(LONGEST_NOTE));
const short = v.pipe(v.string(), v.maxLength(2_000));
const rating = v.picklist(RATINGS);

const noteWrittenSchema = v.object({
  lots: lotsSchema,
  text,
  /** before writing; enters no account */
  before: v.optional(rating),
  after: v.optional(rating),
  /** that was asked */
  question: v.optional(short),
  chose: v.optional(v.picklist(CHOOSERS)),
  /** what was not chosen, in the engineer's words */
  turnedDown: v.optional(short),
  /** share of the text that was pasted, from 0 to 1 */
  pasted: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** that it took, from the question to the answer */
  seconds: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** whether the explained code was changed between the question and the commit */
  changed: v.boolean(),
});

const noteEditedSchema = v.object({
  /** id of the event that recorded the note */
  of: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}:\d{1,9}$/u)),
  text: v.optional(text),
  after: v.optional(rating),
  changed: v.optional(v.boolean()),
});

export type NoteWritten = v.InferOutput<typeof noteWrittenSchema>;
export type NoteEdited = v.InferOutput<typeof noteEditedSchema>;

/** The payload of a note, or `undefined` for one of a later version that this one can not read. */
export function readNoteWritten(payload: unknown): NoteWritten | undefined {
  const parsed = v.safeParse(noteWrittenSchema, payload);
  return parsed.success ? parsed.output : undefined;
}

export function readNoteEdited(payload: unknown): NoteEdited | undefined {
  const parsed = v.safeParse(noteEditedSchema, payload);
  return parsed.success ? parsed.output : undefined;
}
