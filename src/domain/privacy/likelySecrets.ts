import { looksRandom } from './randomToken.ts';

/** A piece of a text that is likely a secret: from its first character up to, not with, its end, in UTF-16 code units. */
export interface LikelySecret {
  readonly start: number;
  readonly end: number;
  /** what it is, for people, such as "a GitHub token" */
  readonly kind: string;
}

interface Pattern {
  readonly kind: string;
  /** global, and without a repeat that could be read in two ways, so that a look takes time in proportion to the text */
  readonly expression: RegExp;
  /** whether what was found is one; the group `secret` where there is one, else all that was matched */
  readonly isOne?: (secret: string) => boolean;
}

const RANDOM = 'a long random text';

/** What stands before a key is no part of it. */
const ALONE = '(?<![A-Za-z0-9_-])';
/** A longer one is taken to its end: what is left over would still be most of a key. */
function key(kind: string, form: string): Pattern {
  return { kind, expression: new RegExp(`${ALONE}${form}[A-Za-z0-9_-]*`, 'gu') };
}

const NAMES_OF_SECRETS =
  'pass(?:word|wd|phrase)|pwd|secret|token|credentials?|(?:api|access|auth|account|private|secret|signing|encryption)[_-]?key';
const OF_SECRETS = `(?:${NAMES_OF_SECRETS})["'\`\\]]{0,2}[ \\t]{0,8}(?:={1,3}|:=|=>|:)[ \\t]{0,8}`;

const PATTERNS: readonly Pattern[] = [
  key('an AWS access key', '(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}'),
  key('a GitHub token', '(?:gh[oprsu]_[A-Za-z0-9]{20}|github_pat_[A-Za-z0-9]{20})'),
  key('a GitLab token', 'gl(?:pat|dt|rt|rtr|cbt|ptt|ft|imt|agent|soat|oas|ffct)-[A-Za-z0-9_-]{20}'),
  key('a Slack token', '(?:xox[abceoprs]|xapp)-[A-Za-z0-9-]{10}'),
  key('a Stripe key', '(?:[rs]k_(?:live|test)|whsec)_[A-Za-z0-9]{16}'),
  key('an npm token', 'npm_[A-Za-z0-9]{30}'),
  key('a Google key', '(?:AIza[A-Za-z0-9_-]{35}|GOCSPX-[A-Za-z0-9_-]{20})'),
  key('a Google token', String.raw`ya29\.[A-Za-z0-9_-]{20}`),
  { ...key('a key of an AI service', 'sk-[A-Za-z0-9_-]{29}'), isOne: looksRandom },
  {
    kind: 'a JSON web token',
    expression: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/gu,
  },
  {
    kind: 'the address of a Slack webhook',
    expression: /hooks\.slack\.com\/services\/(?<secret>[A-Za-z0-9_/-]{20,})/dgu,
  },
  {
    kind: 'a password in an address',
    expression: /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,30}:\/\/[^\s/@:"'`<>]{0,200}:(?<secret>[^\s/@"'`<>]{5,2000})@/dgiu,
    isOne: isNoPlaceholder,
  },
  {
    kind: 'a token',
    expression: /\bbearer[ \t]+(?<secret>[\w.~+/=-]{16,})/dgiu,
    isOne: (secret) => /\d/u.test(secret),
  },
  {
    kind: 'a password or a key',
    expression: new RegExp(`${OF_SECRETS}(?<quote>["'\`])(?<secret>[^"'\`\\n]{6,4000})\\k<quote>`, 'dgiu'),
    isOne: isNoPlaceholder,
  },
  {
    kind: 'a password or a key',
    expression: new RegExp(`${OF_SECRETS}(?<secret>[^\\s"'\`,;(){}<>]{8,4000})`, 'dgiu'),
    isOne: (secret) => /\d/u.test(secret) && /[a-z]/iu.test(secret) && isNoPlaceholder(secret),
  },
  { kind: RANDOM, expression: /(?<![\w+/-]|sha256:)[\w+/-]{32,}={0,2}/gu, isOne: looksRandom },
];

