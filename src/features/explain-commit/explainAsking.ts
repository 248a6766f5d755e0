import type { OwnershipClass } from '../../domain/ownership/area.ts';
import { MOST_LOTS, type LotRecorded } from '../../domain/events/lotRecorded.ts';
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
import type { CommittedFileName } from '../commit-knowledge/commitKnowledge.ts';
import { Emitter } from '../emitter.ts';
import { inTime } from '../inTime.ts';
import { askedAbout, type AskedWork, type PlaceIds, type Purpose } from './askedWork.ts';
import { draftAbout, type DraftAbout } from './draftAbout.ts';
import { lotOf, type OwedText, type OwedWork } from './owedWork.ts';
import type { LotLog, NewLot, Written } from './lotLog.ts';
import { secretsInWords, withoutSecretsIn } from './secretsInNotes.ts';

/** What the person has begun to write, until it is taken down. */
export interface Drafts {
  /** The latest one that is about some code, by `isAboutTheSame`. */
  get(about: DraftAbout): ExplainDraft | undefined;
  /** Keeps one in place of that which `get` gives, or none any more. */
  set(about: DraftAbout, draft: ExplainDraft | undefined): void;
}

export interface ExplainAskingParts {
  readonly page: ExplainPage;
  readonly lots: LotLog;
  readonly drafts: Drafts;
  readonly timers: Timers;
  readonly log: Logger;
  readonly isPaused: () => boolean;
  /** the names of a file as they are recorded now; `undefined` for one of which nothing may be recorded */
  readonly nameOf: (uri: string) => Promise<CommittedFileName | undefined>;
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

/** A commit that waits for the answer, and not for ever. */
export interface WaitingCommit {
  /** settles when it waits no more, for whatever reason; never rejects */
  readonly isOver: Promise<void>;
  /** the person has begun to write */
  readonly writing: () => void;
}

const PAUSED = 'Grasp is paused and writes nothing. Resume it to explain something, or take "Later".';
const WITHHELD =
  'Nothing may be recorded of this any more: its files are excluded by now, or their names can not be hidden. Take "Later", or skip it.';
const WAITING =
  'The journal can not be written now. What you wrote is in memory, and is written when it can be. Try again in a moment, or take "Later".';
const FAILED = 'That could not be taken down; the log says more. Try again in a moment, or take "Later".';

/** Who puts it off has said nothing that could be lost, and wants to go on: so many milliseconds. */
const LATER_PATIENCE = 1_000;

/** What a note says that may be changed. */
type Said = Pick<NoteWritten, 'text' | 'after'>;

/** Lots that are recorded already, by id, and those that are not. */
interface PreparedLots {
  readonly known: ReadonlySet<string>;
  readonly fresh: readonly LotRecorded[];
  /** whether there are lines of which nothing may be recorded any more */
  readonly isWithheld: boolean;
}

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
   * @param waiting a commit that goes on by itself after a while: what is asked about waits in the queue from then on
   */
  async ask(
    work: OwedWork,
    purpose: Purpose,
    again: () => Promise<OwedWork>,
    waiting?: WaitingCommit,
  ): Promise<Outcome> {
    const { drafts, page, openDiff, changeClass } = this.#parts;
    const plan = await this.#planFor(work);
    const ids: PlaceIds = new Map();
    const first = await askedAbout(work, purpose, plan, ids);
    const begun = drafts.get(draftAbout(first)) ?? EMPTY_DRAFT;
    let asked = withDraft(first, begun);
    const keep = (draft: ExplainDraft): void => {
      if (isWrittenSince(begun, draft)) waiting?.writing();
      drafts.set(draftAbout(asked), isGiven(draft) ? draft : undefined);
    };
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
        if (answer.kind === 'later') keep(answer.draft);
        return taking.take(asked, withoutSecretsIn(answer));
      },
      keep,
      openDiff: async (id) => {
        const place = asked.places.get(id);
        if (place === undefined) return;
        await openDiff({ uri: place.file.uri, line: place.lines[0] ?? 0 }, asked.shown.purpose);
      },
      changeClass: async (id, to) => {
        const place = asked.places.get(id);
        if (place === undefined) return asked.shown;
        await changeClass(place.file, to);
        const next = await again();
        // What is transient by now is asked about no more; the page stays with what it has where nothing is left.
        if (next.files.length === 0) {
          asked = withClass(asked, place.file, to);
          return asked.shown;
        }
        const nextAsked = await askedAbout(next, asked.shown.purpose, plan, ids);
        // What was written goes along, also where other code is shown by now.
        const draft = drafts.get(draftAbout(asked));
        drafts.set(draftAbout(asked), undefined);
        asked = withDraft(nextAsked, draft);
        if (draft !== undefined) keep(draft);
        return asked.shown;
      },
    };
    const wentOn = waiting?.isOver.then(async () => {
      await taking.keepForLater(asked);
      asked = { ...asked, shown: { ...asked.shown, purpose: 'queue' } };
      return asked.shown;
    });
    return page.ask(asked.shown, wentOn === undefined ? acts : { ...acts, wentOn });
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
    const asked = await askedAbout(work, purpose);
    return new Answering(this.#parts, (about) => {
      this.#explained.fire(about);
    }).take(asked, withoutSecretsIn(answer));
  }
}

