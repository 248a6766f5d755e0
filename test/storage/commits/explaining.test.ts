// What lies staged is explained before the commit, in real repositories with real journals.
import assert from 'node:assert/strict';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Owned } from '../../../src/domain/ownership/area.ts';
import { EMPTY_DRAFT } from '../../../src/ports/explainPage.ts';
import { byAi, saved } from '../../support/explainingRepository.ts';
import { explaining } from '../../support/explainingStorage.ts';
import { GitRepository } from '../../support/gitRepository.ts';

describe('explaining before a commit', () => {
  const parts = explaining();

  it('of an unborn branch takes note and lot down, and the commit links them', async () => {
    const { here } = parts;
    await here.stage('a.ts', `${byAi('first')}const typed = 1;\n`);
    const { asked, outcome } = await here.commit('First');
    assert.deepEqual([asked?.lines, outcome], [10, 'saved']);
    const { lots, owed, landed } = await here.recordedNow();
    assert.deepEqual(
      lots.map(({ lines, state, commit }) => [lines, state, commit]),
      [[10, 'explained', here.repository.head()]],
    );
    assert.deepEqual(owed, []);
    assert.deepEqual(
      landed.map(({ ai, typed, commit }) => [ai, typed, commit]),
      [[10, 1, here.repository.head()]],
    );
  });

  it('is the same on a detached head', async () => {
    const { here } = parts;
    here.repository.commit('Empty');
    here.repository.git('checkout', '-q', '--detach');
    await here.stage('a.ts', byAi('detached'));
    assert.equal((await here.commit('Detached')).asked?.lines, 10);
    assert.equal((await here.recordedNow()).lots[0]?.commit, here.repository.head());
  });

  it('asks of one hunk about those lines that are staged', async () => {
    const { here } = parts;
    const { repository } = here;
    await here.stage('a.ts', '// top\n');
    repository.commit('Before');
    const ai = byAi('staged', 24).split('\n').slice(0, 24);
    const whole = ['// top', ...ai.slice(0, 12), 'const typed = 1;', ...ai.slice(12), ''];
    await here.write('a.ts', whole.join('\n'));
    // The typed line and the second half of the AI's, as somebody selects them in the editor.
    const chosen = whole.slice(13, -1);
    const patch = ['--- a/a.ts', '+++ b/a.ts', `@@ -1,1 +1,${chosen.length + 1} @@`, ' // top'];
    await writeFile(
      join(parts.folders.path, 'part.patch'),
      [...patch, ...chosen.map((line) => `+${line}`), ''].join('\n'),
    );
    repository.git('apply', '--cached', join(parts.folders.path, 'part.patch'));
    const { asked } = await here.commit('A part');
    assert.equal(asked?.lines, 12);
    const shown = asked.places.flatMap((place) => place.shown).filter(({ isAsked }) => isAsked);
    assert.ok(shown.every(({ text }) => chosen.includes(text)));
    // The other half is asked about when its turn comes, and only that.
    repository.git('add', '--all');
    assert.equal((await here.commit('The rest')).asked?.lines, 12);
    const { lots } = await here.recordedNow();
    assert.deepEqual(
      lots.map(({ lines }) => lines),
      [12, 12],
    );
    assert.equal(new Set(lots.map(({ commit }) => commit)).size, 2);
  });

  it('knows files by whatever names they have', async () => {
    const { here } = parts;
    here.minimum = 1;
    const odd = [
      'with space.ts',
      'a "quoted" name.ts',
      "it's.ts",
      'two\nlines.ts',
      'tab\there.ts',
      '-f.ts',
      ':(top)a.ts',
    ];
    const names = [...odd, 'grüße 漢字 🎓.ts', 'per%20cent.ts'].sort();
    for (const [at, name] of names.entries()) await here.write(name, byAi(`named${String(at)}`, at + 1));
    here.repository.git('add', '--all');
    const work = await here.work.look(here.root);
    assert.deepEqual(
      work?.files.map(({ path, owed }) => [path, owed.length]).sort(),
      names.map((name, at) => [name, at + 1]),
    );
    here.answers = [saved('All of them.', {}, true)];
    await here.commit('Names');
    assert.equal(await here.owed(), 0);
    const { lots, landed } = await here.recordedNow();
    assert.deepEqual(lots.map(({ uri }) => uri).sort(), names.map((name) => here.uriOf(name)).sort());
    assert.ok(lots.every(({ commit }) => commit === here.repository.head()));
    assert.equal(landed[0]?.ai, 45);
  });

  for (const autocrlf of ['false', 'true']) {
    it(`knows lines that end as on Windows, where git has core.autocrlf=${autocrlf}`, async () => {
      const { here } = parts;
      here.repository.git('config', 'core.autocrlf', autocrlf);
      await here.stage('a.ts', `${byAi('windows')}const typed = 1;\n`.replaceAll('\n', '\r\n'));
      const { asked } = await here.commit('Windows');
      assert.equal(asked?.lines, 10);
      assert.ok(asked.places[0]?.shown.every(({ text }) => !text.includes('\r')));
      const [landed] = (await here.recordedNow()).landed;
      assert.deepEqual([landed?.ai, landed?.typed, landed?.unseen], [10, 1, 0]);
    });
  }

  it('asks nothing while a merge is under way, and the merge is committed', async () => {
    const { here } = parts;
    const { repository } = here;
    await here.stage('a.ts', '// base\n');
    repository.commit('Base');
    repository.git('checkout', '-qb', 'other');
    await here.stage('b.ts', byAi('merged'));
    repository.commit('Other');
    repository.git('checkout', '-q', 'main');
    await here.stage('c.ts', '// mine\n');
    repository.commit('Mine');
    repository.git('merge', '--no-commit', '--no-ff', 'other');
    await here.stage('d.ts', byAi('resolved'));
    assert.equal(await here.owed(), undefined);
    assert.equal((await here.commit('Merge')).outcome, 'not asked');
    assert.equal(repository.git('log', '-1', '--format=%P').split(' ').length, 2);
    // What only the merge has waits in the queue, and what a parent had is asked about once.
    const { owed } = await here.recordedNow();
    assert.deepEqual(owed.map(({ path, lines }) => [path.endsWith('d.ts'), lines]).sort(), [
      [false, 10],
      [true, 10],
    ]);
  });

  it('asks of a renamed file about what is new in it', async () => {
    const { here } = parts;
    await here.stage('before.ts', byAi('old', 20));
    await here.commit('Before');
    here.repository.git('mv', 'before.ts', 'after.ts');
    await here.stage('after.ts', byAi('old', 20) + byAi('added', 11));
    const { asked } = await here.commit('Renamed');
    assert.deepEqual([asked?.lines, asked?.places.map(({ path }) => path)], [11, ['after.ts']]);
    here.repository.git('mv', 'after.ts', 'last.ts');
    assert.equal((await here.commit('Only renamed')).outcome, 'not asked');
    assert.equal((await here.recordedNow()).lots.length, 2);
  });

  it('asks nothing of a file that is deleted again', async () => {
    const { here } = parts;
    here.repository.commit('Empty');
    await here.stage('a.ts', byAi('gone'));
    here.repository.git('rm', '-q', '--force', 'a.ts');
    assert.equal(await here.owed(), 0);
    await here.stage('b.ts', byAi('gone'));
    await rm(join(here.root, 'b.ts'));
    // It is staged all the same.
    assert.equal(await here.owed(), 10);
    await here.commit('Added');
    here.repository.git('rm', '-q', '--cached', 'b.ts');
    assert.equal((await here.commit('Deleted')).outcome, 'not asked');
  });

  it('leaves out what nobody writes, and what nobody means to own', async () => {
    const { here } = parts;
    const transient: Owned = { area: 'scratch', class: 'transient' };
    here.owned = (path) => (path.startsWith('scratch/') ? transient : { area: 'other', class: 'repeatable' });
    here.globs = ['left/**'];
    await here.repository.write('.gitattributes', 'api/*.ts linguist-generated\n');
    for (const path of ['api/client.ts', 'scratch/try.ts', 'left/out.ts', 'dist/a.js', 'package-lock.json']) {
      await here.stage(path, byAi('left'));
    }
    await here.stage('said.ts', `// Code generated by a tool. DO NOT EDIT.\n${byAi('said')}`);
    await here.stage('guessed.ts', byAi('guessed').replaceAll('byAi', 'guessAi'));
    here.repository.git('add', '--all');
    assert.equal(await here.owed(), 0);
    assert.equal((await here.commit('Nothing to ask')).outcome, 'not asked');
    const { owed, landed } = await here.recordedNow();
    assert.deepEqual(owed, []);
    // What nobody means to own lands; guesses are nobody's.
    assert.deepEqual([landed[0]?.ai, landed[0]?.probable, landed[0]?.unseen], [10, 0, 11]);
  });

  it('asks from ten lines on, over all files, and says which are probable', async () => {
    const { here } = parts;
    await here.stage('a.ts', byAi('one', 6));
    await here.stage('b.ts', byAi('two', 3).replaceAll('byAi', 'maybeAi'));
    const few = await here.commit('Nine');
    assert.equal(few.outcome, 'not asked');
    const { owed } = await here.recordedNow();
    assert.deepEqual(owed, []);
    await here.stage('a.ts', byAi('one', 6) + byAi('three', 7));
    await here.stage('b.ts', (byAi('two', 3) + byAi('four', 3)).replaceAll('byAi', 'maybeAi'));
    const { asked } = await here.commit('Ten');
    assert.equal(asked?.lines, 10);
    assert.deepEqual(asked.places.map(({ how }) => how).sort(), ['agent, certain', 'agent, probable']);
  });

  it('takes a note down about a long list of short lines, and asks nothing about them again', async () => {
    const { here } = parts;
    const entries = Array.from({ length: 40 }, (_, at) => `  ${String(at)},`);
    const agent = { origin: 'agent', confidence: 'certain', evidence: 'editor', acceptance: undefined } as const;
    for (const [name, lines] of [
      ['whole.txt', entries],
      ['within.ts', ['export const numbers = [', ...entries, '];']],
    ] as const) {
      await here.repository.write(name, `${lines.join('\n')}\n`);
      here.repository.git('add', '--all');
      here.open.set(here.uriOf(name), { lines: [...lines, ''], origins: [...lines.map(() => agent), undefined] });
      here.answers = [saved('Counts.'), 'close'];
      const { asked, outcome } = await here.askBefore();
      assert.deepEqual([asked?.lines, outcome], [lines.length, 'saved']);
      assert.equal(await here.owed(), 0);
      assert.equal((await here.commit(name)).outcome, 'not asked');
    }
    const { lots, owed } = await here.recordedNow();
    assert.deepEqual(lots.map(({ lines }) => lines).sort(), [40, 42]);
    assert.ok(lots.every(({ commit }) => commit !== undefined));
    assert.deepEqual(owed, []);
  });

  it('counts code as changed after its explanation where it was edited, and not where a part of it was committed', async () => {
    const { here } = parts;
    const { repository } = here;
    const lines = byAi('whole', 20).split('\n');
    const half = `${lines.slice(0, 10).join('\n')}\n`;
    for (const [path, text] of [
      ['parted.ts', lines.join('\n')],
      ['edited.ts', `${half}const typed = 1;\n`],
    ] as const) {
      await here.stage(path, lines.join('\n'));
      here.answers = [saved(path)];
      await here.askBefore();
      // What is staged by then is less, and the file has the rest of it, or something else in its place.
      await here.repository.write(path, half);
      repository.git('add', '--', path);
      await here.write(path, text);
      await here.commit('A part');
      repository.git('add', '--', path);
      await here.commit('The rest');
    }
    const { notes } = await here.recordedNow();
    assert.deepEqual(Object.fromEntries(notes.map(({ text, changed }) => [text, changed])), {
      'parted.ts': false,
      'edited.ts': true,
    });
  });

  it('keeps two repositories apart', async () => {
    const { here } = parts;
    const other = await parts.another(join(here.root, '../other'));
    await here.stage('a.ts', byAi('same'));
    await other.stage('a.ts', byAi('same'));
    await here.commit('Here');
    // Under another name nobody has explained it.
    assert.equal((await other.commit('There')).asked?.lines, 10);
    const { lots, landed } = await here.recordedNow();
    assert.deepEqual(
      new Set(lots.map(({ commit }) => commit)),
      new Set([here.repository.head(), other.repository.head()]),
    );
    assert.equal(landed.length, 2);
  });

  it('knows submodules and worktrees as repositories of their own', async () => {
    const { here } = parts;
    const { repository } = here;
    const library = await GitRepository.in(join(here.root, '../library'));
    await library.write('base.ts', '// base\n');
    library.commit('Base');
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.root, 'library');
    assert.equal(await here.owed(), 0);
    repository.commit('A submodule');
    const inside = await parts.another(join(here.root, 'library'), await GitRepository.in(join(here.root, 'library')));
    await inside.stage('a.ts', byAi('inside'));
    assert.equal((await inside.commit('Inside')).asked?.lines, 10);
    // The outer repository has a new commit of it, which is no text.
    repository.git('add', 'library');
    assert.equal((await here.commit('Moved on')).outcome, 'not asked');
    repository.git('worktree', 'add', '-q', '-b', 'beside', '../beside');
    const beside = await parts.another(join(here.root, '../beside'), GitRepository.at(join(here.root, '../beside')));
    await beside.stage('a.ts', byAi('beside'));
    assert.equal((await beside.commit('Beside')).asked?.lines, 10);
    const { lots } = await here.recordedNow();
    assert.deepEqual(
      new Set(lots.map(({ commit }) => commit)),
      new Set([inside.repository.head(), beside.repository.head()]),
    );
  });

  it('asks nothing again when the commit failed after the answer, and keeps the draft of who closed the page', async () => {
    const { here } = parts;
    await here.repository.write('.git/hooks/pre-commit', '#!/bin/sh\nexit 1\n');
    await chmod(join(here.root, '.git/hooks/pre-commit'), 0o755);
    here.repository.git('config', 'core.hooksPath', '.git/hooks');
    await here.stage('a.ts', byAi('linted'));
    const draft = { ...EMPTY_DRAFT, text: 'Half of a note' };
    here.answers = [{ kind: 'keep and close', draft }];
    assert.equal((await here.commit('Closed')).outcome, 'closed');
    here.answers = [saved('Why.')];
    const failed = await here.commit('Failing', () => {
      assert.throws(() => here.repository.git('commit', '-qm', 'Failing'));
    });
    assert.deepEqual([failed.outcome, failed.asked?.draft], ['saved', draft]);
    await rm(join(here.root, '.git/hooks/pre-commit'));
    assert.equal((await here.commit('Repeated')).outcome, 'not asked');
    const { notes, lots } = await here.recordedNow();
    assert.deepEqual([notes.length, lots.length, lots[0]?.commit], [1, 1, here.repository.head()]);
  });

  it('has the draft again in the queue, of who put it off and of who then committed in a terminal', async () => {
    const { here } = parts;
    const draft = { ...EMPTY_DRAFT, text: 'Half of a note' };
    const byHand = async (message: string): Promise<void> => {
      here.repository.git('commit', '-qm', message);
      await here.landed.look(here.root);
    };
    for (const [name, answer] of [
      ['closed', { kind: 'keep and close', draft }],
      ['later', { kind: 'later', draft }],
    ] as const) {
      await here.stage(`${name}.ts`, `${byAi(name)}const typed = 1;\n`);
      here.answers = [answer];
      await here.askBefore();
      await byHand(name);
      // What comes after it in the same file is other code.
      await here.stage(`${name}.ts`, `${byAi(name)}const typed = 1;\n${byAi(`${name}Again`)}`);
      here.answers = ['close'];
      assert.deepEqual((await here.askBefore()).asked?.draft, EMPTY_DRAFT);
      here.repository.git('reset', '-q', '--hard');
      here.answers = [saved('The whole of it.')];
      assert.deepEqual((await here.askQueue()).asked?.draft, draft);
    }
    assert.deepEqual((await here.recordedNow()).owed, []);
  });
});
