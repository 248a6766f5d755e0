import * as v from 'valibot';
import type { OfferedAnswer } from '../domain/attribution/correction.ts';
import { editSchema, explainingSchema, MOST_WORDS, noteSchema, noteTextSchema } from './explainingMessages.ts';

const text = v.string();
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** what names something in a request */
const id = v.pipe(text, v.maxLength(100));

/** What the person can say of an acceptance, on the panel. */
const PANEL_ANSWERS = ['typed', 'ai', 'pasted', 'as recorded'] as const satisfies readonly OfferedAnswer[];

const entrySchema = v.object({
  /** names the acceptance in a request, as long as a snapshot shows it */
  id: text,
  /** which one, for people, such as "Line 13, 4 lines" */
  which: text,
  when: text,
  /** how Grasp knows, in words */
  reason: text,
  answers: v.array(v.object({ answer: v.picklist(PANEL_ANSWERS), words: text })),
});

const rowSchema = v.object({
  /** names the row in a request; valid for the snapshot that brought it and for later ones that still show it */
  id: text,
  name: text,
  /** folder of the file, empty at the top */
  directory: text,
  lines: count,
  origin: text,
  /** the word for people, such as "probable" */
  confidence: text,
  /** the newest acceptances of the row, newest first */
  entries: v.array(entrySchema),
  /** how many older ones it has besides */
  more: count,
  /** the time of the newest acceptance, short, for people */
  when: text,
});

/** Everything that the panel shows. The host pushes it whole; a view that missed one has missed nothing. */
export const panelSnapshotSchema = v.object({
  /** grows with every snapshot of a host; a view ignores an older one */
  revision: count,
  /** of the lines of a total, some may be probable only */
  today: v.object({ lines: count, probable: count, rows: v.array(rowSchema) }),
  week: v.object({
    /** first day of the week, short, for people */
    since: text,
    /** lines of the whole week, today included */
    lines: count,
    probable: count,
    /** files of the days before today */
    earlierRows: v.array(rowSchema),
  }),
  /** guesses of the week that wait for an answer: all of them counted, the newest ones as a row each */
  guesses: v.object({ count, rows: v.array(rowSchema) }),
  /** of how much text the origin is known, in short and explained */
  coverage: v.object({ words: text, explained: text }),
  /** whether anything was ever recorded: tells "nothing yet" from "nothing this week" */
  everRecorded: v.boolean(),
  /** damaged lines of the journals, which no number rests on */
  damagedLines: count,
  /** something to know about the numbers, in a sentence; empty when there is nothing */
  notice: text,
  /** something that keeps Grasp from recording, in a sentence; empty when all is well */
  problem: text,
  /** that nothing is recorded because somebody asked for it, and until when; empty when there is no pause */
  pause: text,
  explaining: explainingSchema,
  /** the change of a note that was under way when the view before this one went; with the first snapshot of a view alone */
  editing: v.optional(v.object({ note: noteSchema, ...editSchema.entries })),
});

export type PanelEntry = v.InferOutput<typeof entrySchema>;
export type PanelAnswer = PanelEntry['answers'][number]['answer'];
export type PanelRow = v.InferOutput<typeof rowSchema>;
export type PanelSnapshot = v.InferOutput<typeof panelSnapshotSchema>;

/** What the panel asks of the host: the schemas of question and answer by tag. */
export const PANEL_REQUESTS = {
  /** first message of a view: gives the snapshot to start from */
  'panel.ready': { body: v.object({}), reply: panelSnapshotSchema },
  /** opens a row's file at the place of its newest acceptance */
  'panel.open': { body: v.object({ row: text }), reply: v.object({}) },
  /** takes down what the person says that an acceptance was; gives what it counts as now, in words */
  'panel.correct': {
    body: v.object({ entry: id, answer: v.picklist(PANEL_ANSWERS) }),
    reply: v.object({ said: text }),
  },
  /** asks for an explanation of what a row of NEXT holds */
  'panel.explain': { body: v.object({ row: id }), reply: v.object({}) },
  /** asks for an explanation of what lies staged */
  'panel.explainStaged': { body: v.object({}), reply: v.object({}) },
  /** asks what to do about the weekly block without AI */
  'panel.block': { body: v.object({}), reply: v.object({}) },
  /** starts a task, or finishes the one that runs */
  'panel.task': { body: v.object({}), reply: v.object({}) },
  /** looks for notes that have some words, in any order and case; without a word all, the newest first */
  'panel.notes': {
    body: v.object({ words: v.pipe(text, v.maxLength(MOST_WORDS)) }),
    /** `more`: there are older ones besides */
    reply: v.object({ notes: v.array(noteSchema), more: v.boolean() }),
  },
  /** writes a later text of a note, and with `after` a later rating; gives the note as it is then */
  'panel.editNote': {
    body: v.object({ note: id, ...editSchema.entries }),
    reply: v.object({ note: noteSchema }),
  },
  /** gives the texts that a note had before, newest first; `more`: there are older ones besides */
  'panel.earlierTexts': {
    body: v.object({ note: id }),
    reply: v.object({ texts: v.array(noteTextSchema), more: v.boolean() }),
  },
  /** ends the pause */
  'panel.resume': { body: v.object({}), reply: v.object({}) },
  'panel.showLog': { body: v.object({}), reply: v.object({}) },
} as const;

/** What the host tells the panel without being asked. */
export const PANEL_EVENTS = { 'panel.snapshot': panelSnapshotSchema } as const;

/** What the panel tells the host without waiting for an answer. */
export const HOST_EVENTS = {
  /** how far a change of a note has come, to be given back to a later view; absent when there is none any more */
  'panel.editing': v.object({ edit: v.optional(v.object({ note: id, ...editSchema.entries })) }),
  /** an error that nothing in the panel caught */
  'panel.fault': v.object({ message: v.pipe(text, v.maxLength(2_000)), stack: v.pipe(text, v.maxLength(8_000)) }),
} as const;
