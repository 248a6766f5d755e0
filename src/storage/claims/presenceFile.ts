import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Presence } from '../../ports/presence.ts';
import { statOf } from '../files.ts';

/** The time of an empty file, which all windows share. */
export class PresenceFile implements Presence {
  readonly #path: string;
  readonly #now: () => number;

  /** @param now wall clock in milliseconds */
  constructor(path: string, now: () => number) {
    this.#path = path;
    this.#now = now;
  }

  async touch(): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    const file = await open(this.#path, 'a', 0o600);
    try {
      const now = this.#now() / 1000;
      await file.utimes(now, now);
    } finally {
      await file.close();
    }
  }

  async latest(): Promise<number | undefined> {
    return (await statOf(this.#path))?.mtimeMs;
  }
}
