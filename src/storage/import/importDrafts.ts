import { randomBytes } from 'node:crypto';
import { encodeJson, type JournalLine } from '../journal/journalLine.ts';
import { packJournal } from '../journal/packedJournal.ts';
import { publishDraft, removeDraft, writeDraft } from '../publishFile.ts';
import type { Reached } from '../steps.ts';
import { ImportProblem } from './importProblem.ts';

/** An imported journal is packed when it has become this long, in characters. */
const LONGEST_FILE = 1_000_000;

/** Journals that are to be: written beside the others under names that nobody reads, and then given theirs. */
export class ImportDrafts {
  readonly #folder: string;
  readonly #reached: Reached;
  readonly #drafts: string[] = [];
  #lines: string[] = [];
  #characters = 0;

  constructor(folder: string, reached: Reached) {
    this.#folder = folder;
    this.#reached = reached;
  }

  /** Adds events as they were written elsewhere. Rejects with the error of the disk. */
  async add(lines: readonly JournalLine[]): Promise<void> {
    for (const { json } of lines) {
      const line = encodeJson(json);
      this.#lines.push(line);
      this.#characters += line.length;
      if (this.#characters >= LONGEST_FILE) await this.#write();
    }
  }

  /**
   * Makes journals of all drafts. Once the first of them has its name the import has begun to be visible; what stops it
   * then leaves the rest to another import of the same.
   */
  async publish(): Promise<void> {
    if (this.#lines.length > 0) await this.#write();
    this.#reached('import-drafted');
    const all = this.#drafts.length;
    try {
      for (let draft = this.#drafts[0]; draft !== undefined; draft = this.#drafts[0]) {
        while (!(await publishDraft(this.#folder, draft, newName(), { reached: this.#reached })));
        this.#drafts.shift();
      }
    } catch (error) {
      if (this.#drafts.length === all) throw error;
      const code = (error as NodeJS.ErrnoException).code ?? String(error);
      throw new ImportProblem(`was imported in part only (${code}). Import it again, and the rest follows.`);
    }
  }

  /** Removes what was not published. */
  async discard(): Promise<void> {
    for (const draft of this.#drafts.splice(0)) await removeDraft(draft);
  }

  async #write(): Promise<void> {
    const text = Buffer.from(this.#lines.join(''), 'utf8');
    this.#lines = [];
    this.#characters = 0;
    this.#drafts.push(await writeDraft(this.#folder, packJournal(text), this.#reached));
  }
}

function newName(): string {
  return `${randomBytes(8).toString('hex')}.jsonl.gz`;
}
