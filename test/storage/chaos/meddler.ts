import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LedgerDatabase } from '../../../src/storage/ledger/ledgerDatabase.ts';
import { LEDGER_TABLES } from '../../../src/storage/ledger/ledgerTables.ts';
import { ledgerName, loadSqlite } from '../../support/ledger.ts';
import { POISON } from './deaths.ts';

const EVERY = 120;
const TWO_DAYS = 2 * 24 * 3_600_000;

/**
 * Makes trouble in a data folder until it is stopped: damages the newest ledger, puts a ledger with a wrong checksum
 * before it, and makes journals look old, so that those of dead writers are packed without a seal.
 */
export class Meddler {
  readonly #folder: string;
  readonly #done: Promise<void>;
  #isOver = false;
  #poisoned = '';

  constructor(folder: string) {
    this.#folder = folder;
    this.#done = this.#run();
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#done;
  }

  async #run(): Promise<void> {
    const poison = await poisonedLedger();
    for (let turn = 0; !this.#isOver; turn += 1) {
      await sleep(EVERY);
      const work = [() => this.#age(), () => this.#damage(), () => this.#poison(poison)][turn % 3];
      // The file was removed meanwhile, or is not there yet.
      await work?.().catch(() => undefined);
    }
  }

  async #age(): Promise<void> {
    const folder = join(this.#folder, 'journal');
    const old = new Date(Date.now() - TWO_DAYS);
    const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl'));
    await Promise.all(names.map((name) => utimes(join(folder, name), old, old).catch(() => undefined)));
  }

  async #damage(): Promise<void> {
    const path = join(this.#folder, 'ledger', await this.#newest());
    const bytes = await readFile(path);
    const at = Math.floor(Math.random() * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(Math.random() * 8));
    await writeFile(path, bytes, { flag: 'r+' });
  }

  async #poison(bytes: Buffer): Promise<void> {
    const newest = await this.#newest();
    // On a slow machine nobody would ever publish if the next number were always taken.
    if (newest === this.#poisoned) return;
    const number = Number(/\.(?<number>\d+)\.db$/u.exec(newest)?.groups?.['number']);
    const name = ledgerName(number + 1);
    this.#poisoned = name;
    await writeFile(join(this.#folder, 'ledger', name), bytes, { flag: 'wx' });
  }

  async #newest(): Promise<string> {
    const names = (await readdir(join(this.#folder, 'ledger'))).filter((name) => name.startsWith('ledger-'));
    const newest = names.sort().at(-1);
    if (newest === undefined) throw new Error('There is no ledger.');
    return newest;
  }
}

/** A ledger that is right but for its checksum, and says what no ledger can say. */
async function poisonedLedger(): Promise<Buffer> {
  const database = new LedgerDatabase(await loadSqlite());
  for (const table of LEDGER_TABLES) database.run(table);
  database.run('UPDATE ledger SET latest = ?', [POISON * 2]);
  const bytes = database.export();
  database.close();
  return Buffer.concat([bytes, Buffer.from('\ngrasp-ledger 00000000\n')]);
}
