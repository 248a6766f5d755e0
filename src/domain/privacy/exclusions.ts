const REMOTE = 'remote:';
/** Why a pattern is none, in words that follow it. */
export const HALF_BRACKET = 'has a bracket without its other half';
const HOST = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/u;

/** What `grasp.privacy.exclude` names. */
export interface Exclusions {
  /** patterns of files, none of them twice */
  readonly globs: readonly string[];
  /** hosts of git remotes, in small letters */
  readonly hosts: readonly string[];
  /** entries that say nothing, each with the reason, in words */
  readonly unusable: readonly string[];
}

/** Reads values of the setting, as they stand in somebody's settings files: each should be a list of texts. */
export function readExclusions(values: readonly unknown[]): Exclusions {
  const globs = new Set<string>();
  const hosts = new Set<string>();
  const unusable = new Set<string>();
  for (const value of values) {
    if (!Array.isArray(value)) {
      unusable.add(`${shown(value)} is no list`);
      continue;
    }
    for (const entry of value as unknown[]) {
      const text = typeof entry === 'string' ? entry.trim() : '';
      const problem = problemOf(text);
      if (problem !== undefined) unusable.add(`${shown(entry)} ${problem}`);
      else if (text.startsWith(REMOTE)) hosts.add(hostIn(text));
      else globs.add(text);
    }
  }
  return { globs: [...globs], hosts: [...hosts], unusable: [...unusable] };
}

/** A sentence for people about entries that can not be used; empty when there are none. */
export function unusableInWords({ unusable }: Exclusions): string {
  if (unusable.length === 0) return '';
  return `The setting "grasp.privacy.exclude" has entries that exclude nothing: ${unusable.join('; ')}. All others are in force.`;
}

/** The patterns by which a pattern is tried: a folder that is named stands for all that is in it. */
export function withContents(glob: string): readonly string[] {
  const plain = glob.length > 1 ? glob.replace(/\/+$/u, '') : glob;
  return plain.endsWith('**') ? [plain] : [plain, `${plain}/**`];
}

function problemOf(text: string): string | undefined {
  if (text === '') return 'is no text';
  if (text.startsWith(REMOTE)) {
    return HOST.test(hostIn(text)) ? undefined : 'should be "remote:" and the name of a host alone';
  }
  if (text.startsWith('!')) return 'begins with "!", and nothing can be taken away from this list';
  // Otherwise the file would be recorded.
  return isBalanced(text) ? undefined : HALF_BRACKET;
}

function hostIn(text: string): string {
  return text.slice(REMOTE.length).trim().toLowerCase().replace(/\.$/u, '');
}

/** Whether each bracket of a pattern has its other half: matchers take half a one for a pattern that fits nothing. */
export function isBalanced(glob: string): boolean {
  const open: string[] = [];
  for (const character of glob) {
    if (character === '{' || character === '[') open.push(character);
    else if (character === '}' && open.pop() !== '{') return false;
    else if (character === ']' && open.pop() !== '[') return false;
  }
  return open.length === 0;
}

/** A value as it stands in the settings, cut where it is long. */
export function shown(value: unknown): string {
  // What can not be written so is not in a settings file.
  const text = (JSON.stringify(value) as string | undefined) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