const BLOCK = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/gu;
const BLOCK_END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/gu;

/** Stands for what was taken out. */
const MASK = '•••';
/** Of a secret this long its first characters stay, so that people know which one it was: fewer than any secret has. */
const RECOGNISED = 20;
const HEAD = 4;

/**
 * Finds what is likely a secret, in the order of the text, without overlap. Takes time in proportion to the text. Misses
 * some and calls some that are none: a person decides.
 */
export function likelySecrets(text: string): readonly LikelySecret[] {
  const found = [...privateKeys(text), ...PATTERNS.flatMap((pattern) => matchesOf(pattern, text))];
  return joined(found.sort((a, b) => a.start - b.start || b.end - a.end));
}

/** A text in which nothing usable of its likely secrets is left. */
export function withLikelySecretsMasked(text: string): string {
  return masked(text, likelySecrets(text));
}

/** A text in which nothing usable of what was found in it is left, wherever it stands. */
export function masked(text: string, found: readonly LikelySecret[]): string {
  return withoutSecrets(
    text,
    found.map(({ start, end }) => text.slice(start, end)),
  );
}

/** A text without some secrets, of which it may have any, any number of times. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const places = [...new Set(secrets)].flatMap((secret) => occurrences(text, secret));
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of joined(places.sort((a, b) => a.start - b.start || b.end - a.end))) {
    const head = end - start >= RECOGNISED && text[start] !== '-' ? HEAD : 0;
    parts.push(text.slice(at, start + head), MASK);
    at = end;
  }
  return [...parts, text.slice(at)].join('');
}

function* privateKeys(text: string): Generator<LikelySecret> {
  let at = 0;
  for (const { index, 0: begin } of text.matchAll(BLOCK)) {
    if (index < at) continue;
    BLOCK_END.lastIndex = index + begin.length;
    const end = BLOCK_END.exec(text);
    // One that is cut off goes to the end.
    at = end === null ? text.length : end.index + end[0].length;
    yield { start: index, end: at, kind: 'a private key' };
  }
}

function matchesOf({ kind, expression, isOne }: Pattern, text: string): LikelySecret[] {
  return Array.from(text.matchAll(expression)).flatMap((match) => {
    const [start, end] = match.indices?.groups?.['secret'] ?? [match.index, match.index + match[0].length];
    const secret = text.slice(start, end);
    // What has a mask in it was taken out before.
    return secret.includes('•') || isOne?.(secret) === false ? [] : [{ start, end, kind }];
  });
}

/** Where a text stands in another one. One that overlaps with the one before is begun anew: it can be a part of both. */
function occurrences(text: string, secret: string): LikelySecret[] {
  const found: LikelySecret[] = [];
  if (secret === '') return found;
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
    found.push({ start: at, end: at + secret.length, kind: '' });
  }
  return found;
}

/** Those that overlap as one, of the kind of the first that says more than that it looks random. */
function joined(sorted: readonly LikelySecret[]): LikelySecret[] {
  const all: LikelySecret[] = [];
  for (const one of sorted) {
    const last = all.at(-1);
    if (last === undefined || one.start >= last.end) all.push(one);
    else {
      const kind = last.kind === RANDOM ? one.kind : last.kind;
      all[all.length - 1] = { kind, start: last.start, end: Math.max(last.end, one.end) };
    }
  }
  return all;
}

/** Names of types, and other words that stand where a secret would. */
const WORDS =
  /^(?:string|number|boolean|object|null|undefined|none|false|true|password|passwd|passphrase|secret|token|hidden|redacted|required|optional|(?:your|my|the|some)[ _-].*)$/iu;
/** Where a secret is kept, or what stands for one. */
const REFERENCE =
  /^(?:(?:process\.env|os\.environ|env|secrets?|config|vars?|self|this)[.[]|\$[A-Z_{(]|[<%].*[>%]$|[x*._-]+$)/iu;

function isNoPlaceholder(secret: string): boolean {
  return !REFERENCE.test(secret) && !WORDS.test(secret) && !secret.includes('${') && !secret.includes('{{');
}
