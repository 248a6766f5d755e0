import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Claims } from '../../ports/claims.ts';
import { namesIn, statOf } from '../files.ts';

/** What is older is about nothing any more, in milliseconds: 60 days. */
const KEPT = 60 * 86_400_000;

/**
 * Claims as empty files, each made by the one window that finds no such name. A window that dies after that has claimed it
 * all the same: at most one ever acts.
 */
export class ClaimFiles implements Claims {
  readonly #folder: string;
  readonly #now: () => number;

  /** @param now wall clock in milliseconds */
  constructor(folder: string, now: () => number) {
    this.#folder = folder;
    this.#now = now;
  }

  async claim(name: string): Promise<boolean> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    try {
      await (await open(this.#pathOf(name), 'wx', 0o600)).close();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
    await this.#sweep();
    return true;
  }

  async isClaimed(name: string): Promise<boolean> {
    return (await statOf(this.#pathOf(name))) !== undefined;
  }

  #pathOf(name: string): string {
    if (!/^\w[\w.-]{0,99}$/u.test(name)) throw new Error(`"${name}" is no name of a claim.`);
    return join(this.#folder, name);
  }

  async #sweep(): Promise<void> {
    try {
      for (const name of await namesIn(this.#folder)) {
        const path = join(this.#folder, name);
        const changed = (await statOf(path))?.mtimeMs ?? Infinity;
        if (changed < this.#now() - KEPT) await rm(path, { force: true });
      }
    } catch {
      // The next claim tries again, and nothing rests on it.
    }
  }
}
