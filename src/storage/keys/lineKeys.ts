import { createHash } from 'node:crypto';
import { addKeys, ensureKeys, keyIn, keyText, readKeys, type KeyKind, type SecretKey } from './keyFiles.ts';

const KIND: KeyKind = { files: 'lines', purpose: 'grasp line key' };
const HASH_BYTES = 8;
/** What SHA-256 takes in at a time, in bytes; no key is longer. */
const BLOCK_BYTES = 64;

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
  const hmac = hmacSha256(secret);
  return { id, hash: (name) => hmac(name).subarray(0, HASH_BYTES).toString('base64url') };
}

/**
 * The HMAC of RFC 2104 for many texts: both hashes that it takes are begun with the key once, since a file has a name a line, and
 * to begin anew with each takes some four times as long.
 */
function hmacSha256(secret: Buffer): (text: string) => Buffer {
  const begun = (pad: number) =>
    createHash('sha256').update(Buffer.alloc(BLOCK_BYTES, pad).map((byte, at) => byte ^ (secret[at] ?? 0)));
  const [inner, outer] = [begun(0x36), begun(0x5c)];
  return (text) => outer.copy().update(inner.copy().update(text).digest()).digest();
}
