import {
  AI_SWITCHES,
  isOff,
  isOfKnownForm,
  mergedValue,
  offValue,
  type AiSwitch,
} from '../../domain/blocks/aiSwitches.ts';
import { isQuietOver, type QuietEntry, type QuietRecord } from '../../domain/blocks/quietRecord.ts';
import { isSameValue } from '../../domain/settings/settingValue.ts';
import type { SettingName, UserSettings } from '../../ports/userSettings.ts';

type Look = UserSettings['look'];

/** One write, to be finished before the next one begins. Without a value it takes away. */
export type QuietWrite =
  { readonly to: 'record'; readonly value?: QuietRecord } | { readonly to: QuietEntry; readonly value?: unknown };

/** How AI is quieted. */
export interface QuietPlan {
  /** what is to be read back before anything else is written */
  readonly record: QuietRecord;
  readonly writes: readonly QuietWrite[];
}

/** How settings go back to what they were. */
export interface BackPlan {
  readonly writes: readonly QuietWrite[];
  /** what the person has changed since, and so stays as it is */
  readonly left: readonly QuietEntry[];
  /** what can not be written, since its extension is not there: it stays in the record until it is */
  readonly waiting: readonly QuietEntry[];
}

/**
 * The writes that quiet AI until a moment. A process may die after any of them: what is to be undone is written before all else.
 *
 * @param record of what is quiet already, which then is so until the later moment of the two, or what waits from before
 */
export function planQuiet(
  look: Look,
  { now, until }: { readonly now: number; readonly until: number },
  record?: QuietRecord,
): QuietPlan {
  const known = record?.entries ?? [];
  const added = AI_SWITCHES.flatMap((one) => entriesOf(one, look)).filter(
    // What has been set once is not set again: the person may have changed it since.
    (entry) => !known.some((other) => isSameName(entry, other)),
  );
  const runsUntil = record === undefined || isQuietOver(record, now) ? 0 : record.until;
  const next: QuietRecord = { v: 1, begun: now, until: Math.max(until, runsUntil), entries: [...known, ...added] };
  return {
    record: next,
    writes: [{ to: 'record', value: next }, ...added.map((entry) => ({ to: entry, value: entry.wrote }))],
  };
}

/** The writes that bring settings back. Done again after a death, they do what is left to do. */
export function planBack(look: Look, record: QuietRecord, now: number): BackPlan {
  const { entries, until } = record;
  const stands = entries.filter((entry) => isSameValue(look(entry).own, entry.wrote));
  const waiting = stands.filter((entry) => 'prior' in entry && look({ key: entry.key }).initial === undefined);
  const ours = stands.filter((entry) => !waiting.includes(entry));
  const left = entries.filter((entry) => !stands.includes(entry) && !isSameValue(look(entry).own, entry.prior));
  if (waiting.length > 0 && waiting.length === entries.length && until <= now) return { writes: [], left, waiting };
  // From then on it is over for every window, so that one after us goes on.
  const over: QuietWrite[] = until <= now ? [] : [{ to: 'record', value: { ...record, until: now } }];
  return { writes: [...over, ...ours.map(writeBack), recordAfter(record, waiting, now)], left, waiting };
}

/** The last write: what could not be undone yet stays. */
export function recordAfter(record: QuietRecord, kept: readonly QuietEntry[], now: number): QuietWrite {
  if (kept.length === 0) return { to: 'record' };
  return { to: 'record', value: { ...record, until: Math.min(record.until, now), entries: kept } };
}

/** The write that puts one setting back. */
export function writeBack(entry: QuietEntry): QuietWrite {
  return 'prior' in entry ? { to: entry, value: entry.prior } : { to: entry };
}

function entriesOf(one: AiSwitch, look: Look): QuietEntry[] {
  const { key } = one;
  const all = look({ key });
  if (!isOfKnownForm(one, all.initial) || all.isRemote) return [];
  const names: SettingName[] = [{ key }, ...all.languages.map((language) => ({ key, language }))];
  return names.flatMap((name) => {
    const { initial, own, isRemote } = look(name);
    // A language that only a workspace names is the workspace's.
    if (isRemote || (initial === undefined && own === undefined)) return [];
    if (isOff(one, mergedValue(initial, own))) return [];
    const wrote = offValue(one, own, all.said);
    return [{ ...name, ...(own === undefined ? {} : { prior: own }), wrote }];
  });
}

function isSameName(a: SettingName, b: SettingName): boolean {
  return a.key === b.key && a.language === b.language;
}
