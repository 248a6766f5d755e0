import assert from 'node:assert/strict';
import fc from 'fast-check';
import { questionFor } from '../../../src/domain/questions/questionFor.ts';

/** What is added to a file, and the question; with `-` in front, lines that were removed. */
type Example = readonly [path: string, lines: string, question: string];

const GONE = (code: string) => `What happens in the cases that \`${code}\` took care of, now that it is gone?`;
const MATCH = (pattern: string) => `Which text does \`${pattern}\` not match that you would expect it to?`;
const AFTER = (code: string) => `What happens after \`${code}\`: who learns of the error, and what is left half done?`;
const PACKAGE = (name: string) =>
  `What does \`${name}\` do here that you could not do without it, and what happens when it is gone?`;
const LIMIT = (code: string) => `What happens when \`${code}\` is exactly at its limit, and one beyond it?`;
const HOLDS = (code: string) => `When does \`${code}\` hold, and what happens when it does not?`;
const FALLBACK = 'What would break first if this was wrong, and how would you notice?';

const EXAMPLES: readonly Example[] = [
  // a check, or the handling of an error, that is gone
  ['a.ts', '-  if (!user.isAdmin) throw new Denied();\n  remove(user);', GONE('if (!user.isAdmin) throw new Denied()')],
  ['a.py', '-    except ValueError:\n    return int(text)', GONE('except ValueError')],
  ['a.go', '-\tif err != nil {\n\tuse(it)', GONE('if err != nil')],
  ['a.ts', '-if (a) b();\nif (a && c) b();', HOLDS('a && c')],
  ['a.ts', '-  if (a) {\n    if (a) {', HOLDS('a')],
  ['a.ts', '-// if (a) was here\nreturn 1;', FALLBACK],
  // concurrency
  [
    'a.ts',
    'const rate = await fetchRate(url, 3);',
    'What happens when `await fetchRate(url, 3)` fails, or never ends?',
  ],
  [
    'a.ts',
    'await Promise.all(jobs.map(run));',
    'What happens to the others when one of `Promise.all(jobs.map(run))` fails?',
  ],
  ['a.ts', 'await build({', 'What happens when `await build` fails, or never ends?'],
  ['a.ts', 'try {\n  await save();\n} catch (error) {\n  log(error);\n}', AFTER('catch (error)')],
  [
    'a.py',
    'rows = await asyncio.gather(*jobs)',
    'What happens to the others when one of `asyncio.gather(*jobs)` fails?',
  ],
  ['a.go', 'go worker(queue)', 'What ends `go worker(queue)`, and what happens when it never ends?'],
  ['a.go', '// go worker(queue)\nx := 1', FALLBACK],
  ['a.go', 'mu.Lock()', 'What happens when the lock at `mu.Lock()` is never given back, or somebody takes it twice?'],
  [
    'A.java',
    'synchronized (this) {',
    'What happens when the lock at `synchronized (this)` is never given back, or somebody takes it twice?',
  ],
  ['a.rs', 'let body = client.get(url).await?;', 'What happens when `client.get(url).await?` fails, or never ends?'],
  ['a.sh', 'upload "$file" &', 'What happens when `upload "$file" &` fails, or is still running at the end?'],
  // error paths
  ['a.ts', '} catch {', AFTER('catch')],
  ['a.py', '    except (OSError, ValueError) as error:', AFTER('except (OSError, ValueError) as error')],
  ['a.rb', '  rescue KeyError => e', AFTER('rescue KeyError => e')],
  ['a.go', 'if err := run(); err != nil {', AFTER('if err := run(); err != nil')],
  [
    'a.rs',
    'let port = text.parse().unwrap();',
    'What happens when there is nothing to take at `text.parse().unwrap()`?',
  ],
  ['a.sh', 'rm "$lock" || true', 'What happens when something goes wrong at `|| true`, and who learns of it?'],
  [
    'A.cs',
    'throw new InvalidOperationException();',
    'What happens to whoever called when `throw new InvalidOperationException()` is reached?',
  ],
  ['a.ts', 'run().then(show, () => {}).catch((error: unknown) => {', AFTER('.catch')],
  // queries
  ['a.ts', "it('finds where it is open', () => {", FALLBACK],
  ['a.ts', "const is = all.includes('x');", FALLBACK],
  [
    'a.sql',
    'SELECT id FROM orders WHERE paid = 0;',
    'Which rows does `SELECT id FROM orders WHERE paid = 0` miss that you would expect, or give twice?',
  ],
  [
    'a.py',
    "db.execute('DELETE FROM orders WHERE day < ?')",
    'Which rows could `DELETE FROM orders WHERE day < ?` reach that it should not?',
  ],
  ['a.sql', '-- delete from orders\nx', FALLBACK],
  [
    'a.py',
    'Order.objects.filter(paid=False)',
    'Which rows does `objects.filter(paid=False)` miss that you would expect, and what happens when there are a million of them?',
  ],
  // regular expressions
  ['a.ts', 'const word = /^[a-z/]+$/u;', MATCH('/^[a-z/]+$/')],
  [
    'a.ts',
    'const half = total / 2; const more = half / 3;',
    'What happens to the last digit at `total / 2`, and with a negative or a very large number?',
  ],
  ['a.py', 'WORD = re.compile(r"^\\w+$")', MATCH('^\\w+$')],
  ['a.go', 'var word = regexp.MustCompile(`^a+$`)', MATCH('^a+$')],
  ['a.rs', 'let word = Regex::new("^a+$");', MATCH('^a+$')],
  ['a.rb', 'name =~ /^a/', MATCH('/^a/')],
  // dependencies
  ['package.json', '    "left-pad": "^1.3.0",', PACKAGE('left-pad')],
  ['requirements.txt', 'requests==2.32', PACKAGE('requests')],
  ['Cargo.toml', 'serde = { version = "1" }', PACKAGE('serde')],
  ['go.mod', '\tgithub.com/pkg/errors v0.9.1', PACKAGE('github.com/pkg/errors')],
  ['a.ts', "import { pad } from 'left-pad';", PACKAGE('left-pad')],
  ['a.ts', "import { pad } from './pad.ts';\nimport { join } from 'node:path';", FALLBACK],
  ['a.ts', "-import { pad } from 'left-pad';\nimport { pad, trim } from 'left-pad';", FALLBACK],
  ['a.py', 'import os\nfrom requests import get', PACKAGE('requests')],
  ['a.rs', 'use serde::Deserialize;', PACKAGE('serde')],
  ['a.cpp', '#include <boost/asio.hpp>', PACKAGE('boost/asio.hpp')],
  // branches, loops and limits
  ['a.ts', 'if (attempt <= MOST) {', LIMIT('attempt <= MOST')],
  ['a.ts', 'if (isOpen(door)) {', HOLDS('isOpen(door)')],
  ['a.ts', 'const f = (x) => x.map(y);', FALLBACK],
  ['a.py', 'elif name in known:', HOLDS('name in known')],
  ['a.py', 'for row in rows:', 'What happens when `row in rows` has nothing to go through, or a million things?'],
  [
    'a.c',
    'for (int i = 0; i <= n; i++) {',
    'What happens in the first and in the last round of `int i = 0; i <= n; i++`, and when there is none?',
  ],
  ['a.c', 'while (!done) {', 'What ends `!done`, and what happens when nothing does?'],
  ['a.rs', 'match shape {', 'What happens when `shape` is something that no case names?'],
  ['a.sh', 'if [ "$#" -lt 2 ]; then', LIMIT('[ "$#" -lt 2 ]')],
  ['a.ts', 'const size = n > 3 ? big : small;', LIMIT('n > 3')],
  ['a.ts', 'const size = Math.floor(a === b ? c : d);', HOLDS('a === b')],
  ['a.ts', 'return isOpen(door) ? door : wall;', HOLDS('isOpen(door)')],
  ['a.ts', 'type Open<T> = T extends Door ? T : never;', FALLBACK],
  ['a.ts', ' * gives nothing if there was nothing.\n */\nexport const x = 1;', FALLBACK],
  ['a.ts', "    case 'x':", FALLBACK],
  ['a.rb', 'case shape', 'What happens when `shape` is something that no case names?'],
  // values
  [
    'a.py',
    'last = rows[count - 1]',
    'What happens at `rows[count - 1]` with nothing, with one, and with the last one?',
  ],
  [
    'a.ts',
    'const today = new Date();',
    'What happens at `new Date()` in another time zone, and in the night when the clocks change?',
  ],
  [
    'a.ts',
    'const config = JSON.parse(text);',
    'What happens when somebody hands `JSON.parse(text)` what you would never send?',
  ],
  ['a.rb', 'session[:user] = user.id', 'What could somebody who should not get in do with `session[:user] = user.id`?'],
  // the rest
  ['a.ts', 'export const NAME = 3;', FALLBACK],
  ['a.ts', '// if (this) were code, await it\n/* if (a < b)\n catch */', ''],
  ['a.py', '"""\nif a < b: raise\n"""\nx = 1', FALLBACK],
  ['a.ts', '', ''],
  ['README.md', 'if (a < b) throw', ''],
];

