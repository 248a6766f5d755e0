import * as v from 'valibot';
import type { RATINGS } from '../domain/debt/rating.ts';
import { tasksSchema } from './taskMessages.ts';

const text = v.string();
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Longest text of a note, in UTF-16 code units. */
export const LONGEST_NOTE = 20_000;
/** Longest text that notes are searched for, in UTF-16 code units. */
export const MOST_WORDS = 200;

const ratingSchema = v.picklist([1, 2, 3, 4, 5] as const satisfies typeof RATINGS);

/** Code of one file that waits for an explanation. */
const waitingSchema = v.object({
  /** names the row in a request */
  id: text,
  name: text,
  /** folder of the file, empty at the top */
  directory: text,
  lines: count,
  /** area and class, for people */
  owned: text,
  /** how long it has waited, such as "3 days" */
  since: text,
});

export const noteSchema = v.object({
  /** names the note in a request */
  id: text,
  paths: v.array(text),
  /** files that it is of besides */
  morePaths: count,
  when: text,
  /** when it got its latest text; empty where that is the first one */
  edited: text,
  /** the rating after writing; absent where none was given */
  after: v.optional(ratingSchema),
  /** that was asked; empty where nothing was */
  question: text,
  text,
});

/** A text that a note had before. */
export const noteTextSchema = v.object({
  /** when it was written, with the time of day */
  when: text,
  /** the last rating that it was given; absent where none was */
  after: v.optional(ratingSchema),
  text,
});

/** A change of a note that is not saved yet. */
export const editSchema = v.object({
  text: v.pipe(text, v.maxLength(LONGEST_NOTE)),
  after: v.optional(ratingSchema),
});

const weekSchema = v.object({
  /** its first day, short, for people */
  since: text,
  ai: count,
  probable: count,
  typed: count,
  unseen: count,
  /** how much of it is known, such as "93 %"; empty where nothing landed */
  coverage: text,
  /** so little is known of it that nothing is to be read from it */
  isHollow: v.boolean(),
  /** notes with a rating */
  rated: count,
  /** from 1 to 5; absent where there are too few ratings */
  mean: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(5))),
  /** the rating in words: the mean, or why there is none */
  rating: text,
});

/** What the panel shows of explanations: what waits for one, what was written, and what it is worth. */
export const explainingSchema = v.object({
  /** what lies staged and waits; absent where nothing does */
  staged: v.optional(v.object({ words: text, detail: text })),
  /** the weekly block without AI that runs or comes next; absent where none is scheduled */
  block: v.optional(v.object({ words: text, detail: text })),
  /** the last block without AI that was held, and how many there were in each of eight weeks, oldest first; absent where there was none */
  blocks: v.optional(
    v.object({
      words: text,
      detail: text,
      /** what it adds to the comparison of tasks; empty where there is nothing to say of that */
      adds: text,
      weeks: v.array(v.object({ since: text, held: count })),
    }),
  ),
  /** by file, what matters most first; `more` lots wait besides */
  waiting: v.object({ lines: count, rows: v.array(waitingSchema), more: count }),
  notes: v.object({
    /** notes of the file in the active editor, newest first, and whether there are older ones besides; absent where it has none */
    ofFile: v.optional(v.object({ file: text, notes: v.array(noteSchema), more: v.boolean() })),
    /** the newest notes, beside those of the file */
    newest: v.array(noteSchema),
    /** whether there ever was a note */
    ever: v.boolean(),
  }),
  /** oldest first; empty where nothing was ever committed or rated in them */
  weeks: v.array(weekSchema),
  /** what explaining took and brought, in a sentence and explained; both empty where there is nothing to tell */
  gate: v.object({ words: text, explained: text }),
  tasks: tasksSchema,
});

export type PanelExplaining = v.InferOutput<typeof explainingSchema>;
export type PanelWaiting = PanelExplaining['waiting']['rows'][number];
export type PanelNote = v.InferOutput<typeof noteSchema>;
export type PanelNoteText = v.InferOutput<typeof noteTextSchema>;
export type PanelWeek = v.InferOutput<typeof weekSchema>;
