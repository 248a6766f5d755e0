import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checksum } from '../checksum.ts';
import { namesIn } from '../files.ts';
import { publishFile, removeDrafts } from '../publishFile.ts';
import type { Reached } from '../steps.ts';
import { syncFolder } from '../syncFolder.ts';
import { LEDGER_SCHEMA } from './ledgerTables.ts';

const TRAILER = /^\ngrasp-ledger (?<crc>[0-9a-f]{8})\n$/u;
const TRAILER_BYTES = '\ngrasp-ledger 00000000\n'.length;
/** The newest ones of this schema are kept: if one is damaged there is another. */
const KEPT = 2;

interface LedgerFile {
  readonly name: string;
  readonly schema: number;
  readonly number: number;
}

/**
 * The published ledgers: numbered files that are never overwritten. Each ends with a checksum of all before it, since a
 * flipped bit in a row is none of the faults that SQLite finds, and an empty file is a valid database to it.
 */
export class LedgerFiles {
  readonly #folder: string;
  readonly #reached: Reached;

  constructor(folder: string, reached: Reached) {
    this.#folder = folder;
    this.#reached = reached;
  }

  /** Whether a version of Grasp with a later schema has published a ledger here. */
  async isNewer(): Promise<boolean> {
    return (await this.#list()).some(({ schema }) => schema > LEDGER_SCHEMA);
  }

  /** The newest whole ledger of this version, as bytes of a database, if there is one. */
  async newest(): Promise<Uint8Array | undefined> {
    for (const { name, schema } of await this.#list()) {
      if (schema !== LEDGER_SCHEMA) continue;
      const bytes = await readWhole(join(this.#folder, name));
      if (bytes !== undefined) return bytes;
    }
    return undefined;
  }

  /** Publishes a ledger under the next number; `false` when another window was faster. Rejects with the disk's error. */
  async publish(bytes: Uint8Array): Promise<boolean> {
    const number = 1 + Math.max(0, ...(await this.#list()).map((file) => file.number));
    const trailer = Buffer.from(`\ngrasp-ledger ${checksum(bytes)}\n`);
    const name = `ledger-${String(LEDGER_SCHEMA)}.${String(number).padStart(10, '0')}.db`;
    const won = await publishFile(this.#folder, name, Buffer.concat([bytes, trailer]), { reached: this.#reached });
    if (won) await this.#sweep();
    return won;
  }

  /**
   * Removes all of this version and of earlier ones, and what is half written of one: they can be made again, and have
   * names in them that were to be forgotten. Rejects with the error of the disk.
   */
  async removeAll(): Promise<void> {
    for (const { name, schema } of await this.#list()) {
      if (schema <= LEDGER_SCHEMA) await rm(join(this.#folder, name), { force: true });
    }
    await removeDrafts(this.#folder);
    await syncFolder(this.#folder);
  }

  /** What is left are the newest whole ledgers, and those of a later version, which are not ours to judge. */
  async #sweep(): Promise<void> {
    let kept = 0;
    for (const { name, schema } of await this.#list()) {
      if (schema > LEDGER_SCHEMA) continue;
      const path = join(this.#folder, name);
      const isWhole = schema === LEDGER_SCHEMA && kept < KEPT && (await readWhole(path)) !== undefined;
      if (isWhole) kept += 1;
      // What something else holds open, as scanners do on Windows, goes the next time.
      else await rm(path, { force: true }).catch(ignore);
    }
    this.#reached('ledgers-swept');
  }

  /** Newest first. */
  async #list(): Promise<LedgerFile[]> {
    const names = await namesIn(this.#folder);
    const files = names.map(ledgerFile).filter((file) => file !== undefined);
    return files.sort((a, b) => b.number - a.number);
  }
}

function ledgerFile(name: string): LedgerFile | undefined {
  const groups = /^ledger-(?<schema>\d{1,6})\.(?<number>\d{10})\.db$/u.exec(name)?.groups;
  return groups && { name, schema: Number(groups['schema']), number: Number(groups['number']) };
}

/** The database in a published file; `undefined` for one that is damaged, cut off, empty or gone. */
async function readWhole(path: string): Promise<Uint8Array | undefined> {
  let file: Buffer;
  try {
    file = await readFile(path);
  } catch {
    return undefined;
  }
  const end = file.length - TRAILER_BYTES;
  if (end <= 0) return undefined;
  const crc = TRAILER.exec(file.toString('latin1', end))?.groups?.['crc'];
  const bytes = file.subarray(0, end);
  return crc === checksum(bytes) ? bytes : undefined;
}

function ignore(): void {
  // It is only in the way.
}
