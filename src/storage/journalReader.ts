import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compareEvents, eventId, type JournalEvent } from '../domain/events/journalEvent.ts';
import type { JournalContent } from '../ports/journal.ts';
import { decodeLine } from './journalLine.ts';

const JOURNAL_NAME = /^[0-9a-f]{16}\.jsonl$/u;
const LINE_FEED = 0x0a;
const PIECE_BYTES = 1024 * 1024;

interface FileState {
  /** bytes that were read and understood, always up to the end of a line */
  offset: number;
  damagedLines: number;
}

/** Reads the journals of all sessions. A second read costs only what was added since the first. */
export class JournalReader {
  readonly #folder: string;
  readonly #files = new Map<string, FileState>();
  readonly #known = new Set<string>();
  /** grows in place while events come in order, which is nearly always; made anew when one comes late */
  #events: JournalEvent[] = [];
  #inOrder = true;
  #reading: Promise<JournalContent> | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Rejects with the error of the disk; a folder that is not there yet is an empty one. */
  read(): Promise<JournalContent> {
    // Two reads at a time would take the same bytes twice: the later caller waits, then reads what came meanwhile.
    const run = (this.#reading ?? Promise.resolve()).catch(() => undefined).then(() => this.#readAll());
    this.#reading = run;
    return run;
  }

  async #readAll(): Promise<JournalContent> {
    for (const name of await this.#journalNames()) await this.#readFile(name);
    if (!this.#inOrder) this.#events = this.#events.toSorted(compareEvents);
    this.#inOrder = true;
    let damagedLines = 0;
    for (const file of this.#files.values()) damagedLines += file.damagedLines;
    return { events: this.#events, damagedLines };
  }

  async #journalNames(): Promise<string[]> {
    try {
      return (await readdir(this.#folder)).filter((name) => JOURNAL_NAME.test(name)).sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  async #readFile(name: string): Promise<void> {
    const path = join(this.#folder, name);
    const { size } = await stat(path);
    let state = this.#files.get(name) ?? { offset: 0, damagedLines: 0 };
    // A file made anew under the same name is read from its start; events that are known already stay single.
    if (size < state.offset) state = { offset: 0, damagedLines: 0 };
    this.#files.set(name, state);
    if (size === state.offset) return;
    const handle = await open(path, 'r');
    try {
      let rest = Buffer.alloc(0);
      for (let at = state.offset; at < size;) {
        const piece = Buffer.alloc(Math.min(PIECE_BYTES, size - at));
        const { bytesRead } = await handle.read(piece, 0, piece.length, at);
        if (bytesRead === 0) break;
        at += bytesRead;
        rest = this.#takeLines(Buffer.concat([rest, piece.subarray(0, bytesRead)]), state);
      }
    } finally {
      await handle.close();
    }
  }

  /** Takes the whole lines and returns what follows the last line feed: a line that is still being written, or torn. */
  #takeLines(bytes: Buffer<ArrayBuffer>, state: FileState): Buffer<ArrayBuffer> {
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, from)) {
      const event = decodeLine(bytes.toString('utf8', from, end));
      if (event === undefined) state.damagedLines += 1;
      else this.#take(event);
      from = end + 1;
    }
    state.offset += from;
    return bytes.subarray(from);
  }

  #take(event: JournalEvent): void {
    const id = eventId(event);
    if (this.#known.has(id)) return;
    this.#known.add(id);
    const last = this.#events.at(-1);
    this.#inOrder &&= last === undefined || compareEvents(last, event) < 0;
    this.#events.push(event);
  }
}
