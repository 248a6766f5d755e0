import * as v from 'valibot';

const text = v.string();
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

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
  /** why, in words */
  reason: text,
  /** the time of the newest acceptance, short, for people */
  when: text,
});

/** Everything that the panel shows. The host pushes it whole; a view that missed one has missed nothing. */
export const panelSnapshotSchema = v.object({
  /** grows with every snapshot of a host; a view ignores an older one */
  revision: count,
  today: v.object({ lines: count, rows: v.array(rowSchema) }),
  week: v.object({
    /** first day of the week, short, for people */
    since: text,
    /** lines of the whole week, today included */
    lines: count,
    /** files of the days before today */
    earlierRows: v.array(rowSchema),
  }),
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
});

export type PanelRow = v.InferOutput<typeof rowSchema>;
export type PanelSnapshot = v.InferOutput<typeof panelSnapshotSchema>;

/** What the panel asks of the host: the schemas of question and answer by tag. */
export const PANEL_REQUESTS = {
  /** first message of a view: gives the snapshot to start from */
  'panel.ready': { body: v.object({}), reply: panelSnapshotSchema },
  /** opens a row's file at the place of its newest acceptance */
  'panel.open': { body: v.object({ row: text }), reply: v.object({}) },
  /** ends the pause */
  'panel.resume': { body: v.object({}), reply: v.object({}) },
  'panel.showLog': { body: v.object({}), reply: v.object({}) },
} as const;

/** What the host tells the panel without being asked. */
export const PANEL_EVENTS = { 'panel.snapshot': panelSnapshotSchema } as const;

/** What the panel tells the host without waiting for an answer. */
export const HOST_EVENTS = {
  /** an error that nothing in the panel caught */
  'panel.fault': v.object({ message: v.pipe(text, v.maxLength(2_000)), stack: v.pipe(text, v.maxLength(8_000)) }),
} as const;
