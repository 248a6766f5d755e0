import { createHmac, randomBytes } from 'node:crypto';
import type * as vscode from 'vscode';
import * as v from 'valibot';
import { RATINGS } from '../../domain/debt/rating.ts';
import { CHOOSERS, LONGEST_NOTE } from '../../domain/events/noteWritten.ts';
import { isAboutTheSame, type DraftAbout } from '../../features/explain-commit/draftAbout.ts';
import type { Drafts } from '../../features/explain-commit/explainAsking.ts';
import type { ExplainDraft } from '../../ports/explainPage.ts';

/** Under this VS Code keeps for a workspace what somebody has begun to write. */
const KEY = 'drafts';
/** Under this the order of the forgetting after which they were begun. */
const FORGOTTEN = 'draftsForgotten';
/** Of no more explanations drafts are kept, the latest ones. */
const MOST = 20;

const count = v.pipe(v.number(), v.minValue(0));
const names = v.array(v.string());
const draftSchema = v.object({
  about: v.object({ lots: names, lines: names }),
  text: v.pipe(v.string(), v.maxLength(LONGEST_NOTE)),
  before: v.optional(v.picklist(RATINGS)),
  after: v.optional(v.picklist(RATINGS)),
  chose: v.optional(v.picklist(CHOOSERS)),
  turnedDown: v.pipe(v.string(), v.maxLength(LONGEST_NOTE)),
  pasted: count,
  seconds: count,
});
type Kept = v.InferOutput<typeof draftSchema>;

/** `key`: of the hashes that stand for names of lines */
const keptSchema = v.object({ key: v.pipe(v.string(), v.minLength(32)), drafts: v.array(v.unknown()) });

/**
 * Drafts, kept by VS Code for the workspace so that they are there after a reload or a crash. They are no record: one that is
 * taken down is in the journal, and gone from here.
 */
export class DraftStore implements Drafts {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  get(about: DraftAbout): ExplainDraft | undefined {
    const { key, drafts } = this.#load();
    const kept = drafts[latest(drafts, hashed(about, key))];
    if (kept === undefined) return undefined;
    const { text, before, after, chose, turnedDown, pasted, seconds } = kept;
    return { text, before, after, chose, turnedDown, pasted, seconds };
  }

  set(about: DraftAbout, draft: ExplainDraft | undefined): void {
    const { key, drafts } = this.#load();
    const now = hashed(about, key);
    const before = latest(drafts, now);
    if (draft === undefined && before < 0) return;
    const others = drafts.filter((_, at) => at !== before);
    const all = draft === undefined ? others : [...others, { ...draft, about: now }];
    void this.#state.update(KEY, { key, drafts: all.slice(-MOST) });
  }

  /** Keeps none of them, as where everything may be forgotten. */
  clear(): void {
    void this.#state.update(KEY, undefined);
  }

  /**
   * Keeps none that was begun before something was forgotten last, also where that was while this workspace was closed.
   *
   * @param done place of that event among all others, as `eventOrder` gives it; empty where nothing was
   */
  noticeForgotten(done: string): void {
    const before = this.#state.get<unknown>(FORGOTTEN);
    if (done <= (typeof before === 'string' ? before : '')) return;
    this.clear();
    void this.#state.update(FORGOTTEN, done);
  }

  #load(): { readonly key: string; readonly drafts: readonly Kept[] } {
    const kept = v.safeParse(keptSchema, this.#state.get<unknown>(KEY));
    if (!kept.success) return { key: randomBytes(32).toString('hex'), drafts: [] };
    // One that can not be read costs no other one.
    return { key: kept.output.key, drafts: kept.output.drafts.filter((one) => v.is(draftSchema, one)) };
  }
}

/** Where the latest draft is that is about the same; -1 where there is none. */
function latest(drafts: readonly Kept[], about: DraftAbout): number {
  return drafts.findLastIndex((one) => isAboutTheSame(one.about, about));
}

/** No names of files are kept, and no code. */
function hashed({ lots, lines }: DraftAbout, key: string): Kept['about'] {
  const hash = (line: string): string => createHmac('sha256', key).update(line).digest('base64url').slice(0, 12);
  return { lots: [...lots], lines: lines.map(hash) };
}
