import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FreshWork } from '../../../src/features/explain-commit/freshWork.ts';
import { KnownLines } from '../../../src/features/explain-commit/knownLines.ts';
import { firstToExplain, isWorthAsking, linesOwed } from '../../../src/features/explain-commit/owedWork.ts';
import { ExplainedRepository, linesBy, originOf, ROOT, settled } from '../../support/explainedRepository.ts';

describe('what is staged', () => {
  it('owes the lines that AI wrote for sure or probably, and no guess, most lines first', async () => {
    const repository = new ExplainedRepository();
    repository.stage(
      repository.file('a.ts', ['ai one', 'guess two', 'typed three', '', 'likely four', '// five']),
      repository.file('b.ts', linesBy('typed', 9)),
      repository.file('c.ts', linesBy('ai', 9)),
    );
    const { files } = (await repository.work.look(ROOT))!;
    assert.deepEqual(
      files.map(({ path, owed, novelty, lots, gone }) => [path, owed.length, novelty, lots.size, gone]),
      [
        ['c.ts', 9, 1, 0, []],
        ['a.ts', 2, 1, 0, []],
      ],
    );
    assert.deepEqual(files[1]?.owed, [0, 4]);
    assert.equal(await files[0]?.before(), undefined);
  });

  it('owes nothing of files that are transient, left out, excluded or no text, and reads none of the first three', async () => {
    const repository = new ExplainedRepository();
    const paths = ['transient.ts', 'out.ts', 'hidden.ts', 'binary.ts'];
    const [transient, out, hidden, binary] = paths.map((path) => repository.file(path, linesBy('ai', 12, path)));
    const made = repository.file('made.ts', ['// generated', ...linesBy('ai', 12)]);
    repository.owned.set('transient.ts', { area: 'scripts', class: 'transient' });
    repository.leftOut.add('out.ts');
    repository.excluded.add('hidden.ts');
    repository.texts.delete(binary!.blob);
    repository.stage(transient!, out!, hidden!, binary!, made);
    assert.deepEqual((await repository.work.look(ROOT))?.files, []);
    assert.deepEqual(new Set(repository.read), new Set([binary!.blob, made.blob]));
  });

  it('is unknown where git can not tell, and nothing where nothing is staged', async () => {
    const repository = new ExplainedRepository();
    assert.deepEqual((await repository.work.look(ROOT))?.files, []);
    repository.stagedNow = undefined;
    assert.equal(await repository.work.look(ROOT), undefined);
  });

  it('owes no line that is in a lot, also in one of the former name', async () => {
    const repository = new ExplainedRepository();
    const asked: string[][] = [];
    repository.explanations.lotsOfLines = async ({ uri, uris, lines }) => {
      asked.push([uri, ...uris]);
      return lines.map((line) => (line.startsWith('ai old') ? 'lot' : undefined));
    };
    repository.texts.set('before', 'old\ntext');
    const lines = [...linesBy('ai', 3, 'old'), ...linesBy('ai', 1, 'new')];
    const file = repository.file('b.ts', lines, { from: 'a.ts', before: 'before' });
    repository.stage(file);
    const [found] = (await repository.work.look(ROOT))!.files;
    assert.deepEqual([found?.owed, found?.novelty, await found?.before()], [[3], 0.25, ['old', 'text']]);
    repository.excluded.add('a.ts');
    await repository.work.look(ROOT);
    assert.deepEqual(asked, [['file:///repository/b.ts', 'file:///repository/a.ts'], ['file:///repository/b.ts']]);
  });

  it('is looked through no longer than somebody waits, and somewhat longer where nothing was found', async () => {
    for (const [who, read] of [
      // As many are read at once.
      ['ai', 25],
      ['typed', 50],
    ] as const) {
      const repository = new ExplainedRepository();
      repository.beforeOrigins = () => {
        repository.time.advance(100);
      };
      const files = Array.from({ length: 3_000 }, (_, at) => repository.file(String(at), linesBy(who, 1, String(at))));
      repository.stage(...files);
      await repository.work.look(ROOT);
      assert.equal(repository.read.length, read);
    }
  });

  it('can not be told while the journals can not be read', async () => {
    const repository = new ExplainedRepository();
    repository.stage(repository.file('a.ts', linesBy('ai', 2)));
    repository.explanations.isReadable = false;
    await assert.rejects(repository.work.look(ROOT), /can not be read/u);
  });
});

