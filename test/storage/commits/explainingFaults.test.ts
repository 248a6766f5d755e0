// Whatever fails, a commit is made; and nothing is written that may not be.
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { hiddenUri } from '../../../src/domain/privacy/hiddenName.ts';
import { ForgetControl } from '../../../src/features/forget/forgetControl.ts';
import { systemTimers } from '../../../src/host/systemTime.ts';
import { EMPTY_DRAFT } from '../../../src/ports/explainPage.ts';
import { ensureNameKeys } from '../../../src/storage/keys/nameKeys.ts';
import { LedgerClient } from '../../../src/storage/ledger/ledgerClient.ts';
import { byAi, ExplainingRepository, saved } from '../../support/explainingRepository.ts';
import { explaining } from '../../support/explainingStorage.ts';
import { MemoryLog } from '../../support/fakes.ts';
import { WASM } from '../../support/ledger.ts';
import { runOnSmallDisk } from '../../support/onSmallDisk.ts';
import { filesWith } from '../../support/traces.ts';

const PROGRAM = resolve(import.meta.dirname, '../../../src/storage/ledger/ledgerThread.ts');

describe('explaining where something is in the way', () => {
  const parts = explaining();
  const clients: LedgerClient[] = [];
  afterEach(() => {
    for (const client of clients.splice(0)) client.dispose();
  });

  /** The ledger in its thread. */
  function client(program = PROGRAM): LedgerClient {
    const log = new MemoryLog();
    const one = new LedgerClient({
      folder: parts.folders.path,
      wasm: WASM,
      program,
      log,
      noticeOrder: () => undefined,
    });
    one.hold(false);
    clients.push(one);
    return one;
  }

  function withLedger(ledger: LedgerClient): Promise<ExplainingRepository> {
    const { repository, root } = parts.here;
    return ExplainingRepository.in(root, { journal: parts.journal, ledger, repository });
  }

  async function journalText(): Promise<string> {
    const folder = join(parts.folders.path, 'journal');
    const names = await readdir(folder);
    return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('');
  }

  it('names no hidden file, and finds it again all the same', async () => {
    const { here } = parts;
    const [key] = await ensureNameKeys(join(parts.folders.path, 'keys'));
    here.recorded = (uri) => hiddenUri(key!.hash(uri));
    await here.stage('secret plan.ts', byAi('hidden'));
    const { asked } = await here.commit('Hidden');
    assert.deepEqual(
      asked?.places.map(({ path }) => path),
      ['secret plan.ts'],
    );
    here.repository.git('commit', '-q', '--amend', '-m', 'Amended');
    await here.landed.look(here.root);
    const { lots, landed } = await here.recordedNow();
    assert.deepEqual([lots[0]?.commit, landed.length, landed[0]?.ai], [here.repository.head(), 1, 10]);
    for (const trace of ['secret', 'repository']) {
      assert.deepEqual(await filesWith(join(parts.folders.path, 'journal'), trace), []);
    }
  });

  it('writes nothing in a pause, also one that begins while the page is open', async () => {
    const { here } = parts;
    await here.stage('a.ts', byAi('paused'));
    const before = await journalText();
    here.isPaused = true;
    assert.equal((await here.commit('In a pause')).outcome, 'not asked');
    assert.equal(await journalText(), before);
    here.isPaused = false;
    await here.stage('c.ts', byAi('begins'));
    // Whoever skips is kept from no commit, though that can not be written.
    here.answers = [saved('Why.'), { kind: 'skipped', reason: 'trivial', draft: EMPTY_DRAFT }];
    const written = await journalText();
    here.onAsked = () => {
      here.isPaused = true;
    };
    const { outcome, told } = await here.askBefore();
    assert.deepEqual([outcome, told.length], ['skipped', 2]);
    assert.match(told[0] ?? '', /paused and writes nothing/u);
    assert.equal(await journalText(), written);
  });

  it('keeps nothing of a file that is forgotten, and asks about it no more', async () => {
    const ledger = client();
    const here = await withLedger(ledger);
    await here.stage('forgotten.ts', byAi('forgotten'));
    await here.commit('One');
    await here.stage('kept.ts', byAi('kept'));
    await here.commit('Other');
    const forget = new ForgetControl({
      ...{ journal: parts.journal, ledger, timers: systemTimers, log: here.log },
      ...{ known: Promise.resolve(), isPaused: () => false, forgot: () => undefined },
      letGo: () => Promise.resolve(),
      drop: () => Promise.resolve(),
    });
    const path = join(here.root, 'forgotten.ts');
    const uris = [here.uriOf('forgotten.ts')];
    const outcome = await forget.forget({ what: 'place', path, isFolder: false, uris }, () => undefined).done;
    assert.ok(typeof outcome === 'object' && 'records' in outcome && outcome.records > 0, JSON.stringify(outcome));
    const { lots, notes } = await here.recordedNow();
    assert.deepEqual(
      lots.map(({ uri }) => uri),
      [here.uriOf('kept.ts')],
    );
    assert.equal(notes.length, 1);
    assert.deepEqual(await filesWith(join(parts.folders.path, 'journal'), 'forgotten.ts'), []);
    here.repository.git('commit', '-q', '--amend', '--allow-empty', '-m', 'Amended');
    await here.landed.look(here.root);
    assert.deepEqual((await here.recordedNow()).owed, []);
    forget.dispose();
  });

  it('makes the commit where the ledger can not be asked', async () => {
    const program = join(parts.folders.path, 'dying.mjs');
    await writeFile(program, 'process.exit(1);\n');
    const ledger = client(program);
    await parts.here.stage('a.ts', byAi('dead'));
    const here = await withLedger(ledger);
    assert.equal((await here.commit('Unasked')).outcome, 'not asked');
    assert.equal(here.repository.git('log', '-1', '--format=%s'), 'Unasked');
    assert.ok(here.log.lines.some((line) => line.includes('A commit could not be taken down.')));
    // Another window, or the same one later, takes it up.
    await parts.here.landed.look(here.root);
    assert.equal((await parts.here.recordedNow()).owed.length, 1);
  });

  it('lets the commit through where the ledger ends while the page is open', async () => {
    const ledger = client();
    const here = await withLedger(ledger);
    await here.stage('a.ts', byAi('ends'));
    here.onAsked = () => {
      ledger.dispose();
    };
    here.answers = [saved('Why.'), { kind: 'later', draft: EMPTY_DRAFT }];
    const { outcome, told } = await here.commit('Later');
    assert.equal(outcome, 'later');
    assert.match(told[0] ?? '', /could not be taken down/u);
    assert.equal(here.repository.git('log', '-1', '--format=%s'), 'Later');
    // What was written is there when it is asked again.
    assert.equal((await parts.here.recordedNow()).notes.length, 0);
  });

  it('says that the disk is full to who saves, and lets the commit through for who does not', async () => {
    const { path } = parts.folders;
    const [disk, root] = [join(path, 'disk'), join(path, 'on full disk')];
    await mkdir(disk);
    runOnSmallDisk(disk, '256k', [join(import.meta.dirname, 'fullDiskExplaining.ts'), disk, root]);
  });
});
