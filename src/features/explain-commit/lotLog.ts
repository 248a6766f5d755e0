import { COMMIT, type CommitLanded } from '../../domain/events/commitLanded.ts';
import type { FileName } from '../../domain/events/filePath.ts';
import { eventId } from '../../domain/events/journalEvent.ts';
import {
  LOT,
  LOTS_COMMITTED,
  LOTS_SKIPPED,
  MOST_LOTS,
  type LotRecorded,
  type SkipReason,
} from '../../domain/events/lotRecorded.ts';
import {
  NOTE,
  NOTE_EDITED,
  readNoteEdited,
  readNoteWritten,
  type NoteEdited,
  type NoteWritten,
} from '../../domain/events/noteWritten.ts';
import type { Owned } from '../../domain/ownership/area.ts';
import type { Explanations } from '../../ports/explanations.ts';
import type { Journal } from '../../ports/journal.ts';

/** No lot has more lines: its names must fit into one event. */
const LONGEST_LOT = 1_500;

/** Lines that become a lot. */
export interface NewLot {
  /** as it is recorded */
  readonly name: FileName;
  readonly owned: Owned;
  readonly lines: readonly string[];
  /** indices of those of the lot, ascending */
  readonly chosen: readonly number[];
  /** indices of those whose origin is probable only */
  readonly probable: ReadonlySet<number>;
}

/** What was appended, and when it is on the disk. */
export interface Written {
  readonly id: string;
  readonly written: Promise<void>;
}

/** Writes lots to the journal, with what the person says of them and the commits that they are in. */
export class LotLog {
  readonly #journal: Journal;
  readonly #explanations: Pick<Explanations, 'lotNames'>;

  constructor(journal: Journal, explanations: Pick<Explanations, 'lotNames'>) {
    this.#journal = journal;
    this.#explanations = explanations;
  }

  /**
   * Names lines by which lots are found again; nothing is written yet. Rejects when the key can not be read.
   *
   * @param owes whether they wait for an explanation from now on
   */
  async prepare(lots: readonly NewLot[], owes: boolean): Promise<readonly LotRecorded[]> {
    const prepared: LotRecorded[] = [];
    for (const { name, owned, lines, chosen, probable } of lots.flatMap(parts)) {
      for (const names of await this.#explanations.lotNames({ lines, chosen })) {
        prepared.push({
          ...{ ...name, ...names, area: owned.area, class: owned.class, owes },
          lines: chosen.length,
          probable: chosen.filter((line) => probable.has(line)).length,
          line: chosen[0] ?? 0,
        });
      }
    }
    return prepared;
  }

  lot(lot: LotRecorded): Written {
    return this.#append(LOT, lot);
  }

  /** Throws for one that nobody could read again, as one about no lot at all: it must not pass for written. */
  note(note: NoteWritten): Written {
    if (readNoteWritten(note) === undefined) throw new Error('This explanation could not be read again.');
    return this.#append(NOTE, note);
  }

  /** Throws as `note` does. */
  edit(edited: NoteEdited): Written {
    if (readNoteEdited(edited) === undefined) throw new Error('This change of an explanation could not be read again.');
    return this.#append(NOTE_EDITED, edited);
  }

  /** Appends before it waits, as `committed` does. */
  skip(lots: readonly string[], reason: SkipReason): Promise<void> {
    return this.#aboutLots(LOTS_SKIPPED, lots, { reason });
  }

  committed(lots: readonly string[], commit: string): Promise<void> {
    return this.#aboutLots(LOTS_COMMITTED, lots, { commit });
  }

  landed(commit: CommitLanded): Written {
    return this.#append(COMMIT, commit);
  }

  async #aboutLots(kind: string, lots: readonly string[], payload: object): Promise<void> {
    const appended: Promise<void>[] = [];
    for (let from = 0; from < lots.length; from += MOST_LOTS) {
      appended.push(this.#append(kind, { lots: lots.slice(from, from + MOST_LOTS), ...payload }).written);
    }
    await Promise.all(appended);
  }

  #append(kind: string, payload: object): Written {
    const { event, written } = this.#journal.append(kind, { ...payload }, 'at once');
    return { id: eventId(event), written };
  }
}

function parts(lot: NewLot): NewLot[] {
  const pieces: NewLot[] = [];
  for (let from = 0; from < lot.chosen.length; from += LONGEST_LOT) {
    pieces.push({ ...lot, chosen: lot.chosen.slice(from, from + LONGEST_LOT) });
  }
  return pieces;
}