function ask(path: string, lines: string): string {
  const all = lines.split('\n');
  return questionFor({
    path,
    added: all.filter((line) => !line.startsWith('-') || path === 'a.sql'),
    removed: path === 'a.sql' ? [] : all.filter((line) => line.startsWith('-')).map((line) => line.slice(1)),
  });
}

describe('the question that a change raises', () => {
  for (const [path, lines, question] of EXAMPLES) {
    it(`${path}: ${lines.replaceAll('\n', ' ⏎ ')}`, () => assert.equal(ask(path, lines), question));
  }

  it('asks of the most telling of several', () => {
    const lines = ["import pad from 'left-pad';", 'if (n < 3) wait();', 'const word = /a/;'];
    assert.equal(questionFor({ path: 'a.ts', added: lines, removed: [] }), MATCH('/a/'));
  });

  it('repeats code on one line, short, and without what could act', () => {
    const name = `a\u202Eb\u0007\u200B\`${'é😀'.repeat(200)}`;
    const question = questionFor({ path: 'a.py', added: [`if ${name}:`], removed: [] });
    const quoted = question.split('`')[1] ?? '';
    assert.match(quoted, /^a b '(?:é😀)+é?…$/u);
    assert.equal(Array.from(quoted).length, 60);
    assert.equal(question.split('`').length, 3);
  });

  it('takes markup for the code that it is', () => {
    const question = questionFor({ path: 'a.ts', added: ['if ("<img src=x onerror=alert(1)>" === x) {'], removed: [] });
    assert.match(question, /^When does `"<img src=x onerror=alert\(1\)>" === x` hold/u);
  });

  it('is short, of one line, and the same again, whatever the lines are', () => {
    const pieces = fc.constantFrom(
      ...['if (', 'await ', 'catch', '"', "'", '`', '/', '\\', '/*', '*/', '//', '#', '"""', '(', ')', '[', ']', '{'],
      ...[
        'select ',
        ' from ',
        'x',
        ' ',
        '\t',
        '=',
        ' ? ',
        ' : ',
        '<',
        'go ',
        '\u2028',
        '\u202e',
        '😀',
        '\ud800',
        're.compile(',
      ],
    );
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
    );
    const path = fc.constantFrom(
      'a.ts',
      'a.py',
      'a.go',
      'a.rs',
      'a.java',
      'a.rb',
      'a.c',
      'a.sql',
      'a.sh',
      'package.json',
      'x',
    );
    fc.assert(
      fc.property(path, fc.array(line, { maxLength: 8 }), fc.array(line, { maxLength: 8 }), (name, added, removed) => {
        const question = questionFor({ path: name, added, removed });
        assert.ok(question.length <= 300, question);
        assert.doesNotMatch(question, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        assert.ok([1, 3].includes(question.split('`').length), question);
        assert.equal(questionFor({ path: name, added, removed }), question);
      }),
    );
  });

  it('answers for a thousand lines that were made to take long', () => {
    // What a pattern goes back over again and again; without a bound this would not end before the test is called off.
    const slow = [
      '('.repeat(5_000),
      `= ${'a '.repeat(5_000)}`,
      `select ${'a,'.repeat(5_000)}`,
      ' '.repeat(9_000),
      `${'a.'.repeat(5_000)}[`,
      `go ${'<-'.repeat(4_000)}`,
      `"${'\\'.repeat(9_001)}`,
      `x = ${'a ? '.repeat(3_000)}`,
    ];
    const lines = Array.from({ length: 1_000 }, (_, at) => slow[at % slow.length] ?? '');
    for (const path of ['a.ts', 'a.py', 'a.go', 'a.sql', 'a.sh', 'a.rs']) {
      assert.equal(typeof questionFor({ path, added: lines, removed: lines }), 'string');
      assert.equal(typeof questionFor({ path, added: lines, removed: [] }), 'string');
    }
  });
});
