/** The parts of a git configuration that name remotes. Its text is anybody's: nothing in it is trusted or carried out. */

/** What a line of `git config`'s file format may be. */
const SECTION = /^\s*\[\s*(?<name>[\w.-]+)(?:\s+"(?<sub>(?:[^"\\]|\\.)*)")?\s*\]/u;
const VARIABLE = /^\s*(?<key>[a-z][a-z0-9-]*)\s*=\s*(?<value>.*)$/iu;

/** The addresses of all remotes, to fetch from and to push to. */
export function remoteAddresses(config: string): string[] {
  const addresses: string[] = [];
  let isRemote = false;
  for (const line of joinedLines(config)) {
    const section = SECTION.exec(line);
    if (section?.groups !== undefined) isRemote = isRemoteSection(section.groups);
    // A variable may stand behind the head of its section.
    const address = isRemote ? addressIn(line.slice(section?.[0].length ?? 0)) : undefined;
    if (address !== undefined) addresses.push(address);
  }
  return addresses;
}

function addressIn(line: string): string | undefined {
  const variable = VARIABLE.exec(line)?.groups;
  const key = variable?.['key']?.toLowerCase();
  return key === 'url' || key === 'pushurl' ? plainValue(variable?.['value'] ?? '') : undefined;
}

/** The host of a remote's address, in small letters; `undefined` for one on this machine. */
export function hostOf(address: string): string | undefined {
  // `helper::address` has git call a helper with the address.
  const plain = address.trim().replace(/^[\w+.-]+::/u, '');
  const host = /^[a-z][a-z0-9+.-]*:\/\//iu.test(plain) ? hostOfUrl(plain) : hostOfShortForm(plain);
  return host === undefined || host === '' ? undefined : host.toLowerCase().replace(/\.$/u, '');
}

function hostOfUrl(url: string): string | undefined {
  return /^[^:]+:\/\/(?:[^/?#]*@)?(?<host>\[[^\]]*\]|[^:/?#]*)/u.exec(url)?.groups?.['host'];
}

/** `user@host:path`, as for scp. One letter is a drive of Windows. */
function hostOfShortForm(address: string): string | undefined {
  const host = /^(?:[^/:]*@)?(?<host>\[[^\]]*\]|[^/\\:@[\]]+):/u.exec(address)?.groups?.['host'];
  return host === undefined || host.length < 2
    ? undefined
    : host.replace(/^\[(?<inner>[^\]:]*)(?::\d+)?\]$/u, '$<inner>');
}

function isRemoteSection({ name, sub }: Record<string, string | undefined>): boolean {
  const whole = name?.toLowerCase() ?? '';
  // `[remote.origin]` is the old form of `[remote "origin"]`.
  return (whole === 'remote' && sub !== undefined) || whole.startsWith('remote.');
}

/** Lines without comments, each with those that it goes on in behind a backslash. A comment goes on in none. */
function joinedLines(text: string): string[] {
  const joined: string[] = [];
  let begun = '';
  for (const line of text.split(/\r?\n/u)) {
    if (begun === '' && /^\s*[#;]/u.test(line)) continue;
    const goesOn = /(?:^|[^\\])(?:\\\\)*\\$/u.test(line);
    begun += goesOn ? line.slice(0, -1) : line;
    if (goesOn) continue;
    joined.push(begun);
    begun = '';
  }
  return [...joined, begun];
}

/** A value without its quotes, escapes and comment. */
function plainValue(raw: string): string {
  let value = '';
  let isQuoted = false;
  for (let at = 0; at < raw.length; at += 1) {
    const character = raw[at] ?? '';
    if (character === '\\') value += raw[(at += 1)] ?? '';
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === '#' || character === ';')) break;
    else value += character;
  }
  return value.trim();
}