describe('a look at what is staged that is only for what is worth asking about', () => {
  const line = fc
    .constantFrom('ai', 'likely', 'guess', 'typed', 'unseen', '')
    .map((who) => (who === '' ? '' : `${who} x`));
  const file = fc.record({
    lines: fc.array(line, { maxLength: 12 }),
    /** a part of its lines is new */
    from: fc.nat(6),
    kind: fc.constantFrom('plain', 'plain', 'transient', 'left out', 'generated', 'excluded', 'no text', 'in a lot'),
  });

  function staging(files: readonly (typeof file extends fc.Arbitrary<infer T> ? T : never)[]): ExplainedRepository {
    const repository = new ExplainedRepository();
    const inLot = new Set<string>();
    repository.explanations.lotsOfLines = async ({ uri, lines }) =>
      lines.map(() => (inLot.has(uri) ? 'lot' : undefined));
    repository.stage(
      ...files.map(({ lines, from, kind }, at) => {
        const path = `${String(at)}.ts`;
        const one = repository.file(path, lines, { added: [{ first: from + 1, last: lines.length }] });
        if (kind === 'transient') repository.owned.set(path, { area: 'scripts', class: 'transient' });
        if (kind === 'left out') repository.leftOut.add(path);
        if (kind === 'generated') repository.generated.add(path);
        if (kind === 'excluded') repository.excluded.add(path);
        if (kind === 'no text') repository.texts.delete(one.blob);
        if (kind === 'in a lot') inLot.add(`file://${ROOT}/${path}`);
        return one;
      }),
    );
    return repository;
  }

  it('finds all of it wherever there is as much, and else nothing that would be asked about', async () => {
    const all = fc.array(file, { maxLength: 60, size: 'max' });
    await fc.assert(
      fc.asyncProperty(all, fc.integer({ min: 1, max: 40 }), async (files, fewest) => {
        // A file without new lines is not told of.
        const changed = files.filter(({ lines, from }) => lines.length > from);
        const found = (await staging(changed).work.look(ROOT))!;
        const worth = (await staging(changed).work.look(ROOT, { fewest }))!;
        assert.equal(isWorthAsking(worth, fewest), isWorthAsking(found, fewest));
        if (!isWorthAsking(found, fewest)) return;
        assert.deepEqual(
          worth.files.map(({ path, owed }) => [path, owed]),
          found.files.map(({ path, owed }) => [path, owed]),
        );
      }),
    );
  });

  it('reads nothing where less was added, and asks the journals once all is written', async () => {
    const repository = new ExplainedRepository();
    repository.stage(repository.file('a.ts', linesBy('ai', 9)), repository.file('b.ts', linesBy('ai', 3)));
    repository.leftOut.add('b.ts');
    assert.deepEqual(await repository.work.look(ROOT, { fewest: 10, written: new Promise(() => undefined) }), {
      files: [],
    });
    assert.deepEqual(repository.read, []);
    repository.leftOut.clear();
    let isWritten = false;
    repository.beforeOrigins = () => {
      assert.ok(isWritten);
    };
    const written = settled().then(() => void (isWritten = true));
    assert.equal((await repository.work.look(ROOT, { fewest: 10, written }))?.files.length, 2);
  });

  it('leaves out what attributes call generated, of few files and of many', async () => {
    for (const count of [25, 26, 51]) {
      const repository = new ExplainedRepository();
      const files = Array.from({ length: count }, (_, at) => repository.file(String(at), linesBy('ai', 2, String(at))));
      repository.stage(...files);
      for (let at = 1; at < count; at += 1) repository.generated.add(String(at));
      const { files: owed } = (await repository.work.look(ROOT))!;
      assert.deepEqual(
        owed.map(({ path }) => path),
        ['0'],
        String(count),
      );
    }
  });
});

describe('whether something is worth asking about', () => {
  const file = async (lines: number, kind: 'core' | 'transient' = 'core') => {
    const repository = new ExplainedRepository();
    repository.stage(repository.file('a.ts', linesBy('ai', lines)));
    const [found] = (await repository.work.look(ROOT))!.files;
    return { ...found!, owned: { area: 'a', class: kind } };
  };

  it('is by lines that somebody means to own, and never where there is none', async () => {
    const [five, six, much] = [await file(5), await file(6), await file(90, 'transient')];
    assert.equal(isWorthAsking({ files: [five, six] }, 11), true);
    assert.equal(isWorthAsking({ files: [five, six, much] }, 12), false);
    assert.equal(isWorthAsking({ files: [much] }, 0), false);
    assert.equal(isWorthAsking({ files: [] }, 0), false);
    assert.equal(linesOwed({ files: [five, much] }), 95);
  });
});

