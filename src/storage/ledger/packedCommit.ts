/** Lengths of git's names of commits, SHA-1 and SHA-256, in hexadecimal digits. */
const LENGTHS: ReadonlySet<number> = new Set([40, 64]);

/** The bytes of a commit's name; `undefined` for one of a length that git has no names of. */
export function packedCommit(name: string): Buffer | undefined {
  return LENGTHS.has(name.length) ? Buffer.from(name, 'hex') : undefined;
}

export function commitName(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
}
