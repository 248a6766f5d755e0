import { createHash } from 'node:crypto';
import type * as vscode from 'vscode';
import * as v from 'valibot';
import { RATINGS } from '../../domain/debt/rating.ts';
import { CHOOSERS, LONGEST_NOTE } from '../../domain/events/noteWritten.ts';
import type { Drafts } from '../../features/explain-commit/explainAsking.ts';
import type { ExplainDraft } from '../../ports/explainPage.ts';

/** Under this VS Code keeps for a workspace what somebody has begun to write. */
const KEY = 'drafts';
/** Of no more explanations drafts are kept, the latest ones. */
const MOST = 20;

const count = v.pipe(v.number(), v.minValue(0));
const draftSchema = v.object({
  text: v.pipe(v.string(), v.maxLength(LONGEST_NOTE)),
  before: v.optional(v.picklist(RATINGS)),
  after: v.optional(v.picklist(RATINGS)),
  chose: v.optional(v.picklist(CHOOSERS)),
  turnedDown: v.pipe(v.string(), v.maxLength(LONGEST_NOTE)),
  pasted: count,
  seconds: count,
});
const entrySchema = v.tuple([v.string(), draftSchema]);

/**
 * Drafts, kept by VS Code for the workspace so that they are there after a reload or a crash. They are no record: one that is
 * taken down is in the journal, and gone from here.
 */
export class DraftStore implements Drafts {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  get(key: string): ExplainDraft | undefined {
    const draft = this.#load().get(nameOf(key));
    if (draft === undefined) return undefined;
    const { before, after, chose } = draft;
    return { ...draft, before, after, chose };
  }

  set(key: string, draft: ExplainDraft | undefined): void {
    const drafts = this.#load();
    const name = nameOf(key);
    if (draft === undefined && !drafts.has(name)) return;
    drafts.delete(name);
    if (draft !== undefined) drafts.set(name, draft);
    void this.#state.update(KEY, [...drafts].slice(-MOST));
  }

  /** Keeps none of them, as where everything may be forgotten. */
  clear(): void {
    void this.#state.update(KEY, undefined);
  }

  #load(): Map<string, v.InferOutput<typeof draftSchema>> {
    const value = this.#state.get<unknown>(KEY);
    const entries: unknown[] = Array.isArray(value) ? value : [];
    // One that can not be read costs no other one.
    return new Map(entries.filter((entry) => v.is(entrySchema, entry)));
  }
}

/** No names of files are kept in it. */
function nameOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
