import { shown } from '../privacy/exclusions.ts';
import { pathMatcher, problemOfGlob } from './pathGlob.ts';

/** Of files that list what a project uses, the names, in small letters. */
const LOCK_FILES: ReadonlySet<string> = new Set([
  ...['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb', 'deno.lock'],
  ...['cargo.lock', 'go.sum', 'go.work.sum', 'poetry.lock', 'pipfile.lock', 'pdm.lock', 'uv.lock', 'composer.lock'],
  ...['gemfile.lock', 'podfile.lock', 'pubspec.lock', 'mix.lock', 'flake.lock', 'gradle.lockfile', 'package.resolved'],
  ...['packages.lock.json', 'paket.lock', 'conan.lock', '.terraform.lock.hcl'],
]);
/** How names of files end that a program writes, in small letters. */
const GENERATED_ENDS = [
  ...[
    '.min.js',
    '.min.mjs',
    '.min.css',
    '.map',
    '.snap',
    '.pb.go',
    '.pb.cc',
    '.pb.h',
    '_pb2.py',
    '_pb2_grpc.py',
    '_pb2.pyi',
  ],
  ...[
    '_pb.js',
    '_pb.d.ts',
    '_pb.ts',
    '.g.dart',
    '.freezed.dart',
    '.g.cs',
    '.designer.cs',
    '.designer.vb',
    '.generated.cs',
  ],
  ...['.generated.ts', '.generated.js', '.gen.go', '_generated.go'],
];
/** Folders of what was made or taken from elsewhere, in small letters. */
const FOLDERS: ReadonlySet<string> = new Set([
  ...['dist', 'build', 'vendor', 'node_modules', 'third_party', 'third-party', 'bower_components', 'jspm_packages'],
  ...['__snapshots__', '__generated__', '.yarn', 'pods', '.venv', '__pycache__'],
]);
/** Of so many lines at the top of a file one may say that a program wrote it. */
const TOP_LINES = 5;
/** A longer line is looked at up to here, in UTF-16 code units. */
const LONGEST_LINE = 500;
const MOST_GLOBS = 200;

/** What the person names to be left out. */
export interface LeftOutGlobs {
  readonly globs: readonly string[];
  /** entries that can not be used, each with the reason, in words */
  readonly unusable: readonly string[];
}

/** Reads a setting as it stands in somebody's settings files: it should be a list of patterns. */
export function readLeftOut(values: unknown): LeftOutGlobs {
  if (values === undefined || values === null) return { globs: [], unusable: [] };
  if (!Array.isArray(values)) return { globs: [], unusable: [`${shown(values)} is no list`] };
  const globs = new Set<string>();
  const unusable = new Set<string>();
  for (const value of (values as unknown[]).slice(0, MOST_GLOBS)) {
    const problem = typeof value === 'string' ? problemOfGlob(value.trim()) : 'is no text';
    if (problem === undefined) globs.add(String(value).trim());
    else unusable.add(`${shown(value)} ${problem}`);
  }
  if (values.length > MOST_GLOBS) unusable.add(`the entries beyond the first ${MOST_GLOBS} are too many`);
  return { globs: [...globs], unusable: [...unusable] };
}

/** A sentence for people about entries that can not be used; empty when there are none. */
export function unusableLeftOutInWords({ unusable }: LeftOutGlobs, setting: string): string {
  if (unusable.length === 0) return '';
  return `The setting "${setting}" has entries that leave nothing out: ${unusable.join('; ')}. All others are in force.`;
}

/** A file that may be left out. */
export interface MaybeLeftOut {
  /** in the repository, with `/` */
  readonly path: string;
  /** whether the repository's attributes say so */
  readonly isGenerated: boolean;
}

/**
 * Whether a file is generated, vendored or a lock file, so that nobody is asked about it and nothing of it lands.
 *
 * @param globs of the person's
 * @param lines of the file, where they are at hand
 */
export function leftOut(globs: readonly string[]): (file: MaybeLeftOut, lines?: readonly string[]) => boolean {
  const matchers = globs.map(pathMatcher);
  return ({ path, isGenerated }, lines = []) =>
    isGenerated || isLeftOutByName(path) || matchers.some((matches) => matches(path)) || saysGenerated(lines);
}

function isLeftOutByName(path: string): boolean {
  const names = path.toLowerCase().split('/');
  const name = names.pop() ?? '';
  return (
    LOCK_FILES.has(name) ||
    GENERATED_ENDS.some((end) => name.endsWith(end)) ||
    names.some((folder) => FOLDERS.has(folder))
  );
}

/** By the two marks that tools agree on: that of Go, and that of many others. */
function saysGenerated(lines: readonly string[]): boolean {
  return lines.slice(0, TOP_LINES).some((whole) => {
    const line = whole.slice(0, LONGEST_LINE);
    if (/@generated\b/u.test(line)) return true;
    const mark = /\bcode generated\b/iu.exec(line);
    return mark !== null && /\bdo not edit\b/iu.test(line.slice(mark.index));
  });
}
