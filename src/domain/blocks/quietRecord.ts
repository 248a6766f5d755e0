import * as v from 'valibot';
import { timeOfDay } from '../velocity/dateWords.ts';

/** AI is never quieted for longer, in milliseconds: what is forgotten ends by itself. */
export const LONGEST_QUIET = 8 * 3_600_000;
/** Clocks of machines that share their settings may differ by as much, in milliseconds. */
const CLOCKS_DIFFER = 5 * 60_000;

const keySchema = v.pipe(v.string(), v.regex(/^[\w.-]{1,200}$/u));
const timeSchema = v.pipe(v.number(), v.safeInteger());

const entrySchema = v.object({
  key: keySchema,
  /** the language for which alone it was set; without it for all */
  language: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
  /** what the file said before; without it nothing */
  prior: v.optional(v.unknown()),
  wrote: v.unknown(),
});
const recordSchema = v.object({
  v: v.literal(1),
  begun: timeSchema,
  until: timeSchema,
  entries: v.pipe(v.array(entrySchema), v.maxLength(1_000)),
});

/** One setting that was, or is about to be, changed. */
export type QuietEntry = Readonly<v.InferOutput<typeof entrySchema>>;

/**
 * What is to be undone, and when; times in milliseconds since 1970 UTC. It stands in the settings beside what it undoes, so
 * that both are lost, kept or brought to another machine together.
 */
export interface QuietRecord {
  readonly v: 1;
  readonly begun: number;
  readonly until: number;
  readonly entries: readonly QuietEntry[];
}

/** `undefined` where there is none, `unreadable` where something stands there that is no record. */
export function readQuietRecord(value: unknown): QuietRecord | 'unreadable' | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object' && Object.keys(value).length === 0) return undefined;
  const parsed = v.safeParse(recordSchema, value);
  return parsed.success ? parsed.output : 'unreadable';
}

/** Over too where the clock was set back behind its beginning: AI as it was is the safe side. */
export function isQuietOver({ begun, until }: QuietRecord, now: number): boolean {
  return now >= until || now < begun - CLOCKS_DIFFER;
}

/** For the status bar. Local time. */
export function quietInWords(until: number): string {
  return `AI is quieted by settings until ${timeOfDay(until)}`;
}
