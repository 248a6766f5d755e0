import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ownedBy, readAreas } from '../../../src/domain/ownership/areas.ts';
import { proposeAreas, type TouchedFolder } from '../../../src/domain/ownership/proposedAreas.ts';

function folder(name: string, commits: number, months: number, files = commits): TouchedFolder {
  return { folder: name, commits, months, files };
}

describe('areas that are proposed', () => {
  it('are those that were lived with, then what is plainly of another kind', () => {
    const proposed = proposeAreas([
      folder('', 90, 9),
      folder('docs', 2, 1),
      folder('src/git', 40, 6),
      folder('src', 30, 7),
      folder('src/seldom', 4, 1),
      folder('test/unit', 60, 9),
      folder('legacy', 1, 1, 300),
      folder('once', 1, 1),
    ]);
    assert.deepEqual(
      proposed.map(({ area }) => `${area.name} ${area.glob} ${area.class}`),
      [
        'src/git src/git/** core',
        'src src/* core',
        'test/unit test/unit/** repeatable',
        'docs docs/** transient',
        'legacy legacy/** transient',
      ],
    );
    assert.deepEqual(
      proposed.map(({ reason }) => reason),
      [
        'Touched by 40 commits in 6 months: you live with this code.',
        'Touched by 30 commits in 7 months: you live with this code.',
        'Touched by 60 commits in 9 months; by its name it holds tests.',
        'Touched by 2 commits in 1 month; by its name it holds documents or examples.',
        'Touched by 1 commit in 1 month, 300 files at once: it came from elsewhere, or was made.',
      ],
    );
  });

  it('are no more than five, of which three are core', () => {
    const many = Array.from({ length: 9 }, (_, at) => folder(`src/${at}`, 20 + at, 4));
    assert.deepEqual(
      proposeAreas(many).map(({ area }) => area.name),
      ['src/8', 'src/7', 'src/6'],
    );
    const tests = Array.from({ length: 9 }, (_, at) => folder(`test/${at}`, 20 + at, 4));
    const proposed = proposeAreas([...many, ...tests, folder('src/__generated__', 50, 9)]);
    assert.deepEqual(
      proposed.map(({ area }) => `${area.name} ${area.class}`),
      ['src/8 core', 'src/7 core', 'src/6 core', 'src/__generated__ transient', 'test/8 repeatable'],
    );
  });

  it('are none for a short history', () => {
    assert.deepEqual(proposeAreas([]), []);
    assert.deepEqual(proposeAreas([folder('src', 3, 1), folder('lib', 9, 9), folder('app', 100, 2)]), []);
  });

  it('are those that a young history was spent on all along', () => {
    const young = [folder('', 60, 2), folder('src/git', 30, 2), folder('src/once', 20, 1), folder('src/few', 9, 2)];
    assert.deepEqual(
      proposeAreas(young).map(({ area, reason }) => `${area.name} ${area.class} ${reason}`),
      ['src/git core Touched by 30 commits in 2 months: you live with this code.'],
    );
  });

  it('are never the settings of tools, however often these are touched', () => {
    assert.deepEqual(proposeAreas([folder('.github', 90, 9), folder('app/.config', 90, 9)]), []);
  });

  it('can be used as they are, and mean the folders that they were proposed for', () => {
    const name = fc.constantFrom('src', 'a', '[x]', 'test', 'docs', 'other', 'gen', '{a,b}');
    const names = fc.oneof(
      name,
      fc.tuple(name, name).map((both) => both.join('/')),
    );
    const counts = fc.tuple(names, fc.nat(50), fc.nat(12), fc.nat(50));
    const history = fc.uniqueArray(counts, { selector: ([one]) => one }).map((all) => all.map((one) => folder(...one)));
    fc.assert(
      fc.property(history, (touched) => {
        const proposed = proposeAreas(touched);
        assert.deepEqual(readAreas(proposed.map(({ area }) => area)).unusable, []);
        for (const { area, example } of proposed) {
          const path = area.glob.replaceAll('?', 'x').replace(/\*+$/u, 'file.ts');
          assert.equal(ownedBy([area])(path).class, area.class);
          assert.equal(ownedBy([area])(example).area, area.name);
        }
        assert.deepEqual(proposeAreas(touched.toReversed()), proposed, 'in whatever order they are told');
      }),
    );
  });
});
