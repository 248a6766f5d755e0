const SCHEME = 'grasp-hidden:';
/** So many digits tell the files of one person apart in a list. */
const SHOWN_DIGITS = 8;

/** What stands in the journal in place of the URI of a file or folder: a keyed hash of it, in hexadecimal digits. */
export function hiddenUri(hash: string): string {
  return SCHEME + hash;
}

export function isHidden(uri: string): boolean {
  return uri.startsWith(SCHEME);
}

/** For people, such as "hidden file 3f2a91c0". */
export function hiddenInWords(uri: string): string {
  return `hidden file ${uri.slice(SCHEME.length, SCHEME.length + SHOWN_DIGITS)}`;
}
