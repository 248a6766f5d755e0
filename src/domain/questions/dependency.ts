import { JAVASCRIPT, type Change } from './change.ts';
import type { CodeLine } from './codeLines.ts';
import { quote } from './quote.ts';

/** Where a manifest of packages names one: the first group that takes part is its name. */
const MANIFESTS: readonly (readonly [path: RegExp, line: RegExp])[] = [
  [/(?:^|\/)package\.json$/u, /^\s*"([^"]{1,100})"\s*:\s*"(?:[~^<>=v]{0,2}\d|workspace:|file:|git|npm:|\*|latest)/u],
  [/(?:^|\/)requirements[\w.-]{0,20}\.txt$/u, /^\s*([A-Za-z0-9][\w.-]{0,80})\s*(?:[=<>~!;[]|$)/u],
  [/(?:^|\/)Cargo\.toml$|(?:^|\/)Pipfile$/u, /^\s*([\w-]{1,80})\s*=\s*(?:"[\d^~=<>*]|\{)/u],
  [/(?:^|\/)pyproject\.toml$/u, /^\s*"([A-Za-z0-9][\w.-]{0,80})[^"]{0,60}",?\s*$/u],
  [/(?:^|\/)go\.mod$/u, /^\s*(?:require\s+)?([\w.-]{1,60}\.[\w.-]{1,20}\/\S{1,120})\s+v\d/u],
  [/(?:^|\/)Gemfile$/u, /^\s*gem\s+["']([\w-]{1,80})["']/u],
  [/\.(?:cs|fs)proj$/u, /<PackageReference\s[^>]{0,80}?Include="([\w.]{1,100})"/u],
  [
    /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?)$/u,
    /<artifactId>([\w.-]{1,100})<|implementation[\s(]{1,3}["']([^"']{1,120})["']/u,
  ],
];

/** Fields of a package's own manifest that look as if they named a package. */
const OWN_FIELDS = new Set(['version', 'name', 'edition', 'node', 'npm', 'vscode', 'rust-version', 'go']);

const PYTHON_OWN = new Set(
  'abc argparse array ast asyncio base64 bisect collections concurrent contextlib copy csv ctypes dataclasses datetime decimal difflib email enum errno fnmatch fractions functools gc getpass glob gzip hashlib heapq hmac html http importlib inspect io ipaddress itertools json logging math multiprocessing operator os pathlib pickle platform pprint queue random re secrets select shlex shutil signal socket sqlite3 ssl stat string struct subprocess sys tarfile tempfile textwrap threading time timeit traceback types typing unicodedata unittest urllib uuid warnings weakref xml zipfile zlib zoneinfo __future__'.split(
    ' ',
  ),
);

const RUBY_OWN = new Set(
  'json set time date yaml csv erb fileutils logger net/http open3 optparse pathname securerandom tempfile uri digest bigdecimal stringio'.split(
    ' ',
  ),
);

/** How a line of a language uses a package, and which names are the language's own or the project's. */
interface Use {
  readonly languages: readonly string[];
  readonly line: RegExp;
  readonly isOwn: (name: string) => boolean;
}

const USES: readonly Use[] = [
  {
    languages: JAVASCRIPT,
    line: /^\s*(?:import|export)\s(?:[^'"]{0,300}\sfrom\s*)?["']([^"']{1,200})["']|\b(?:require|import)\(\s*["']([^"']{1,200})["']/u,
    isOwn: (name) =>
      /^[./#~]|^@\/|^node:|^(?:fs|path|os|url|util|http|https|crypto|assert|events|stream|vscode)(?:\/|$)/u.test(name),
  },
  {
    languages: ['python'],
    line: /^\s*(?:import\s+([\w.]{1,100})|from\s+([\w.]{1,100})\s+import\b)/u,
    isOwn: (name) => name.startsWith('.') || PYTHON_OWN.has(name.split('.')[0] ?? ''),
  },
  {
    languages: ['rust'],
    line: /^\s*(?:pub\s+)?use\s+(\w{1,80})(?:::|;)/u,
    isOwn: (name) => ['std', 'core', 'alloc', 'crate', 'self', 'super'].includes(name),
  },
  {
    languages: ['go'],
    line: /^\s*(?:import\s+)?(?:[\w.]{1,40}\s+)?"([\w.-]{1,60}\.[\w.-]{1,20}\/[^"]{1,150})"\s*$/u,
    isOwn: () => false,
  },
  { languages: ['ruby'], line: /^\s*require\s+["']([^"']{1,100})["']/u, isOwn: (name) => RUBY_OWN.has(name) },
  {
    languages: ['java', 'kotlin'],
    line: /^\s*import\s+(?:static\s+)?([\w.]{1,150})/u,
    isOwn: (name) => /^(?:javax?|kotlinx?)\./u.test(name),
  },
  {
    languages: ['csharp'],
    line: /^\s*using\s+([A-Z][\w.]{1,150})\s*;/u,
    isOwn: (name) => /^System(?:\.|$)/u.test(name),
  },
  {
    languages: ['c', 'cpp'],
    line: /^\s*#\s*include\s*<([^>]{1,40}\/[^>]{1,100})>/u,
    isOwn: (name) => name.startsWith('sys/'),
  },
];

/** Asks about a package that the lines begin to use; one that removed lines used too is not new. */
export function askOfDependency({ path, language, added, removed }: Change): string {
  const manifest = MANIFESTS.find(([pattern]) => pattern.test(path));
  const line = manifest?.[1] ?? USES.find(({ languages }) => languages.includes(language))?.line;
  if (line === undefined) return '';
  const isOwn = manifest === undefined ? USES.find(({ languages }) => languages.includes(language))?.isOwn : undefined;
  const former = new Set(namesIn(removed, line));
  const fresh = namesIn(added, line).find(
    (name) => !former.has(name) && isOwn?.(name) !== true && !OWN_FIELDS.has(name),
  );
  return fresh === undefined
    ? ''
    : `What does ${quote(fresh)} do here that you could not do without it, and what happens when it is gone?`;
}

function namesIn(lines: readonly CodeLine[], pattern: RegExp): string[] {
  return lines.flatMap(({ text, code }) => {
    // A line that is a comment as a whole uses nothing; `#include` is told by its own pattern.
    if (code.trim() === '') return [];
    const match = pattern.exec(text);
    return (
      (match?.slice(1) as (string | undefined)[] | undefined)?.filter((name) => name !== undefined).slice(0, 1) ?? []
    );
  });
}
