import { createHmac } from 'node:crypto';
import { ensureKeys, readKeys, type KeyKind, type SecretKey } from './keyFiles.ts';

const KIND: KeyKind = { files: 'names', purpose: 'grasp name key' };
/** 64 bits: a chance of one in a million million that two of a thousand files share one. */
const HASH_DIGITS = 16;

/** A key by which names of files are hidden. */
export interface NameKey {
  /** names the key, and tells nothing of it */
  readonly id: string;
  /** the keyed hash of a text, in 16 hexadecimal digits */
  hash(text: string): string;
}

/** The keys that lie in a folder, as `readKeys` gives them. */
export async function readNameKeys(folder: string): Promise<readonly NameKey[]> {
  return (await readKeys(folder, KIND)).map(toNameKey);
}

/** As `readNameKeys`, and makes a key where there is none. */
export async function ensureNameKeys(folder: string): Promise<readonly NameKey[]> {
  return (await ensureKeys(folder, KIND)).map(toNameKey);
}

function toNameKey({ id, secret }: SecretKey): NameKey {
  return { id, hash: (name) => createHmac('sha256', secret).update(name).digest('hex').slice(0, HASH_DIGITS) };
}
