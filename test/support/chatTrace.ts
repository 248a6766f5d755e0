import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentReport } from '../../src/domain/attribution/agentReport.ts';
import { printOf } from '../../src/domain/attribution/chatEditing.ts';
import type { EditFact, SelectionCause, TextChange } from '../../src/domain/attribution/editFact.ts';
import type { AcceptedPart } from '../../src/domain/attribution/recentChanges.ts';
import type { Decision } from '../../src/domain/provenance/author.ts';
import {
  ACCEPTANCE_GROWN,
  ACCEPTANCE_STATE,
  ACCEPTANCE_SURVIVAL,
  type AcceptanceRecorded,
  type AcceptanceState,
} from '../../src/domain/events/acceptanceRecorded.ts';
import type { EditsCounted } from '../../src/domain/events/editsCounted.ts';
import type { ClipboardAnswer } from '../../src/ports/clipboard.ts';
import { recorder } from './recorder.ts';
import type { TrueAuthor } from './trueAuthor.ts';

const FOLDER = join(import.meta.dirname, '..', 'unit', 'attribution', 'traces');

export interface TracedChange {
  /** first line and character, last line and character, from 0 */
  readonly range: readonly [number, number, number, number];
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** A line of a trace: what an extension was told in a real VS Code 1.139.1. `at` is in milliseconds. */
export type TraceRow = { readonly at: number } & (
  | { readonly is: 'mark'; readonly what: string }
  | {
      readonly is: 'open';
      readonly doc: 'file' | 'baseline' | 'snapshot';
      readonly name: string;
      readonly text: string;
    }
  | { readonly is: 'close'; readonly doc: 'file' | 'baseline' | 'snapshot'; readonly name: string }
  | {
      readonly is: 'change';
      readonly doc: 'file' | 'baseline';
      readonly name: string;
      readonly dirty: boolean;
      readonly active?: boolean;
      readonly history?: 'undo' | 'redo';
      /** the editor's own reason, its detail, and the extension that it names: the truth, unless `by` knows better */
      readonly source?: readonly [string, string?, string?];
      readonly by?: TrueAuthor;
      readonly changes: readonly TracedChange[];
    }
  | { readonly is: 'saved state'; readonly name: string; readonly dirty: boolean }
  | {
      readonly is: 'select';
      readonly name: string;
      readonly cause: SelectionCause;
      readonly carets: readonly (readonly [number, number])[];
    }
  | { readonly is: 'will save' | 'save'; readonly name: string }
  | { readonly is: 'accept key'; readonly name: string; readonly part: AcceptedPart; readonly listIsGreyText?: true }
  | { readonly is: 'clipboard'; readonly holds: ClipboardAnswer }
  /** A file was told to have changed on the disk. */
  | { readonly is: 'told'; readonly name: string }
  /** Git changed what it keeps of the repository, or goes on doing so. */
  | { readonly is: 'git'; readonly name: string; readonly goesOn?: boolean }
  /** What git has of a file from then on; `undefined` where nobody can tell. */
  | { readonly is: 'committed'; readonly name: string; readonly texts: readonly string[] | undefined }
  /** A terminal began a command, or ended it. */
  | { readonly is: 'terminal'; readonly number: number; readonly begins: string | undefined }
  | { readonly is: 'report'; readonly name: string; readonly report: AgentReport }
);

const DISK_ROWS: ReadonlySet<string> = new Set(['told', 'git', 'committed', 'terminal', 'report']);

export function readTrace(name: string): TraceRow[] {
  const lines = readFileSync(join(FOLDER, `${name}.jsonl`), 'utf8').trim();
  return lines.split('\n').map((line) => JSON.parse(line) as TraceRow);
}

export interface Replayed {
  readonly accepted: readonly (Pick<AcceptanceRecorded, 'origin' | 'confidence' | 'signal' | 'places'> & {
    readonly name: string;
    readonly state: AcceptanceState;
    /** the share that was there after 30 seconds; `undefined` where the document was not followed so long */
    readonly left: number | undefined;
  })[];
  /** of all other edits, by file */
  readonly counts: Readonly<Record<string, EditsCounted['counts']>>;
  /** what Grasp says of each edit of a file, in their order */
  readonly judged: readonly Judged[];
}

export interface Judged {
  readonly row: ChangeRow;
  /** `undefined` where it is an acceptance that brought nothing new */
  readonly said: Pick<Decision, 'origin' | 'confidence'> | undefined;
}

type ChangeRow = Extract<TraceRow, { is: 'change' }>;

/** Tells a recorder all that a trace has, as the adapters of the editor do. */
export async function replay(
  rows: readonly TraceRow[],
  { masked, clipboard, cold = false }: { masked: boolean; clipboard?: ClipboardAnswer; cold?: boolean },
): Promise<Replayed> {
  const documents = new Map<string, string>();
  const texts = (uri: string) => {
    const [baseline, file] = [documents.get(`baseline ${uri}`), documents.get(`file ${uri}`)];
    return baseline === undefined || file === undefined ? undefined : { baseline, file };
  };
  const file = (uri: string) => documents.get(`file ${uri}`);
  let holds = clipboard ?? { kind: 'unreadable' };
  const parts = recorder(() => holds, texts, file);
  if (!cold) parts.recorder.warmUp();
  const begun = parts.time.now();
  const editor = new TracedEditor(parts, documents, masked);
  for (const row of rows) {
    parts.time.advance(Math.max(0, begun + row.at - parts.time.now()));
    if (row.is === 'clipboard') holds = row.holds;
    else editor.tell(row);
    await new Promise((resolve) => setImmediate(resolve));
  }
  // What asks for an answer has it, and all acceptances come to their first checkpoint.
  for (const milliseconds of [500, 1_000, 31_000]) {
    parts.time.advance(milliseconds);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await new Promise((resolve) => setImmediate(resolve));
  parts.recorder.dispose();
  return {
    accepted: whatBecameOf(parts),
    counts: Object.fromEntries(parts.counted.map(({ uri, counts }) => [uri, counts])),
    judged: [...editor.facts].map(([fact, row]) => ({ row, said: parts.decided.get(fact) })),
  };
}

function whatBecameOf({ accepted, followUps }: ReturnType<typeof recorder>): Replayed['accepted'] {
  return accepted.map(({ uri, origin, confidence, signal, places }, at) => {
    const own = followUps.filter(({ of }) => of === `id${String(at + 1)}`);
    return {
      ...{ name: uri, origin, confidence, signal },
      places: own.findLast((one) => one.kind === ACCEPTANCE_GROWN)?.places ?? places,
      state: own.findLast((one) => one.kind === ACCEPTANCE_STATE)?.state ?? 'kept',
      left: own.find((one) => one.kind === ACCEPTANCE_SURVIVAL)?.share,
    };
  });
}

class TracedEditor {
  readonly #parts: ReturnType<typeof recorder>;
  readonly #documents: Map<string, string>;
  readonly #masked: boolean;
  readonly #announced = new Set<string>();
  readonly #terminals: object[] = [];
  /** what the recorder was told of edits of files, and the row of each */
  readonly facts = new Map<EditFact, ChangeRow>();

  constructor(parts: ReturnType<typeof recorder>, documents: Map<string, string>, masked: boolean) {
    this.#parts = parts;
    this.#documents = documents;
    this.#masked = masked;
  }

  tell(row: TraceRow): void {
    const { recorder: subject, chat } = this.#parts;
    if (row.is === 'open') this.#open(row);
    else if (row.is === 'close') this.#close(row);
    else if (row.is === 'change') this.#change(row);
    else if (row.is === 'saved state' && row.dirty) subject.recordUnsaved(row.name);
    else if (row.is === 'select') {
      const carets = row.carets.map(([line, character]) => ({ line, character }));
      subject.recordSelection(row.name, row.cause, carets);
    } else if (row.is === 'accept key') {
      subject.recordMark({ uri: row.name, part: row.part, listIsGreyText: row.listIsGreyText === true });
    } else if (DISK_ROWS.has(row.is)) this.#tellOfDisk(row);
    else if (row.is === 'will save') this.#announced.add(row.name);
    else if (row.is === 'save') {
      chat.take({ kind: 'saved', uri: row.name, silently: !this.#announced.delete(row.name) });
    }
  }

  #tellOfDisk(row: TraceRow): void {
    const { disk, activity, committed, git } = this.#parts;
    if (row.is === 'told') disk.fileChanged(row.name);
    else if (row.is === 'committed') committed.set(row.name, row.texts);
    else if (row.is === 'report') disk.reported({ ...row.report, time: this.#parts.time.now() }, row.name);
    else if (row.is === 'git') {
      git.isAtWork = row.goesOn ?? false;
      git.last = this.#parts.time.now();
    } else if (row.is === 'terminal') {
      const terminal = (this.#terminals[row.number] ??= {});
      if (row.begins === undefined) activity.ended(terminal);
      else activity.began(terminal, row.begins);
    }
  }

  #open({ doc, name, text }: Extract<TraceRow, { is: 'open' }>): void {
    const { chat, time } = this.#parts;
    this.#documents.set(`${doc} ${name}`, text);
    const fact = { uri: name, at: time.now(), same: this.#isSame(name) };
    if (doc === 'baseline') chat.take({ ...fact, kind: 'baseline opened', empty: text === '' });
    if (doc === 'snapshot') chat.take({ ...fact, kind: 'snapshot opened' });
  }

  #close({ doc, name }: Extract<TraceRow, { is: 'close' }>): void {
    const { recorder: subject, chat, time } = this.#parts;
    this.#documents.delete(`${doc} ${name}`);
    if (doc === 'baseline') chat.take({ kind: 'baseline closed', uri: name, at: time.now() });
    if (doc === 'file') subject.recordClosed(name);
  }

  #change(row: ChangeRow): void {
    const { recorder: subject, chat } = this.#parts;
    const { doc, name } = row;
    const changes = this.#apply(`${doc} ${name}`, row.changes);
    if (doc === 'file') {
      const fact = this.#fact(row, changes);
      this.facts.set(fact, row);
      subject.recordEdit(fact);
    } else {
      const edit = printOf(changes.map((one) => ({ ...one, removed: one.removed?.length ?? 0 })));
      chat.take({ kind: 'baseline changed', uri: name, edit, isSame: () => this.#isSame(name) });
    }
  }

  #fact(row: ChangeRow, changes: TextChange[]): EditFact {
    const [source, detail = '', extensionId = 'some.provider'] = row.source ?? ['unknown'];
    return {
      uri: row.name,
      folder: undefined,
      language: 'typescript',
      clean: !row.dirty,
      active: row.active === true,
      changes,
      history: row.history,
      source: this.#masked ? undefined : { name: source, detail, extensionId },
    };
  }

  #apply(document: string, changes: readonly TracedChange[]): TextChange[] {
    return changes.map(({ range, offset, length, text }) => {
      const before = this.#documents.get(document) ?? '';
      this.#documents.set(document, before.slice(0, offset) + text + before.slice(offset + length));
      const removed = before.slice(offset, offset + length);
      return { line: range[0], character: range[1], offset, removed, inserted: text };
    });
  }

  #isSame(name: string): boolean {
    return this.#documents.get(`baseline ${name}`) === this.#documents.get(`file ${name}`);
  }
}
