import { commandsIn, isAssignment, programOf, type LineCommand } from '../attribution/commandLine.ts';

/** Programs that only ever run tests. */
const RUNNERS: ReadonlySet<string> = new Set([
  ...['vitest', 'jest', 'mocha', 'ava', 'jasmine', 'karma', 'tap', 'pytest', 'py.test'],
  ...['unittest', 'tox', 'nox', 'nosetests', 'nose2', 'behave', 'rspec', 'cucumber', 'phpunit', 'pest', 'ctest'],
  ...['gotestsum', 'bats', 'busted', 'prove', 'ginkgo', 'nextest'],
]);

/** Programs of which the first word that is no option says what they do. */
const BY_FIRST_WORD: ReadonlySet<string> = new Set([
  ...['go', 'cargo', 'dotnet', 'deno', 'mix', 'swift', 'flutter', 'dart', 'bazel', 'stack', 'cabal', 'meson', 'lein'],
  ...['artisan', 'manage.py', 'rails', 'ng', 'playwright'],
]);

/** The same of programs that may be told to run what comes next. */
const OF_SCRIPTS: ReadonlySet<string> = new Set([
  ...['npm', 'pnpm', 'yarn', 'bun', 'composer', 'hatch', 'nx', 'turbo', 'lerna'],
]);

/** Programs that are given any number of goals. */
const BY_ANY_WORD: ReadonlySet<string> = new Set([
  ...['mvn', 'mvnw', 'gradle', 'gradlew', 'make', 'gmake', 'just', 'task', 'rake', 'sbt', 'ninja', 'ant'],
]);

/** Goals, beside those that are named after tests, that run the tests. */
const GOALS: ReadonlySet<string> = new Set(['check', 'verify', 'spec']);

/** Programs that run the program which is named behind them, with the words that may stand between. */
const WRAPPERS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...['sudo', 'env', 'command', 'exec', 'nohup', 'time', 'nice', 'npx', 'bunx', 'uvx', 'winpty', 'cross-env'].map(
    (name) => [name, new Set<string>()] as const,
  ),
  ...['nyc', 'c8', 'xvfb-run', 'python', 'python3', 'py', 'php', 'node', 'timeout'].map(
    (name) => [name, new Set<string>()] as const,
  ),
  ['npm', new Set(['exec', 'x'])],
  ['pnpm', new Set(['exec', 'dlx'])],
  ['yarn', new Set(['exec', 'dlx'])],
  ['bun', new Set(['x'])],
  ['cargo', new Set()],
  ['bundle', new Set(['exec'])],
  ['coverage', new Set(['run'])],
  ['uv', new Set(['run', 'tool'])],
  ...['poetry', 'pipenv', 'pdm', 'rye', 'hatch', 'pipx'].map((name) => [name, new Set(['run'])] as const),
]);

/** Options that have their value behind them. */
const WITH_VALUE: ReadonlySet<string> = new Set([
  ...['--prefix', '-w', '--workspace', '--filter', '-F', '-C', '--dir', '--cwd', '-p', '--project', '-f', '--file'],
]);

/** So far a command is looked at, in words. */
const MOST_WORDS = 40;

/**
 * Whether a command line runs tests, and so that its exit code is 0 only where they passed: nothing behind them may hide
 * how they ended. The line is anybody's text, and is looked at and nothing else.
 */
export function isTestRun(line: string): boolean {
  const commands = commandsIn(line.replaceAll(/[<>]&\d?|&>{1,2}/gu, ' '));
  return commands.some((command, at) => {
    if (bare(command) === '||' || !runsTests(command.words.slice(0, MOST_WORDS))) return false;
    return commands.slice(at + 1).every((later) => {
      return later.words.length === 0 ? /^;*$/u.test(bare(later)) : bare(later) === '&&';
    });
  });
}

/** How a command is joined to the one before, whatever brackets and lines stand between. */
function bare({ joint }: LineCommand): string {
  return joint.replaceAll(/[(){}\n]/gu, '');
}

function runsTests(words: readonly string[]): boolean {
  let between: ReadonlySet<string> = new Set();
  let isBehindWrapper = false;
  for (const [at, word] of words.entries()) {
    // `node --test` is one of its own.
    if (isBehindWrapper && word === '--test') return true;
    if (isAssignment(word) || between.has(word) || (isBehindWrapper && isNoProgram(word))) continue;
    const name = programOf(word).toLowerCase();
    if (isTestProgram(name, wordsOf(words.slice(at + 1)))) return true;
    const wrapper = WRAPPERS.get(name);
    if (wrapper === undefined) return false;
    [between, isBehindWrapper] = [wrapper, true];
  }
  return false;
}

/** Options, and for how long `timeout` waits. */
function isNoProgram(word: string): boolean {
  return word.startsWith('-') || /^\d/u.test(word);
}

function isTestProgram(name: string, rest: readonly string[]): boolean {
  if (RUNNERS.has(name)) return true;
  if (OF_SCRIPTS.has(name)) return isTestWord(scriptIn(rest));
  if (BY_FIRST_WORD.has(name)) return isTestWord(rest[0] ?? '');
  return BY_ANY_WORD.has(name) && rest.some((one) => isTestWord(one) || GOALS.has(one.split(':').at(-1) ?? ''));
}

/** Without options and their values, and without a version of a tool such as `+nightly`. */
function wordsOf(words: readonly string[]): string[] {
  return words.filter((word, at) => !/^[-+]/u.test(word) && !WITH_VALUE.has(words[at - 1] ?? ''));
}

/** What a program is told to do, where it may stand behind a word that only says that it is to run something. */
function scriptIn([first = '', second = '', third = '']: readonly string[]): string {
  if (first === 'run' || first === 'run-script') return second;
  return first === 'workspace' ? third : first;
}

/** `test`, `t`, `test:unit`, `app:test`, `unit-tests` and `testDebugUnitTest`. */
function isTestWord(word: string): boolean {
  if (word === 't' || word === 'tst') return true;
  const parts = word.split(':');
  return [parts[0] ?? '', parts.at(-1) ?? ''].some((part) => {
    return /^tests?(?:[-_.].{0,60})?$|[-_]tests?$|^test[A-Z]\w{0,60}$/u.test(part);
  });
}
