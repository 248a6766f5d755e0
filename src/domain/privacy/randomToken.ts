const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;
/** Name of an object of git's. */
const GIT_HASH = /^[0-9a-f]{40}$/iu;
/** The beginning of a checksum as lock files have it. */
const CHECKSUM = /^sha(?:1|256|384|512)-/iu;
/** What looks like a word, or a part of one. */
const WORD_PARTS = /[A-Z]?[a-z]{3,}|[A-Z]{4,}/gu;

/** A part of a token that is shorter tells nothing, in characters, and so many must look random together. */
const SHORTEST_PART = 8;
const RANDOM_ENOUGH = 20;

/**
 * Whether a long run of letters, digits and signs of base64 is random, as keys are: neither words nor a path, no UUID, no
 * hash of git's, no checksum.
 */
export function looksRandom(token: string): boolean {
  if (UUID.test(token) || CHECKSUM.test(token) || !/\d/u.test(token)) return false;
  const parts = token.split(/[+/=_-]+/u).filter((part) => part.length >= SHORTEST_PART && !GIT_HASH.test(part));
  const random = parts.filter(isRandom).reduce((sum, part) => sum + part.length, 0);
  return random >= RANDOM_ENOUGH;
}

/** Letters and digits in turn, or with hardly a word in them. */
function isRandom(part: string): boolean {
  if (!/[a-z]/iu.test(part)) return false;
  const inWords = (part.match(WORD_PARTS) ?? []).join('').length;
  const groups = part.match(/\d+/gu)?.length ?? 0;
  return inWords < part.length / 2 || groups >= part.length / 8;
}
