import type { OwnershipClass } from '../../domain/ownership/area.ts';
import type { NoteWritten } from '../../domain/events/noteWritten.ts';
import {
  EMPTY_DRAFT,
  type ExplainActs,
  type ExplainAnswer,
  type ExplainDraft,
  type ExplainPage,
} from '../../ports/explainPage.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import { Emitter } from '../emitter.ts';
import { inTime } from '../inTime.ts';
import { askedAbout, type AskedWork, type Purpose } from './askedWork.ts';
import { lotOf, type OwedText, type OwedWork } from './owedWork.ts';
import type { LotLog, Written } from './lotLog.ts';
import { secretsInWords, withoutSecretsIn } from './secretsInNotes.ts';

/** What the person has begun to write, until it is taken down. */
export interface Drafts {
  get(key: string): ExplainDraft | undefined;
  set(key: string, draft: ExplainDraft | undefined): void;
}

export interface ExplainAskingParts {
  readonly page: ExplainPage;
  readonly lots: LotLog;
  readonly drafts: Drafts;
  readonly timers: Timers;
  readonly log: Logger;
  readonly isPaused: () => boolean;
  /** what was planned today for some areas; empty where nothing was */
  readonly planFor: (areas: readonly string[]) => Promise<string>;
  /** opens the editor's own diff of a file, at a line */
  readonly openDiff: (
    file: { readonly uri: string | undefined; readonly line: number },
    purpose: Purpose,
  ) => Promise<void>;
  /** moves a file into another class, in the settings */
  readonly changeClass: (file: OwedText, to: OwnershipClass) => Promise<void>;
}

export type Outcome = ExplainAnswer['kind'] | 'closed';

const PAUSED = 'Grasp is paused and writes nothing. Resume it to explain something, or take "Later".';
const WAITING =
  'The journal can not be written now. What you wrote is in memory, and is written when it can be. Try again in a moment, or take "Later".';
const FAILED = 'That could not be taken down; the log says more. What you wrote is kept here.';

/** Asks the person to explain something, and takes the answer down. */
export class ExplainAsking {
  readonly #parts: ExplainAskingParts;
  readonly #explained: Emitter<OwedWork>;
  /** fires with what was explained, skipped or put off, after it was taken down */
  readonly onDidAnswer: Emitter<OwedWork>['listen'];

  constructor(parts: ExplainAskingParts) {
    this.#parts = parts;
    this.#explained = new Emitter((error) => {
      parts.log.error('A listener for explanations failed.', error);
    });
    this.onDidAnswer = this.#explained.listen;
  }

  /**
   * Asks about some work. Settles with what the person chose, once that is on the disk.
   *
   * @param again looks for the same work again, after the class of a file has changed
   */
  async ask(work: OwedWork, purpose: Purpose, again: () => Promise<OwedWork>): Promise<Outcome> {
    const { drafts, page, openDiff, changeClass } = this.#parts;
    const plan = await this.#planFor(work);
    let asked = await askedAbout(work, purpose, drafts.get(work.key) ?? EMPTY_DRAFT, plan);
    const taking = new Answering(this.#parts, (about) => {
      this.#explained.fire(about);
    });
    let pointedOut: string | undefined;
    const acts: ExplainActs = {
      answer: async (answer) => {
        const secrets = secretsInWords(answer);
        // Said once of a text: whoever saves it again has it masked.
        if (secrets !== '' && pointedOut !== answer.draft.text) {
          pointedOut = answer.draft.text;
          return secrets;
        }
        return taking.take(asked, withoutSecretsIn(answer));
      },
      keep: (draft) => {
        drafts.set(work.key, draft);
      },
      openDiff: async (id) => {
        const place = asked.places.get(id);
        if (place !== undefined) await openDiff({ uri: place.file.uri, line: place.lines[0] ?? 0 }, purpose);
      },
      changeClass: async (id, to) => {
        const place = asked.places.get(id);
        if (place === undefined) return asked.shown;
        await changeClass(place.file, to);
        const next = await again();
        const draft = drafts.get(work.key) ?? EMPTY_DRAFT;
        // What is transient by now is asked about no more; the page stays with what it has where nothing is left.
        if (next.files.length > 0) asked = await askedAbout({ ...next, key: work.key }, purpose, draft, plan);
        return asked.shown;
      },
    };
    return page.ask(asked.shown, acts);
  }

  /** What was planned for the core areas of some work; nothing where that can not be read. */
  async #planFor({ files }: OwedWork): Promise<string> {
    const areas = files.filter(({ owned }) => owned.class === 'core').map(({ owned }) => owned.area);
    if (areas.length === 0) return '';
    try {
      return await this.#parts.planFor(areas);
    } catch (error) {
      this.#parts.log.error('A plan could not be read.', error);
      return '';
    }
  }

  /** Takes down an answer that was given by program, with likely secrets masked. Gives an empty text, or what is wrong, for people. */
  async answer(work: OwedWork, purpose: Purpose, answer: ExplainAnswer): Promise<string> {
    const asked = await askedAbout(work, purpose, EMPTY_DRAFT);
    return new Answering(this.#parts, (about) => {
      this.#explained.fire(about);
    }).take(asked, withoutSecretsIn(answer));
  }
}