/** Takes down one answer, also where the disk takes it only at the second try. */
class Answering {
  readonly #parts: ExplainAskingParts;
  readonly #done: (work: OwedWork) => void;
  #turn: Promise<unknown> = Promise.resolve();
  /** lots that were appended, by what they are */
  readonly #lots = new Map<string, Written>();
  /** notes that were appended, with what they say by now */
  #notes: (Written & Said)[] = [];
  /** lots that they are about */
  readonly #covered = new Set<string>();
  /** lots of what is shown */
  #lotsShown: readonly string[] = [];
  #isOver = false;

  constructor(parts: ExplainAskingParts, done: (work: OwedWork) => void) {
    this.#parts = parts;
    this.#done = done;
  }

  /** Gives what is wrong, for people: of an explanation alone. Who puts it off or skips it is not kept from what comes next. */
  async take(asked: AskedWork, answer: ExplainAnswer): Promise<string> {
    const { timers, log } = this.#parts;
    let problem = '';
    const work = this.#write(asked, answer).then((why) => {
      // Also when nobody waits for it any more.
      if (why === '') this.#finish(asked, answer);
      else problem = why;
    });
    try {
      const isWritten = await inTime(timers, work, answer.kind === 'later' ? LATER_PATIENCE : undefined);
      if (!isWritten) problem = WAITING;
    } catch (error) {
      log.error('An explanation could not be taken down.', error);
      problem = FAILED;
    }
    return answer.kind === 'saved' ? problem : '';
  }

  /** What is asked about waits in the queue from now on, whether or not it is answered yet. Never rejects. */
  async keepForLater(asked: AskedWork): Promise<void> {
    if (this.#isOver) return;
    try {
      await this.#write(asked, { kind: 'later', draft: EMPTY_DRAFT });
    } catch (error) {
      // It is looked at again after the commit.
      this.#parts.log.error('What a commit holds could not be kept for later.', error);
    }
  }

  /** Gives an empty text once it is on the disk, or why nothing is written, for people. */
  async #write(asked: AskedWork, answer: ExplainAnswer): Promise<string> {
    const appended = this.#turn.then(() => this.#append(asked, answer));
    this.#turn = appended.catch(() => undefined);
    const written = await appended;
    if (typeof written === 'string') return written;
    try {
      await Promise.all(written);
    } catch (error) {
      // What was not kept is to be written again.
      this.#lots.clear();
      this.#covered.clear();
      this.#notes = [];
      throw error;
    }
    return '';
  }

  #finish(asked: AskedWork, answer: ExplainAnswer): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const { drafts } = this.#parts;
    const about = draftAbout(asked);
    const draft = answer.kind === 'later' ? drafts.get(about) : undefined;
    // From here on the lots tell what it is about, which are what waits in the queue.
    drafts.set(draft === undefined ? about : { ...about, lots: this.#lotsShown }, draft);
    this.#done(asked.work);
  }

  /** Nothing for what was appended before. Gives when all of it is on the disk, or why nothing is written, for people. */
  async #append(asked: AskedWork, answer: ExplainAnswer): Promise<Promise<void>[] | string> {
    const { isPaused } = this.#parts;
    if (isPaused()) return PAUSED;
    const [shown, others] = [await this.#prepare(asked, true), await this.#prepare(asked, false)];
    // From here on nothing is waited for: no pause comes between the first event and the last one.
    if (isPaused()) return PAUSED;
    if (answer.kind === 'saved' && isAllWithheld(answer.forOthers ? [shown, others] : [shown])) return WITHHELD;
    const ofShown = this.#appendLots(shown);
    this.#lotsShown = ofShown;
    const all = [...ofShown, ...this.#appendLots(others)];
    const written = [...this.#lots.values()].map((lot) => lot.written);
    if (answer.kind === 'skipped') written.push(this.#parts.lots.skip([...new Set(all)], answer.reason));
    if (answer.kind === 'saved') {
      this.#appendNote(answer.draft, answer.forOthers ? all : ofShown, asked.shown.question);
      written.push(...this.#notes.map((note) => note.written));
    }
    return written;
  }

  /** The lots of what is shown, or of all else: those that there are already, and new ones. */
  async #prepare({ work, linesShown }: AskedWork, isShown: boolean): Promise<PreparedLots> {
    const known = new Set<string>();
    const fresh: NewLot[] = [];
    let isWithheld = false;
    for (const file of work.files) {
      const ofFile = linesShown.get(file);
      const lines = file.owed.filter((line) => (ofFile?.has(line) === true) === isShown);
      const chosen = lines.filter((line) => !file.lots.has(line));
      for (const line of lines) known.add(file.lots.get(line) ?? '');
      // Lots whose lines are gone stand with their file.
      if ((ofFile !== undefined) === isShown) for (const lot of file.gone) known.add(lot);
      if (chosen.length === 0) continue;
      // A page may be open for hours: settings that hide names, or exclude files, are those of now.
      const name = file.uri === undefined ? file.name : await this.#parts.nameOf(file.uri);
      if (name === undefined) isWithheld = true;
      else fresh.push(lotOf({ ...file, name }, chosen));
    }
    known.delete('');
    return { known, fresh: await this.#parts.lots.prepare(fresh, true), isWithheld };
  }

  /** Gives their ids. */
  #appendLots({ known, fresh }: PreparedLots): string[] {
    const ids = fresh.map((lot) => {
      const name = JSON.stringify([lot.uri, lot.key, lot.names]);
      const appended = this.#lots.get(name) ?? this.#parts.lots.lot(lot);
      this.#lots.set(name, appended);
      return appended.id;
    });
    return [...known, ...ids];
  }

  /** What was said before and is waiting for the disk is not said again, but changed. */
  #appendNote(draft: ExplainDraft, lots: readonly string[], question: string): void {
    const { text, after } = noteOf(draft, [], question);
    this.#notes = this.#notes.map((note) => {
      if (note.text === text && note.after === after) return note;
      const { written } = this.#parts.lots.edit({ of: note.id, text, ...(after === undefined ? {} : { after }) });
      return { ...note, text, after, written: Promise.all([note.written, written]).then(() => undefined) };
    });
    const fresh = [...new Set(lots)].filter((lot) => !this.#covered.has(lot));
    for (let from = 0; from < fresh.length || this.#notes.length === 0; from += MOST_LOTS) {
      const about = fresh.slice(from, from + MOST_LOTS);
      const note = noteOf(draft, about, question);
      // Its time counts once.
      const appended = this.#parts.lots.note(this.#notes.length === 0 ? note : { ...note, seconds: 0 });
      this.#notes.push({ ...appended, text, after });
      for (const lot of about) this.#covered.add(lot);
    }
  }
}

function isAllWithheld(lots: readonly PreparedLots[]): boolean {
  return lots.every(({ known, fresh }) => known.size + fresh.length === 0) && lots.some(({ isWithheld }) => isWithheld);
}

function isWrittenSince(before: ExplainDraft, now: ExplainDraft): boolean {
  const parts = ['text', 'before', 'after', 'chose', 'turnedDown'] as const;
  return parts.some((part) => now[part] !== before[part]);
}

/** The same, with a file of another class. */
function withClass(asked: AskedWork, file: OwedText, to: OwnershipClass): AskedWork {
  const places = asked.shown.places.map((place) =>
    asked.places.get(place.id)?.file === file ? { ...place, class: to } : place,
  );
  return { ...asked, shown: { ...asked.shown, places } };
}

function withDraft(asked: AskedWork, draft: ExplainDraft = EMPTY_DRAFT): AskedWork {
  return { ...asked, shown: { ...asked.shown, draft } };
}

/** Whether there is something in a draft that the person gave. */
function isGiven({ text, before, after, chose, turnedDown }: ExplainDraft): boolean {
  return (
    [text.trim(), turnedDown.trim()].some((one) => one !== '') ||
    [before, after, chose].some((one) => one !== undefined)
  );
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
