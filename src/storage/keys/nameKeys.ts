import { createHash, createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { namesIn } from '../files.ts';
import { publishFile } from '../publishFile.ts';

const NAME = /^names-(?<number>\d{4})\.key$/u;
const CONTENT = /^(?<key>[0-9a-f]{64}) (?<check>[0-9a-f]{16})\n$/u;
const KEY_BYTES = 32;
/** 64 bits: a chance of one in a million million that two of a thousand files share one. */
const HASH_DIGITS = 16;

/** A key by which names of files are hidden. */
export interface NameKey {
  /** names the key, and tells nothing of it */
  readonly id: string;
  /** the keyed hash of a text, in 16 hexadecimal digits */
  hash(text: string): string;
}

/**
 * The keys that lie in a folder, the one to use first. All windows use the same one. A file that is damaged is passed
 * over. Rejects with the error of the disk.
 */
export async function readNameKeys(folder: string): Promise<readonly NameKey[]> {
  const names = await namesIn(folder);
  const texts = await Promise.all(
    names
      .filter((name) => NAME.test(name))
      .sort()
      .map((name) => readFile(join(folder, name), 'latin1')),
  );
  return texts.map(keyIn).filter((key) => key !== undefined);
}

/** As `readNameKeys`, and makes a key where there is none: once, however many windows do so at the same time. */
export async function ensureNameKeys(folder: string): Promise<readonly NameKey[]> {
  const known = await readNameKeys(folder);
  if (known.length > 0) return known;
  // A damaged file keeps its name, so the key that stands in for it takes the next one.
  const taken = await namesIn(folder);
  const last = Math.max(0, ...taken.map((name) => Number(NAME.exec(name)?.groups?.['number'] ?? 0)));
  const name = `names-${String(last + 1).padStart(4, '0')}.key`;
  const key = randomBytes(KEY_BYTES);
  await publishFile(folder, name, Buffer.from(`${key.toString('hex')} ${idOf(key)}\n`), { reached: ignore });
  const made = await readNameKeys(folder);
  if (made.length === 0) throw new Error('A key that was just written can not be read.');
  return made;
}

function keyIn(text: string): NameKey | undefined {
  const groups = CONTENT.exec(text)?.groups;
  const key = Buffer.from(groups?.['key'] ?? '', 'hex');
  const id = idOf(key);
  if (groups?.['check'] !== id) return undefined;
  return { id, hash: (name) => createHmac('sha256', key).update(name).digest('hex').slice(0, HASH_DIGITS) };
}

function idOf(key: Buffer): string {
  return createHash('sha256').update('grasp name key').update(key).digest('hex').slice(0, HASH_DIGITS);
}

function ignore(): void {
  // Steps are for tests.
}