describe('which repository is asked about first', () => {
  it('is one with enough to ask about, before others with less, and else the first one with anything', async () => {
    const repository = new ExplainedRepository();
    repository.stage(repository.file('a.ts', linesBy('ai', 12)));
    const much = (await repository.work.look(ROOT))!;
    repository.stage(repository.file('a.ts', linesBy('ai', 3)));
    const little = (await repository.work.look(ROOT))!;
    const works = new Map([
      ['none', { files: [] }],
      ['little', little],
      ['more', little],
      ['much', much],
    ]);
    const first = async (...roots: string[]) =>
      (await firstToExplain(roots, async (root) => works.get(root), 10))?.root;
    assert.equal(await first('merging', 'none', 'little', 'much'), 'much');
    assert.equal(await first('none', 'little', 'more'), 'little');
    assert.equal(await first('none', 'merging'), undefined);
  });
});

describe('what is known of the lines of a text', () => {
  it('is what the open document knows, where it is open, else what is recorded', async () => {
    const open = { lines: ['typed x'], origins: [originOf('ai x')] };
    const known = new KnownLines({
      ledger: { lineOrigins: async ({ lines }) => lines.map((line) => originOf(line)) },
      explanations: { lotsOfLines: async ({ uri, uris }) => [[uri, ...uris].join()], filesOfAi: async () => [] },
      open: (uri) => (uri === 'file:///a' ? open : undefined),
    });
    const names = { recorded: 'grasp-hidden:1', others: ['file:///b'] };
    const origin = async (uri: string | undefined) => (await known.origins({ ...names, uri }, ['typed x']))[0]?.origin;
    assert.deepEqual(
      [await origin('file:///a'), await origin('file:///c'), await origin(undefined)],
      ['agent', 'typed', 'typed'],
    );
    assert.deepEqual(await known.lots({ ...names, uri: undefined }, ['x']), ['grasp-hidden:1,file:///b']);
  });
});

describe('what somebody may explain while it is fresh', () => {
  function setUp() {
    const repository = new ExplainedRepository();
    const texts = new Map<string, string>();
    const read: string[] = [];
    const fresh = new FreshWork({
      known: repository.known,
      read: async (uri) => {
        read.push(uri);
        return texts.get(uri);
      },
      nameOf: async (uri) => (repository.excluded.has(uri) ? undefined : { file: { uri }, uris: [] }),
      pathOf: async (uri) => uri.replace('file:///', ''),
      ownedBy: (path) => repository.ownedBy(path),
      isLeftOut: (path, lines) => repository.leftOut.has(path) || lines?.[0] === '// generated',
    });
    return { repository, texts, read, fresh };
  }

  it('is what AI wrote in files as they are now, and nobody has explained', async () => {
    const { repository, texts, fresh } = setUp();
    texts.set('file:///a.ts', ['typed x', ...linesBy('ai', 2), 'likely y', 'guess z'].join('\n'));
    texts.set('file:///b.ts', 'typed x');
    texts.set('file:///c.ts', 'ai c');
    repository.explanations.lotsOfLines = async ({ lines }) =>
      lines.map((line) => (line === 'ai x 0' ? 'lot' : undefined));
    const { files } = await fresh.look(['file:///c.ts', 'file:///b.ts', 'file:///a.ts', 'file:///gone.ts']);
    assert.deepEqual(
      files.map(({ path, uri, owed, added }) => [path, uri, owed, added.length]),
      [
        ['c.ts', 'file:///c.ts', [0], 1],
        ['a.ts', 'file:///a.ts', [2, 3], 3],
      ],
    );
    assert.equal(await files[0]?.before(), undefined);
  });

  it('is nothing of files that are left out, transient or excluded, of which not even the text is read', async () => {
    const { repository, texts, read, fresh } = setUp();
    for (const name of ['out', 'transient', 'hidden']) texts.set(`file:///${name}.ts`, 'ai x');
    texts.set('file:///made.ts', '// generated\nai x');
    repository.leftOut.add('out.ts');
    repository.owned.set('transient.ts', { area: 'scripts', class: 'transient' });
    repository.excluded.add('file:///hidden.ts');
    assert.deepEqual((await fresh.look([...texts.keys()])).files, []);
    assert.deepEqual(read, ['file:///transient.ts', 'file:///made.ts']);
  });
});
