import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { namesIn } from '../files.ts';
import { publishFile } from '../publishFile.ts';

const CONTENT = /^(?<secret>[0-9a-f]{64}) (?<check>[0-9a-f]{16})\n$/u;
const KEY_BYTES = 32;
const ID_DIGITS = 16;
/** More keys of one kind than these are in no folder: each makes every look slower. */
const MOST_KEYS = 64;

/** What keys are for. */
export interface KeyKind {
  /** what the names of their files begin with */
  readonly files: string;
  /** a part of their ids, so that the same secret has another id for another use */
  readonly purpose: string;
}

export interface SecretKey {
  /** names the key, and tells nothing of it */
  readonly id: string;
  readonly secret: Buffer;
}

/**
 * The keys of a kind that lie in a folder, the one to use first. All windows use the same one. A file that is damaged is
 * passed over. Rejects with the error of the disk.
 */
export async function readKeys(folder: string, kind: KeyKind): Promise<readonly SecretKey[]> {
  const names = (await namesIn(folder)).filter((name) => numberOf(name, kind) !== undefined).sort();
  const texts = await Promise.all(names.slice(0, MOST_KEYS).map((name) => readFile(join(folder, name), 'latin1')));
  return texts.map((text) => keyIn(text, kind)).filter((key) => key !== undefined);
}

/** As `readKeys`, and makes a key where there is none: once, however many windows do so at the same time. */
export async function ensureKeys(folder: string, kind: KeyKind): Promise<readonly SecretKey[]> {
  const known = await readKeys(folder, kind);
  if (known.length > 0) return known;
  // A damaged file keeps its name, so the key that stands in for it takes the next one.
  await publishNext(folder, kind, randomBytes(KEY_BYTES));
  const made = await readKeys(folder, kind);
  if (made.length === 0) throw new Error('A key that was just written can not be read.');
  return made;
}

/**
 * Puts keys from elsewhere behind those that there are, and gives how many were not known. The key to use stays the one
 * that was made here. Rejects with the error of the disk.
 */
export async function addKeys(folder: string, kind: KeyKind, keys: readonly SecretKey[]): Promise<number> {
  let added = 0;
  for (const { id, secret } of keys) {
    for (let tries = 0; tries < MOST_KEYS; tries += 1) {
      const known = await ensureKeys(folder, kind);
      if (known.length >= MOST_KEYS || known.some((key) => key.id === id)) break;
      if (!(await publishNext(folder, kind, secret))) continue;
      added += 1;
      break;
    }
  }
  return added;
}

/** A key as its file has it. */
export function keyText({ id, secret }: SecretKey): string {
  return `${secret.toString('hex')} ${id}\n`;
}

/** The key in a text of that form; `undefined` where it is damaged, or none of this kind. */
export function keyIn(text: string, kind: KeyKind): SecretKey | undefined {
  const groups = CONTENT.exec(text)?.groups;
  const secret = Buffer.from(groups?.['secret'] ?? '', 'hex');
  const id = idOf(secret, kind);
  return groups?.['check'] === id ? { id, secret } : undefined;
}

/** Gives a secret the next name; `false` when another window was faster. */
async function publishNext(folder: string, kind: KeyKind, secret: Buffer): Promise<boolean> {
  const taken = (await namesIn(folder)).map((name) => numberOf(name, kind) ?? 0);
  const name = `${kind.files}-${String(Math.max(0, ...taken) + 1).padStart(4, '0')}.key`;
  const text = keyText({ id: idOf(secret, kind), secret });
  return publishFile(folder, name, Buffer.from(text), { reached: ignore });
}

function numberOf(name: string, { files }: KeyKind): number | undefined {
  const groups = /^(?<files>[a-z]+)-(?<number>\d{4})\.key$/u.exec(name)?.groups;
  return groups?.['files'] === files ? Number(groups['number']) : undefined;
}

function idOf(secret: Buffer, { purpose }: KeyKind): string {
  return createHash('sha256').update(purpose).update(secret).digest('hex').slice(0, ID_DIGITS);
}

function ignore(): void {
  // Steps are for tests.
}
