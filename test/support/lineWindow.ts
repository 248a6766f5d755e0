import type { EditFact, TextChange } from '../../src/domain/attribution/editFact.ts';
import type { ProvenanceRecorded } from '../../src/domain/events/provenanceRecorded.ts';
import { isWeak } from '../../src/domain/provenance/lineQuestion.ts';
import type { LineOrigin } from '../../src/domain/provenance/lineOrigin.ts';
import { LineRecall } from '../../src/features/provenance/lineRecall.ts';
import { LineWriter } from '../../src/features/provenance/lineWriter.ts';
import type { RecordedDocuments } from '../../src/features/provenance/recordedDocuments.ts';
import type { ClipboardAnswer } from '../../src/ports/clipboard.ts';
import type { LinesQuery, WrittenFile } from '../../src/ports/ledger.ts';
import { editFact, FakeLedger, MemoryLog, textChange } from './fakes.ts';
import { recorder, URI } from './recorder.ts';

type KnownLines = Map<string, LineOrigin>;

/** Where windows ask who wrote lines, and write it down. */
export interface LineRecord {
  origins(query: LinesQuery): Promise<readonly (LineOrigin | undefined)[]>;
  unrecorded(file: WrittenFile): Promise<readonly ProvenanceRecorded[]>;
  record(payload: ProvenanceRecorded): void;
}

/** What the journals of several windows say of lines, by the text of these: what was seen outranks what was not. */
export class LineJournals implements LineRecord {
  readonly files = new Map<string, KnownLines>();
  readonly events: ProvenanceRecorded[] = [];
  readonly #payloads = new WeakMap<ProvenanceRecorded, KnownLines>();

  origins({ uri, uris, lines }: LinesQuery): Promise<readonly (LineOrigin | undefined)[]> {
    const known = [uri, ...uris].map((one) => this.files.get(one)).find((file) => file !== undefined);
    return Promise.resolve(lines.map((line) => known?.get(line)));
  }

  unrecorded({ file, lines, origins }: WrittenFile): Promise<readonly ProvenanceRecorded[]> {
    const known = this.files.get(file.uri);
    const news: KnownLines = new Map();
    lines.forEach((line, index) => {
      const origin = origins[index];
      if (origin !== undefined && known?.get(line)?.origin !== origin.origin) news.set(line, origin);
    });
    if (news.size === 0) return Promise.resolve([]);
    const payload: ProvenanceRecorded = { uri: file.uri, key: '00000000000000ff', lines: [] };
    this.#payloads.set(payload, news);
    return Promise.resolve([payload]);
  }

  record(payload: ProvenanceRecorded): void {
    this.events.push(payload);
    const known = this.files.get(payload.uri) ?? new Map<string, LineOrigin>();
    for (const [line, origin] of this.#payloads.get(payload) ?? []) {
      const before = known.get(line);
      if (before === undefined || isWeak(before) || !isWeak(origin)) known.set(line, origin);
    }
    this.files.set(payload.uri, known);
  }

  /** The lines that are recorded of a file, with their origins. */
  told(uri = URI): Record<string, string> {
    return Object.fromEntries([...(this.files.get(uri) ?? [])].map(([line, { origin }]) => [line, origin]));
  }
}

/** A window with documents that change as an editor changes them, whose journals others may share. */
export function lineWindow(journals = new LineJournals(), ...more: ClipboardAndPause) {
  return windowOn(journals, ...more);
}

/** What the clipboard holds, and what settles when it is known whether this window records. */
type ClipboardAndPause = [clipboard?: (() => ClipboardAnswer) | undefined, known?: Promise<void>];

/** The same on journals of any kind. */
export function windowOn<Journals extends LineRecord>(
  journals: Journals,
  ...[clipboard, known = Promise.resolve()]: ClipboardAndPause
) {
  const made = recorder(clipboard);
  const { provenance, open, time } = made;
  const ledger = new FakeLedger();
  const log = new MemoryLog();
  /** what was asked, by the name of the file */
  const asked: string[] = [];
  const settings = { may: true, excluded: new Set<string>(), hidden: false };
  ledger.lineOrigins = (query) => {
    asked.push(query.uri);
    return journals.origins(query);
  };
  ledger.unrecordedLines = (file) => journals.unrecorded(file);
  const nameOf = (uri: string): string => (settings.hidden ? `hidden:${uri}` : uri);
  const documents: RecordedDocuments = {
    uris: () => [...open.keys()],
    mayRecord: (uri) => settings.may && open.has(uri) && !settings.excluded.has(uri),
    recordedName: (uri) => ({ uri: nameOf(uri) }),
    otherNames: (uri) => Promise.resolve([uri, `hidden:${uri}`].filter((one) => one !== nameOf(uri))),
  };
  const common = { ...{ keeper: provenance, clock: time, timers: time }, ...{ ledger, log, documents } };
  const recall: LineRecall = new LineRecall({ ...common, writeLeft: () => writer.writeLeft() });
  const writer = new LineWriter({
    ...common,
    recall: (uri) => recall.beforeWriting(uri),
    known,
    record: (payload) => {
      journals.record(payload);
    },
  });
  /** Lets time pass, and what is asked be answered. */
  const pass = async (milliseconds: number): Promise<void> => {
    for (let left = milliseconds; left > 0; left -= 100) {
      time.advance(Math.min(100, left));
      await answered();
    }
    await answered();
  };
  const openFile = (text: string, uri = URI): void => {
    open.set(uri, text.split('\n'));
    recall.opened(uri);
  };
  const edit = (change: Partial<TextChange>, fact: Partial<EditFact> = {}): void => {
    const uri = fact.uri ?? URI;
    const text = (open.get(uri) ?? ['']).join('\n');
    const { offset = 0, removed = '', inserted = '' } = change;
    open.set(uri, (text.slice(0, offset) + inserted + text.slice(offset + removed.length)).split('\n'));
    made.recorder.recordEdit(editFact({ ...fact, changes: [textChange(change)] }));
  };
  const closeFile = (uri = URI): void => {
    made.recorder.recordClosed(uri);
    open.delete(uri);
  };
  const origins = (uri = URI): string[] => provenance.lineOrigins(uri).map((line) => line?.origin ?? '-');
  /** What a pause does: all that is known is written. */
  const letGo = async (): Promise<void> => {
    await made.recorder.letGo();
    await writer.settle();
  };
  const acts = { pass, openFile, closeFile, edit, origins, letGo };
  return { ...made, ...acts, journals, ledger, log, asked, settings, recall, writer };
}

/** Everything that can be answered without time passing has been. */
export async function answered(): Promise<void> {
  for (let turns = 0; turns < 5; turns += 1) await new Promise((resolve) => setImmediate(resolve));
}
