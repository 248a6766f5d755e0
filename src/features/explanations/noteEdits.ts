import type { Note } from '../../domain/debt/lot.ts';
import type { Rating } from '../../domain/debt/rating.ts';
import { withLikelySecretsMasked } from '../../domain/privacy/likelySecrets.ts';
import { NOTE_EDITED, type NoteEdited } from '../../domain/events/noteWritten.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Explanations } from '../../ports/explanations.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import { Emitter } from '../emitter.ts';
import { inTime } from '../inTime.ts';
import type { PauseControl } from '../pause/pauseControl.ts';

/** Notes of the same files since then among which one is looked for. */
const MOST_LOOKED_AT = 5_000;

/** What is to become of a note; a rating that is not given stays. */
export interface NoteChange {
  readonly text: string;
  readonly after?: Rating | undefined;
}

/** What became of a change. `waiting` when the disk does not take it now; it is tried again by itself. */
export type NoteEditOutcome =
  | { readonly kind: 'done' | 'no change' | 'waiting'; readonly note: Note }
  | { readonly kind: 'not found' | 'paused' | 'newer' };

export interface NoteEditParts {
  readonly journal: Journal;
  readonly explanations: Pick<Explanations, 'notes'>;
  /** tells whether a newer Grasp has written what this one may not understand */
  readonly ledger: Pick<Ledger, 'acceptances'>;
  readonly pausing: Pick<PauseControl, 'known' | 'isPaused'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
}

/** Takes down later texts and ratings of notes. What a note was before stays in the journal. */
export class NoteEdits {
  readonly #parts: NoteEditParts;
  readonly #edited: Emitter<string>;
  /** fires with the id of the note, after the change has been written to the disk */
  readonly onDidEdit: Emitter<string>['listen'];

  constructor(parts: NoteEditParts) {
    this.#parts = parts;
    this.#edited = new Emitter((error) => {
      parts.log.error('A listener for changed notes failed.', error);
    });
    this.onDidEdit = this.#edited.listen;
  }

  /**
   * Settles when the change is on the disk. Rejects when notes can not be read.
   * @param shown the note as it was when somebody began to change it; it is read again
   */
  async edit(shown: Note, change: NoteChange): Promise<NoteEditOutcome> {
    const { journal, pausing, clock, timers, log } = this.#parts;
    await pausing.known;
    const before = await this.#find(shown);
    // Asked last: the pause may have begun meanwhile, and a paused window writes nothing.
    if (pausing.isPaused) return { kind: 'paused' };
    if (typeof before === 'string') return { kind: before };
    const payload = payloadOf(before, change);
    if (payload === undefined) return { kind: 'no change', note: before };
    const { text = before.text, after = before.after } = payload;
    const note = { ...before, text, after, edited: clock.now() };
    const { written } = journal.append(NOTE_EDITED, payload, 'at once');
    written.then(
      () => {
        this.#edited.fire(before.id);
      },
      (error: unknown) => {
        log.error('A changed note could not be written.', error);
      },
    );
    return { kind: (await inTime(timers, written)) ? 'done' : 'waiting', note };
  }

  async #find({ id, time, lots }: Note): Promise<Note | 'not found' | 'newer'> {
    const { explanations, ledger } = this.#parts;
    const uris = [...new Set(lots.map(({ uri }) => uri))];
    const notes = await explanations.notes({
      ...(uris.length === 0 ? {} : { uris }),
      since: time,
      most: MOST_LOOKED_AT,
    });
    const found = notes.find((note) => note.id === id);
    if (found !== undefined) return found;
    return (await ledger.acceptances({ id })).newer ? 'newer' : 'not found';
  }
}

/** What is different, with likely secrets masked; `undefined` where nothing is. */
function payloadOf(before: Note, { text: given, after }: NoteChange): NoteEdited | undefined {
  const text = withLikelySecretsMasked(given);
  const isNewText = text !== before.text;
  const isNewRating = after !== undefined && after !== before.after;
  if (!isNewText && !isNewRating) return undefined;
  return { of: before.id, ...(isNewText ? { text } : {}), ...(isNewRating ? { after } : {}) };
}
