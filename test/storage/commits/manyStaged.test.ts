// Whoever commits much waits for what can be asked about, and for no more.
import assert from 'node:assert/strict';
import { isWorthAsking, linesOwed } from '../../../src/features/explain-commit/owedWork.ts';
import { byAi, MINIMUM } from '../../support/explainingRepository.ts';
import { explaining } from '../../support/explainingStorage.ts';

const FILES = 2_000;

function texts(count: number, text: (at: number) => string): Map<string, string> {
  return new Map(Array.from({ length: count }, (_, at) => [`src/part${String(at)}.ts`, text(at)]));
}

describe('looking at many staged files', () => {
  const parts = explaining();

  it('reads of two thousand those few in which AI is known to have written, or that are open', async () => {
    const { here } = parts;
    const plain = 'const typed = 1;\nconst other = 2;\n'.repeat(20);
    await here.stageMany(texts(FILES, (at) => (at % 700 === 3 ? `${plain}${byAi(`few${String(at)}`)}` : plain)));
    const lines = plain.split('\n');
    here.open.set(here.uriOf('src/part7.ts'), {
      lines,
      origins: lines.map(() => ({ origin: 'agent', confidence: 'certain', evidence: 'editor', acceptance: undefined })),
    });
    const work = await here.work.look(here.root);
    assert.deepEqual(work?.files.map(({ path, owed }) => [path, owed.length]).sort(), [
      ['src/part1403.ts', MINIMUM],
      ['src/part3.ts', MINIMUM],
      ['src/part7.ts', 40],
      ['src/part703.ts', MINIMUM],
    ]);
    assert.equal(new Set(here.read).size, 4);
    const about = parts.asked.filter((call) => call === 'lineOrigins' || call === 'filesOfAi');
    assert.deepEqual(about, ['filesOfAi', 'lineOrigins', 'lineOrigins', 'lineOrigins', 'lineOrigins']);
  });

  it('stops once it has something to ask about and nobody would wait for more', async () => {
    const { here } = parts;
    await here.stageMany(texts(150, (at) => byAi(`all${String(at)}`, at < 140 ? MINIMUM : 2 * MINIMUM)));
    // Each look at the clock is a third of a second later.
    let now = 0;
    here.now = () => (now += 300);
    const work = await here.work.look(here.root);
    assert.ok(work !== undefined && isWorthAsking(work, MINIMUM));
    assert.equal(here.read.length, 75);
    // Those with most lines come first.
    assert.equal(work.files.filter(({ owed }) => owed.length === 2 * MINIMUM).length, 10);
    assert.equal(linesOwed(work), 85 * MINIMUM);
  });

  it('reads all of few, also where nothing is recorded under their names', async () => {
    const { here } = parts;
    await here.stage('src/moved.ts', byAi('moved'));
    here.repository.commit('Before');
    here.repository.git('rm', '-q', '--cached', 'src/moved.ts');
    await here.repository.write('src/elsewhere.ts', byAi('moved'));
    here.repository.git('add', 'src/elsewhere.ts');
    here.repository.commit('Moved');
    await here.repository.write('src/copied.ts', byAi('moved'));
    here.repository.git('add', 'src/copied.ts');
    assert.equal(await here.owed(), MINIMUM);
  });

  it('reads no text that is too long, and all others of the same question', async () => {
    const { here } = parts;
    const long = `${byAi('long')}${'// and on it goes\n'.repeat(120_000)}`;
    await here.stageMany(
      new Map([
        ['a.ts', byAi('first')],
        ['long.ts', long],
        ['z.ts', byAi('last')],
      ]),
    );
    const wide = `// ${'wide enough for several groups '.repeat(20)}\n`.repeat(2_500);
    for (const name of ['b', 'c', 'd', 'e']) {
      await here.stageMany(new Map([[`${name}.ts`, `// ${name}\n${wide}${byAi(name)}`]]));
    }
    const work = await here.work.look(here.root);
    assert.deepEqual(work?.files.map(({ path }) => path).sort(), ['a.ts', 'b.ts', 'c.ts', 'd.ts', 'e.ts', 'z.ts']);
  });
});
