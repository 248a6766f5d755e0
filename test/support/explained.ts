import type { BlockPlan } from '../../src/domain/blocks/plannedBlocks.ts';
import type { BlockFact } from '../../src/domain/blocks/blockRuns.ts';
import type { LandedCommit, Lot, Note, Plan, PromptNow } from '../../src/domain/debt/lot.ts';
import { readBlockPlanned, subjectOf } from '../../src/domain/events/blockPlanned.ts';
import { readBlockRun } from '../../src/domain/events/blockRun.ts';
import { readCommitLanded } from '../../src/domain/events/commitLanded.ts';
import { filePath } from '../../src/domain/events/filePath.ts';
import { compareEvents, eventId, eventOrder, type JournalEvent } from '../../src/domain/events/journalEvent.ts';
import { readLotRecorded, readLotsCommitted, readLotsSkipped } from '../../src/domain/events/lotRecorded.ts';
import { readNoteEdited, readNoteWritten } from '../../src/domain/events/noteWritten.ts';
import { readPlanWritten } from '../../src/domain/events/planWritten.ts';
import { readPrompted } from '../../src/domain/events/prompted.ts';
import { readTaskEnded, readTaskStarted } from '../../src/domain/events/taskTold.ts';
import type { Task } from '../../src/domain/velocity/task.ts';

export interface Told {
  readonly lots: readonly Lot[];
  readonly notes: readonly Note[];
  readonly commits: readonly (LandedCommit & { readonly isReplaced: boolean })[];
  readonly prompts: readonly PromptNow[];
  readonly plans: readonly Plan[];
  readonly blockPlans: readonly BlockPlan[];
  readonly tasks: readonly Task[];
  readonly blockRuns: readonly BlockFact[];
}

/** What events say of lots, notes, commits and prompts, told the plainest way: in their order, what comes later wins. */
export function explainedBy(events: readonly JournalEvent[]): Told {
  // The ledger has another character for the one that ends texts.
  const readable = JSON.parse(JSON.stringify(events).replaceAll('\\u0000', '\u{FFFD}')) as JournalEvent[];
  const ordered = readable.filter(({ v }) => v === 1).toSorted(compareEvents);
  const of = (kind: string): JournalEvent[] => ordered.filter(({ k }) => k === kind);
  const { lots, firstOf } = lotsIn(of);
  const replaced = of('commit').flatMap(({ p }) => {
    const landed = readCommitLanded(p);
    return (landed?.replaces ?? []).filter((one) => one !== landed?.commit).map((one) => `${landed?.uri ?? ''} ${one}`);
  });
  const commits = new Map<string, LandedCommit>();
  for (const { p } of of('commit')) {
    const { replaces: _replaces, ...landed } = readCommitLanded(p) ?? {};
    if ('commit' in landed) commits.set(`${landed.uri} ${landed.commit}`, landed);
  }
  const all = [...commits].map(([key, landed]) => ({ ...landed, isReplaced: replaced.includes(key) }));
  return {
    lots,
    notes: notesIn(of, lots, firstOf),
    commits: all.sort(
      (one, other) => one.authored - other.authored || compare(one.uri, other.uri) || compare(one.commit, other.commit),
    ),
    blockPlans: blockPlansIn(of),
    tasks: tasksIn(of),
    blockRuns: of('block-run').flatMap((event) => {
      const said = readBlockRun(event.p);
      return said === undefined ? [] : [{ ...said, id: eventId(event), time: event.t, offset: event.o }];
    }),
    plans: of('plan').flatMap(({ p, t, o }) => {
      const plan = readPlanWritten(p);
      return plan === undefined ? [] : [{ ...plan, time: t, offset: o }];
    }),
    prompts: of('prompted').flatMap(({ p, t, o }) => {
      const prompted = readPrompted(p);
      return prompted === undefined ? [] : [{ ...prompted, time: t, offset: o }];
    }),
  };
}

