import { createHmac } from 'node:crypto';
import { addKeys, ensureKeys, keyIn, keyText, readKeys, type KeyKind, type SecretKey } from './keyFiles.ts';

const KIND: KeyKind = { files: 'lines', purpose: 'grasp line key' };
const HASH_BYTES = 8;

/** A key by which lines of code are known again, and nobody without it can tell what they were. */
export interface LineKey {
  /** names the key, and tells nothing of it */
  readonly id: string;
  /** the keyed hash of a line's name: 64 bits, as 11 characters of base64url */
  hash(name: string): string;
}

/** The keys that lie in a folder, as `readKeys` gives them. */
export async function readLineKeys(folder: string): Promise<readonly LineKey[]> {
  return (await readKeys(folder, KIND)).map(toLineKey);
}

/** As `readLineKeys`, and makes a key where there is none. */
export async function ensureLineKeys(folder: string): Promise<readonly LineKey[]> {
  return (await ensureKeys(folder, KIND)).map(toLineKey);
}

/** All line keys of a folder as texts for an export: whoever has them can test what a line may have been. */
export async function lineKeyTexts(folder: string): Promise<readonly string[]> {
  return (await readKeys(folder, KIND)).map((key) => keyText(key).trimEnd());
}

/** The ids of the keys in texts that came from elsewhere; a text that is none is passed over. */
export function lineKeyIds(texts: readonly string[]): readonly string[] {
  return keysIn(texts).map(({ id }) => id);
}

/** Takes in the keys of such texts beside those that there are. Rejects with the error of the disk. */
export async function addLineKeys(folder: string, texts: readonly string[]): Promise<number> {
  return addKeys(folder, KIND, keysIn(texts));
}

function keysIn(texts: readonly string[]): readonly SecretKey[] {
  return texts.map((text) => keyIn(`${text}\n`, KIND)).filter((key) => key !== undefined);
}

function toLineKey({ id, secret }: SecretKey): LineKey {
  const bytes = (name: string) => createHmac('sha256', secret).update(name).digest().subarray(0, HASH_BYTES);
  return { id, hash: (name) => bytes(name).toString('base64url') };
}