/** Takes down one answer, also where the disk takes it only at the second try. */
class Answering {
  readonly #parts: ExplainAskingParts;
  readonly #done: (work: OwedWork) => void;
  /** what was appended already, by what it was */
  readonly #appended = new Map<string, Promise<void>>();

  constructor(parts: ExplainAskingParts, done: (work: OwedWork) => void) {
    this.#parts = parts;
    this.#done = done;
  }

  async take(asked: AskedWork, answer: ExplainAnswer): Promise<string> {
    const { isPaused, drafts, timers, log } = this.#parts;
    // What is put off needs no disk: the commit brings it to the queue.
    if (isPaused()) return answer.kind === 'later' ? '' : PAUSED;
    try {
      const name = JSON.stringify(answer);
      const written = this.#appended.get(name) ?? this.#append(asked, answer);
      this.#appended.set(name, written);
      if (!(await inTime(timers, written))) return answer.kind === 'saved' ? WAITING : '';
    } catch (error) {
      log.error('An explanation could not be taken down.', error);
      return answer.kind === 'later' ? '' : FAILED;
    }
    if (answer.kind !== 'later') drafts.set(asked.work.key, undefined);
    this.#done(asked.work);
    return '';
  }

  async #append(asked: AskedWork, answer: ExplainAnswer): Promise<void> {
    const shown = await this.#lots(asked, true);
    const others = await this.#lots(asked, false);
    const all = [...shown, ...others];
    const written = all.map((one) => one.written);
    const ids = (lots: readonly Written[]): string[] => [...new Set(lots.map(({ id }) => id))];
    if (answer.kind === 'skipped') written.push(this.#parts.lots.skip(ids(all), answer.reason));
    if (answer.kind === 'saved') {
      const covered = answer.forOthers ? ids(all) : ids(shown);
      written.push(this.#parts.lots.note(noteOf(answer.draft, covered, asked.shown.question)).written);
    }
    await Promise.all(written);
  }

  /** The lots of what is shown, or of all else: those that there are already, and new ones. */
  async #lots({ work, linesShown }: AskedWork, isShown: boolean): Promise<Written[]> {
    const { lots } = this.#parts;
    const known = new Set<string>();
    const fresh = [];
    for (const file of work.files) {
      const ofFile = linesShown.get(file);
      const lines = file.owed.filter((line) => (ofFile?.has(line) === true) === isShown);
      const chosen = lines.filter((line) => !file.lots.has(line));
      for (const line of lines) known.add(file.lots.get(line) ?? '');
      // Lots whose lines are gone stand with their file.
      if ((ofFile !== undefined) === isShown) for (const lot of file.gone) known.add(lot);
      if (chosen.length > 0) fresh.push(lotOf(file, chosen));
    }
    known.delete('');
    const prepared = await lots.prepare(fresh, true);
    return [...[...known].map((id) => ({ id, written: Promise.resolve() })), ...prepared.map((lot) => lots.lot(lot))];
  }
}

function noteOf(draft: ExplainDraft, lots: readonly string[], question: string): NoteWritten {
  const { text, before, after, chose, turnedDown, pasted, seconds } = draft;
  return {
    ...{ lots: [...lots], text: text.trim(), changed: false },
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(question === '' ? {} : { question }),
    ...(chose === undefined ? {} : { chose }),
    ...(turnedDown.trim() === '' ? {} : { turnedDown: turnedDown.trim() }),
    pasted: text === '' ? 0 : Math.min(1, pasted / text.length),
    seconds: Math.max(0, Math.round(seconds)),
  };
}
