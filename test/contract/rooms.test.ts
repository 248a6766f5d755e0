// The rooms are held by three locks. Each is tried here on a tree of deliberate violations, with the very configuration
// that judges the real tree: a lock that nobody has seen closed may as well be open.
import assert from 'node:assert/strict';
import { relative, resolve, sep } from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { formatted, programOf, roomConfigs } from '../support/typecheck.ts';
import { cruiseRooms, FLOOR, unseen } from './cruise.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PLANTED = resolve(import.meta.dirname, 'fixtures/rooms');

/** Rooms that know no platform: neither Node nor a browser. */
const PURE = ['domain', 'ports', 'protocol', 'features'];

describe('first lock: who imports whom', function () {
  this.timeout(60_000);

  it('finds every planted violation, each under its rule, and no other', async () => {
    const cruised = await cruiseRooms(PLANTED);
    assert.deepEqual(unseen(cruised), []);
    const found = cruised.violations.map((line) =>
      line.replace(/(\.\.\/)*node_modules\/(@types\/)?/, '').replace(/\/(development\/)?index\.d\.ts$/, ''),
    );
    assert.deepEqual(found, PLANTED_IMPORTS);
  });

  it('finds none in the real tree, having seen all of it', async () => {
    const cruised = await cruiseRooms();
    assert.deepEqual(cruised.violations, []);
    assert.deepEqual(unseen(cruised), []);
    assert.ok(cruised.modules.length >= FLOOR, `only ${cruised.modules.length} modules were cruised`);
  });
});

const PLANTED_IMPORTS = [
  'agents-imports: src/agents/storage.ts → src/storage/legal.ts',
  'agents-imports: src/agents/vscode.ts → vscode',
  'disk-only-in-storage-git-and-agents: media/panel/disk.ts → fs',
  'disk-only-in-storage-git-and-agents: src/domain/disk.ts → fs',
  'disk-only-in-storage-git-and-agents: src/host/shell.ts → child_process',
  'disk-only-in-storage-git-and-agents: src/host/spawn.ts → child_process',
  'domain-imports: src/domain/disk.ts → fs',
  'domain-imports: src/domain/lit.ts → lit',
  'domain-imports: src/domain/port.ts → src/ports/ambient.ts',
  'domain-imports: src/domain/vscodeType.ts → vscode',
  'features-imports: src/features/reference.ts → node',
  'features-imports: src/features/storage.ts → src/storage/legal.ts',
  'features-imports: src/features/viaHost.ts → src/host/helper.ts',
  'features-take-types-of-protocol: src/features/code.ts → src/protocol/code.ts',
  'git-imports: src/git/feature.ts → src/features/viaHost.ts',
  'host-without-media: src/extension.ts → media/panel/ambient.ts',
  'host-without-media: src/host/panel.ts → media/panel/legal.ts',
  'media-imports: media/panel/disk.ts → fs',
  'media-imports: media/panel/feature.ts → src/features/ambient.ts',
  'media-imports: media/panel/vscode.ts → vscode',
  'no-cycles: src/domain/cycleA.ts → src/domain/cycleB.ts',
  'no-orphans: src/domain/orphan.ts',
  'no-unresolvable: src/host/missing.ts → ./nowhere.ts',
  'not-into-extension: src/host/root.ts → src/extension.ts',
  'not-into-test: src/host/test.ts → test/fake.ts',
  'ports-hold-no-code: src/ports/code.ts → src/domain/legal.ts',
  'processes-only-in-git: src/host/shell.ts → child_process',
  'processes-only-in-git: src/host/spawn.ts → child_process',
  'protocol-imports: src/protocol/vscodeInline.ts → vscode',
  'protocol-takes-types-of-domain: src/protocol/code.ts → src/domain/legal.ts',
  'storage-imports: src/storage/git.ts → src/git/legal.ts',
  'vscode-only-in-host: media/panel/vscode.ts → vscode',
  'vscode-only-in-host: src/agents/vscode.ts → vscode',
  'vscode-only-in-host: src/domain/vscodeType.ts → vscode',
  'vscode-only-in-host: src/features/viaHost.ts → vscode',
  'vscode-only-in-host: src/git/feature.ts → vscode',
  'vscode-only-in-host: src/protocol/vscodeInline.ts → vscode',
];

