import type { LandedCommit, Lot, Note } from '../../src/domain/debt/lot.ts';
import { COMMIT, readCommitLanded } from '../../src/domain/events/commitLanded.ts';
import { eventId, type JournalEvent } from '../../src/domain/events/journalEvent.ts';
import {
  LOT,
  LOTS_COMMITTED,
  LOTS_SKIPPED,
  readLotRecorded,
  readLotsCommitted,
  readLotsSkipped,
} from '../../src/domain/events/lotRecorded.ts';
import { NOTE, NOTE_EDITED, readNoteEdited, readNoteWritten } from '../../src/domain/events/noteWritten.ts';
import type { NotesQuery } from '../../src/ports/explanations.ts';
import type { LinesQuery } from '../../src/ports/ledger.ts';
import { FakeExplanations, nameOfLine } from './fakeExplanations.ts';
import type { MemoryJournal } from './fakes.ts';

type Standing = Lot & { readonly names: string };

/** What journals in memory say by now, as a ledger would tell it. What could not be read back is an error. */
export class JournalledExplanations extends FakeExplanations {
  readonly #journals: readonly MemoryJournal[];
  #lots = new Map<string, Standing>();
  isReadable = true;
  /** called before an answer about lines */
  beforeLots: () => void = () => undefined;

  constructor(journals: readonly MemoryJournal[]) {
    super();
    this.#journals = journals;
  }

  override async lotsOfLines({ uri, uris, lines }: LinesQuery): Promise<readonly (string | undefined)[]> {
    this.beforeLots();
    this.read();
    const here = [...this.#lots.values()].filter((lot) => [uri, ...uris].includes(lot.uri)).toReversed();
    return lines.map((line) => (line.trim() === '' ? undefined : here.find(hasName(line))?.id));
  }

  override async lots(ids: readonly string[]): Promise<readonly Lot[]> {
    this.read();
    return super.lots(ids);
  }

  override async notes(query: NotesQuery): Promise<readonly Note[]> {
    this.read();
    return super.notes(query);
  }

  override async landed(since: number): Promise<readonly LandedCommit[]> {
    this.read();
    return super.landed(since);
  }

  override async knownCommits(commits: readonly string[]): Promise<readonly string[]> {
    this.read();
    return super.knownCommits(commits);
  }

  /** Takes in all that the journals have. */
  read(): void {
    if (!this.isReadable) throw new Error('The ledger can not be read.');
    this.#lots = new Map();
    [this.written, this.commits, this.replaced] = [[], [], []];
    const ids = new Map<string, string>();
    for (const event of this.#journals.flatMap(({ events }) => events)) this.#take(event, ids);
    this.known = [...this.#lots.values()];
    this.written = this.written.map((note) => ({ ...note, lots: note.lots.map(({ id }) => this.#lots.get(id)!) }));
  }

  #take(event: JournalEvent, ids: Map<string, string>): void {
    const { k, p } = event;
    const setAll = (lots: readonly string[], part: Partial<Lot>): void => {
      for (const id of lots) this.#lots.set(ids.get(id) ?? id, { ...this.#lots.get(ids.get(id) ?? id)!, ...part });
    };
    if (k === LOT) this.#takeLot(event, ids);
    else if (k === LOTS_COMMITTED) {
      const { lots, commit } = readLotsCommitted(p)!;
      setAll(lots, { commit });
    } else if (k === LOTS_SKIPPED) {
      const { lots, reason } = readLotsSkipped(p)!;
      setAll(lots, { state: 'skipped', reason });
    } else if (k === NOTE) {
      const note = readNoteWritten(p)!;
      setAll(note.lots, { state: 'explained' });
      const lots = note.lots.map((id) => this.#lots.get(ids.get(id) ?? id)!);
      this.written.push({ ...note, lots, id: eventId(event), time: event.t, offset: event.o, edited: undefined });
    } else if (k === NOTE_EDITED) {
      const { of, text, after, changed } = readNoteEdited(p)!;
      this.written = this.written.map((note) =>
        note.id === of
          ? { ...note, text: text ?? note.text, after: after ?? note.after, changed: changed ?? note.changed }
          : note,
      );
    } else if (k === COMMIT) {
      const { replaces = [], ...landed } = readCommitLanded(p)!;
      this.commits = [...this.commits.filter(({ commit }) => commit !== landed.commit), landed];
      this.replaced.push(...replaces);
    }
  }

  #takeLot(event: JournalEvent, ids: Map<string, string>): void {
    const { owes, key, ...lot } = readLotRecorded(event.p)!;
    const content = JSON.stringify([lot.uri, key, lot.names]);
    const id = ids.get(content) ?? eventId(event);
    ids.set(content, id).set(eventId(event), id);
    if (this.#lots.has(id)) return;
    this.#lots.set(id, {
      ...{ ...lot, id, path: lot.uri.split('/').slice(-1).join(), time: event.t, offset: event.o },
      ...{ state: owes ? 'owed' : 'small', reason: undefined, commit: undefined },
    });
  }
}

function hasName(line: string): (lot: Standing) => boolean {
  const name = nameOfLine(line);
  return ({ names }) => {
    for (let at = 0; at < names.length; at += name.length) if (names.startsWith(name, at)) return true;
    return false;
  };
}
