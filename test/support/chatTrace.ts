import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printOf } from '../../src/domain/attribution/chatEditing.ts';
import type { EditFact, SelectionCause, TextChange } from '../../src/domain/attribution/editFact.ts';
import {
  ACCEPTANCE_STATE,
  type AcceptanceRecorded,
  type AcceptanceState,
} from '../../src/domain/events/acceptanceRecorded.ts';
import type { EditsCounted } from '../../src/domain/events/editsCounted.ts';
import type { ClipboardAnswer } from '../../src/ports/clipboard.ts';
import { recorder } from './recorder.ts';

const FOLDER = join(import.meta.dirname, '..', 'unit', 'attribution', 'traces');

interface TracedChange {
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
      /** the editor's own reason and its detail: the truth */
      readonly source?: readonly [string, string?];
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
);

export function readTrace(name: string): TraceRow[] {
  const lines = readFileSync(join(FOLDER, `${name}.jsonl`), 'utf8').trim();
  return lines.split('\n').map((line) => JSON.parse(line) as TraceRow);
}

export interface Replayed {
  readonly accepted: readonly (Pick<AcceptanceRecorded, 'origin' | 'confidence' | 'signal' | 'places'> & {
    readonly name: string;
    readonly state: AcceptanceState;
  })[];
  /** of all other edits, by file */
  readonly counts: Readonly<Record<string, EditsCounted['counts']>>;
}

/** Tells a recorder all that a trace has, as the adapters of the editor do. */
export async function replay(
  rows: readonly TraceRow[],
  { masked, clipboard }: { masked: boolean; clipboard?: ClipboardAnswer },
): Promise<Replayed> {
  const documents = new Map<string, string>();
  const texts = (uri: string) => {
    const [baseline, file] = [documents.get(`baseline ${uri}`), documents.get(`file ${uri}`)];
    return baseline === undefined || file === undefined ? undefined : { baseline, file };
  };
  const parts = recorder(clipboard, texts);
  parts.recorder.warmUp();
  const begun = parts.time.now();
  const editor = new TracedEditor(parts, documents, masked);
  for (const row of rows) {
    parts.time.advance(Math.max(0, begun + row.at - parts.time.now()));
    editor.tell(row);
    await Promise.resolve();
  }
  parts.time.advance(10_000);
  await new Promise((resolve) => setImmediate(resolve));
  parts.recorder.dispose();
  const states = new Map(
    parts.followUps.flatMap((one) => (one.kind === ACCEPTANCE_STATE ? [[one.of, one.state]] : [])),
  );
  return {
    accepted: parts.accepted.map(({ uri, origin, confidence, signal, places }, at) => {
      return { name: uri, origin, confidence, signal, places, state: states.get(`id${String(at + 1)}`) ?? 'kept' };
    }),
    counts: Object.fromEntries(parts.counted.map(({ uri, counts }) => [uri, counts])),
  };
}

class TracedEditor {
  readonly #parts: ReturnType<typeof recorder>;
  readonly #documents: Map<string, string>;
  readonly #masked: boolean;
  readonly #announced = new Set<string>();

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
    } else if (row.is === 'will save') this.#announced.add(row.name);
    else if (row.is === 'save') {
      chat.take({ kind: 'saved', uri: row.name, silently: !this.#announced.delete(row.name) });
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

  #change(row: Extract<TraceRow, { is: 'change' }>): void {
    const { recorder: subject, chat } = this.#parts;
    const { doc, name } = row;
    const changes = this.#apply(`${doc} ${name}`, row.changes);
    if (doc === 'file') subject.recordEdit(this.#fact(row, changes));
    else {
      const edit = printOf(changes.map((one) => ({ ...one, removed: one.removed?.length ?? 0 })));
      chat.take({ kind: 'baseline changed', uri: name, edit, isSame: () => this.#isSame(name) });
    }
  }

  #fact(row: Extract<TraceRow, { is: 'change' }>, changes: TextChange[]): EditFact {
    const [source, detail = ''] = row.source ?? ['unknown'];
    return {
      uri: row.name,
      folder: undefined,
      language: 'typescript',
      clean: !row.dirty,
      active: row.active === true,
      changes,
      history: row.history,
      source: this.#masked ? undefined : { name: source, detail, extensionId: 'some.provider' },
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