describe('second lock: what a room knows of the platform', function () {
  this.timeout(120_000);

  for (const room of PURE) {
    it(`refuses the globals of Node and of browsers in ${room}`, () => {
      assert.deepEqual(refusedIn(`src/${room}`, 'ambient.ts'), [
        'Buffer',
        'clearTimeout',
        'console',
        'crypto',
        'document',
        'fetch',
        'performance',
        'process',
        'queueMicrotask',
        'require',
        'setInterval',
        'setTimeout',
        'structuredClone',
        'window',
      ]);
    });
  }

  it('refuses the globals of Node alone in media', () => {
    assert.deepEqual(refusedIn('media', 'panel/ambient.ts'), ['Buffer', 'process', 'require']);
  });

  it('refuses the globals of browsers alone in storage', () => {
    assert.deepEqual(refusedIn('src/storage', 'ambient.ts'), ['document', 'window']);
  });

  for (const config of roomConfigs()) {
    const name = relative(ROOT, resolve(config, '..')).split(sep).join('/');
    it(`accepts all of ${name}, and no other platform has come in with a package`, () => {
      const program = programOf(config);
      assert.equal(formatted(ts.getPreEmitDiagnostics(program)), '');
      const known = PLATFORMS[name] ?? [];
      assert.deepEqual(
        platformsOf(program).filter((platform) => !known.includes(platform)),
        [],
      );
    });
  }
});

/** The platforms whose globals a room may know; a room that is not named here knows none. */
const PLATFORMS: Record<string, string[]> = {
  'src/storage': ['node'],
  'src/git': ['node'],
  'src/agents': ['node'],
  'src/host': ['node', 'vscode'],
  media: ['dom'],
};

function platformsOf(program: ts.Program): string[] {
  const names = program.getSourceFiles().map(({ fileName }) => {
    return /\/node_modules\/@types\/(node|vscode)\//.exec(fileName)?.[1] ?? /\/lib\.(dom)\b/.exec(fileName)?.[1];
  });
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

/** The names that a planted file uses and the room's real options do not know. */
function refusedIn(room: string, file: string): string[] {
  const program = programOf(resolve(PLANTED, room, 'tsconfig.json'), [resolve(PLANTED, room, file)]);
  const source = program.getSourceFile(resolve(PLANTED, room, file));
  assert.ok(source);
  return ts
    .getPreEmitDiagnostics(program, source)
    .map(({ messageText }) => /Cannot find name '(.+?)'/.exec(ts.flattenDiagnosticMessageText(messageText, ' '))?.[1])
    .map((name) => name ?? 'something else')
    .sort();
}

describe('third lock: what the language itself would let through', function () {
  this.timeout(120_000);
  let reports: Map<string, string[]>;

  before(async () => {
    reports = await lintPlanted();
  });

  for (const room of PURE) {
    it(`reports the clock and chance in ${room}`, () => {
      assert.deepEqual(reports.get(`src/${room}/clock.ts`), [
        '1 no-restricted-globals',
        '2 no-restricted-globals',
        '3 no-restricted-globals',
        '4 no-restricted-globals',
        '5 no-restricted-properties',
      ]);
    });
  }

  for (const room of ['storage', 'host']) {
    it(`lets ${room} read the clock and draw lots`, () => {
      assert.deepEqual(reports.get(`src/${room}/clock.ts`), []);
    });
  }

  it('lets a port name the type Date', () => {
    assert.deepEqual(reports.get('src/ports/date.ts'), []);
  });

  it('reports a directive that would bring a platform in', () => {
    assert.deepEqual(reports.get('src/features/reference.ts'), ['1 @typescript-eslint/triple-slash-reference']);
  });

  it('reports every way to turn text into markup in media', () => {
    assert.deepEqual(reports.get('media/panel/markup.ts'), [
      '2 no-restricted-imports',
      '5 no-restricted-properties',
      '6 no-restricted-properties',
      '7 no-restricted-properties',
      '8 no-restricted-properties',
      '9 no-restricted-syntax',
    ]);
  });

  it('reports shells and default exports in src', () => {
    assert.deepEqual(reports.get('src/host/shell.ts'), [
      '1 no-restricted-imports',
      '1 no-restricted-imports',
      '2 no-restricted-imports',
      '6 no-restricted-syntax',
      '7 no-restricted-syntax',
      '11 no-restricted-syntax',
    ]);
  });
});

/** Only the rules of the lock: the planted files are not meant to be pleasing otherwise. */
const LOCK = /^no-restricted-|triple-slash/;

async function lintPlanted(): Promise<Map<string, string[]>> {
  const eslint = new ESLint({
    cwd: ROOT,
    overrideConfigFile: resolve(ROOT, '.config/eslint.config.mjs'),
    ignore: false,
    overrideConfig: {
      languageOptions: {
        parserOptions: { project: [`${PLANTED}/src/*/tsconfig.json`, `${PLANTED}/media/tsconfig.json`] },
      },
    },
  });
  const results = await eslint.lintFiles([`${PLANTED}/src/**/*.ts`, `${PLANTED}/media/**/*.ts`]);
  return new Map(
    results.map(({ filePath, messages }) => [
      relative(PLANTED, filePath).split(sep).join('/'),
      messages
        .filter(({ ruleId, fatal }) => fatal === true || LOCK.test(ruleId ?? ''))
        .map(({ line, ruleId, message }) => `${line} ${ruleId ?? message}`),
    ]),
  );
}
