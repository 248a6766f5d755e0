import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isTestRun } from '../../../src/domain/prompts/testCommand.ts';

describe('a command line', () => {
  const tests = [
    ...[
      'npm test',
      'npm t',
      'npm run test',
      'npm run test:unit -- --grep x',
      'npm --prefix web test',
      'npm -w a run test',
    ],
    ...[
      'pnpm -r test',
      'pnpm --filter web test',
      'yarn test',
      'yarn workspace web test:e2e',
      'bun test',
      'bun run test',
    ],
    ...['npx vitest run', 'npx --yes jest', 'pnpm exec vitest', './node_modules/.bin/mocha test/a.test.js', 'c8 mocha'],
    ...[
      'node --test',
      'node ./node_modules/mocha/bin/mocha.js',
      'npx playwright test',
      'nx test web',
      'turbo run test',
    ],
    ...['pytest -q tests/', 'python -m pytest', 'python3 -m unittest', 'uv run pytest', 'poetry run pytest', 'tox'],
    ...['python manage.py test', 'coverage run -m pytest', 'go test ./...', 'cargo test', 'cargo +nightly test --all'],
    ...['cargo nextest run', 'mvn -q clean test', './mvnw verify', './gradlew :app:testDebugUnitTest', 'gradle check'],
    ...[
      'make -j4 test',
      'make -C build check',
      'ctest --output-on-failure',
      'dotnet test',
      'bundle exec rspec',
      'rake spec',
    ],
    ...[
      './vendor/bin/phpunit',
      'php artisan test',
      'composer test',
      'mix test',
      'swift test',
      'deno test',
      'bats test',
    ],
    ...['CI=1 FOO="a b" npm test', 'env CI=1 timeout 60 npm test', 'time go test ./...', "'C:\\x y\\npx.cmd' jest"],
    ...['cd web && npm test', 'npm ci; npm test', '(cd web && npm test)', 'npm test && npm run build', 'npm test;'],
    ...['npm test 2>&1', 'npm test &> log', 'npm test > log 2>&1', 'npm run build || exit 1\nnpm test'],
  ];
  for (const line of tests) it(`runs tests: ${line}`, () => assert.equal(isTestRun(line), true));

  const others = [
    ...[
      '',
      'npm install test',
      'npm run build',
      'npm start',
      'npx eslint test',
      'echo npm test',
      'git commit -m "npm test"',
    ],
    ...[
      'vim test.ts',
      'cat pytest',
      'pip install pytest',
      'go run test',
      'go build ./test',
      'cargo new test',
      'cargo run',
    ],
    ...[
      'dotnet new test',
      'make -C test',
      'make install',
      'playwright install',
      'npx playwright install',
      '! npm test',
    ],
    ...[
      'npm test || true',
      'npm test | tee log',
      'npm test; echo done',
      'npm test &',
      'true || npm test',
      'latest',
      'test -f a',
    ],
    ...['contest', 'npm run latest', 'npm test && npm run lint || true', `${'x '.repeat(3_000)}; npm test`],
  ];
  for (const line of others)
    it(`tells of no tests that passed: ${line.slice(0, 60)}`, () => assert.equal(isTestRun(line), false));

  it('may be any text', () => {
    const word = fc.constantFrom(
      'npm',
      'test',
      'run',
      '&&',
      '||',
      ';',
      '"',
      "'",
      '(',
      '--',
      'env',
      'A=1',
      '-',
      ':',
      '>&1',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 5_000 }),
          fc.array(word, { maxLength: 60 }).map((all) => all.join(' ')),
        ),
        (line) => {
          assert.equal(typeof isTestRun(line), 'boolean');
        },
      ),
    );
  });
});