/** Each with what was said last of its end, also where that comes before it. */
function tasksIn(of: Of): Task[] {
  const ends = new Map<string, NonNullable<Task['end']>>();
  for (const { p, t } of of('task-ended')) {
    const ended = readTaskEnded(p);
    if (ended === undefined) continue;
    const { of: task, ...end } = ended;
    ends.set(task, { ...end, time: t });
  }
  return of('task-started').flatMap((event) => {
    const task = readTaskStarted(event.p);
    const end = ends.get(eventId(event));
    if (task === undefined) return [];
    return [{ ...task, id: eventId(event), time: event.t, offset: event.o, ...(end === undefined ? {} : { end }) }];
  });
}

/** Of several about the same, the last one, where it stands. */
function blockPlansIn(of: Of): BlockPlan[] {
  const plans = new Map<string, BlockPlan>();
  for (const event of of('block-planned')) {
    const plan = readBlockPlanned(event.p);
    if (plan === undefined) continue;
    plans.delete(subjectOf(plan));
    plans.set(subjectOf(plan), { ...plan, order: eventOrder(event), time: event.t });
  }
  return [...plans.values()];
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

type Of = (kind: string) => readonly JournalEvent[];

/** Lots, the oldest first, and of each event that records one the id of its lot. */
function lotsIn(of: Of): { lots: Lot[]; firstOf: ReadonlyMap<string, string> } {
  const firstOf = new Map<string, string>();
  const byContent = new Map<string, Lot>();
  const owing = new Set<string>();
  for (const event of of('lot')) {
    const recorded = readLotRecorded(event.p);
    if (recorded === undefined) continue;
    const { uri, folder, key, names, owes, ...counts } = recorded;
    const content = JSON.stringify([uri, key, names]);
    const id = byContent.get(content)?.id ?? eventId(event);
    firstOf.set(eventId(event), id);
    if (byContent.has(content)) continue;
    if (owes) owing.add(id);
    const file = { uri, ...(folder === undefined ? {} : { folder }) };
    const rest = { state: 'small', reason: undefined, commit: undefined } as const;
    byContent.set(content, { id, ...file, path: filePath(file), time: event.t, offset: event.o, ...counts, ...rest });
  }
  const named = (lots: readonly string[] = []): Set<string | undefined> => new Set(lots.map((id) => firstOf.get(id)));
  const noted = of('note').map(({ p }) => named(readNoteWritten(p)?.lots));
  const skips = of('lots-skipped').flatMap(({ p }) => readLotsSkipped(p) ?? []);
  const landings = of('lots-committed').flatMap(({ p }) => readLotsCommitted(p) ?? []);
  const lots = [...byContent.values()].map((lot): Lot => {
    const skip = skips.findLast((one) => named(one.lots).has(lot.id));
    const commit = landings.findLast((one) => named(one.lots).has(lot.id))?.commit;
    const unexplained = skip === undefined ? (owing.has(lot.id) ? 'owed' : 'small') : 'skipped';
    const state = noted.some((one) => one.has(lot.id)) ? 'explained' : unexplained;
    return { ...lot, state, reason: skip?.reason, commit };
  });
  return { lots, firstOf };
}

function notesIn(of: Of, lots: readonly Lot[], firstOf: ReadonlyMap<string, string>): Note[] {
  return of('note').flatMap((event): Note[] => {
    const recorded = readNoteWritten(event.p);
    if (recorded === undefined) return [];
    const ids = new Set(recorded.lots.map((id) => firstOf.get(id)));
    const note = { id: eventId(event), time: event.t, offset: event.o, edited: undefined };
    const base: Note = { ...recorded, ...note, lots: lots.filter(({ id }) => ids.has(id)) };
    return [of('note-edited').reduce(edited, base)];
  });
}

function edited(note: Note, { p, t }: JournalEvent): Note {
  const edit = readNoteEdited(p);
  if (edit?.of !== note.id) return note;
  const { text, after, changed = note.changed } = edit;
  const later = { ...note, changed, ...(after !== undefined && { after }) };
  return text === undefined ? later : { ...later, text, edited: t };
}
