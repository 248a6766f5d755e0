import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sweepDrafts } from '../../src/storage/publishFile.ts';
import type { Step } from '../../src/storage/steps.ts';
import { exportBelow } from '../support/exports.ts';
import { imported } from '../support/imports.ts';
import { journalOf, sessionOf } from '../support/ledger.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const CHILD = join(import.meta.dirname, 'importingChild.ts');
/** The largest file that a limited child may make, in blocks of 512 bytes: it stands for a disk that is full. */
const BLOCKS = 40;

/** What the child said: nothing when it was killed. */
function run(program: string, ...values: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, values, (_error, out) => {
      resolve(out);
    });
  });
}

function runLimited(...values: string[]): Promise<string> {
  const script = `trap '' XFSZ; ulimit -f ${String(BLOCKS)}; exec "$0" "$@"`;
  return run('sh', '-c', script, process.execPath, CHILD, ...values);
}

describe('an import or export that is stopped', () => {
  const folders = temporaryFolder();
  let here: string;
  let there: string;
  const own = `${sessionOf('f')}.jsonl`;

  beforeEach(async () => {
    here = join(folders.path, 'here');
    there = join(folders.path, 'there');
    await mkdir(join(here, 'journal'), { recursive: true });
    await mkdir(join(there, 'journal'), { recursive: true });
    await writeFile(join(here, 'journal', own), journalOf(sessionOf('f'), 2));
    for (const digit of ['1', '2', '3']) {
      await writeFile(join(there, 'journal', `${sessionOf(digit)}.jsonl`), journalOf(sessionOf(digit), 2_000));
    }
  });

  async function shown(): Promise<string[]> {
    return (await readdir(join(here, 'journal'))).filter((name) => !name.startsWith('.')).sort();
  }

  const before: [Step, number][] = [
    ['draft-begun', 0],
    ['draft-flushed', 0],
    ['draft-begun', 2],
    ['import-drafted', 0],
  ];
  for (const [step, time] of before) {
    it(`by a kill at "${step}" number ${String(time + 1)} leaves the journals as they were`, async () => {
      assert.equal(await run(process.execPath, CHILD, 'import', here, there, step, String(time)), '');
      assert.deepEqual(await shown(), [own]);
      await sweepDrafts(join(here, 'journal'), Date.now() + 7_200_000);
      assert.deepEqual(await readdir(join(here, 'journal')), [own]);
      assert.equal((await imported(here, { source: there })).added, 12_000);
    });
  }

  for (const [step, time] of [
    ['draft-linked', 0],
    ['draft-removed', 0],
    ['draft-linked', 2],
  ] as const) {
    it(`by a kill at "${step}" number ${String(time + 1)} is completed by the next`, async () => {
      assert.equal(await run(process.execPath, CHILD, 'import', here, there, step, String(time)), '');
      const { added, known } = await imported(here, { source: there });
      assert.equal(added + known, 12_000);
      assert.ok(known > 0);
      const [one, two] = [join(folders.path, 'one.json'), join(folders.path, 'two.json')];
      await rm(join(here, 'journal', own));
      await exportBelow(here, { target: one });
      await exportBelow(there, { target: two });
      assert.equal(await readFile(one, 'utf8'), await readFile(two, 'utf8'));
    });
  }

  it('by a full disk leaves the journals as they were', async () => {
    assert.equal(await runLimited('import', here, there), 'EFBIG');
    assert.deepEqual(await readdir(join(here, 'journal')), [own]);
  });

  for (const format of ['json', 'csv']) {
    it(`by a full disk leaves the target of ${format} as it was`, async () => {
      const target = join(folders.path, 'out');
      if (format === 'json') await writeFile(target, 'older');
      assert.equal(await runLimited(format, there, target), 'EFBIG');
      assert.deepEqual(
        (await readdir(folders.path)).sort(),
        format === 'json' ? ['here', 'out', 'there'] : ['here', 'there'],
      );
      if (format === 'json') assert.equal(await readFile(target, 'utf8'), 'older');
    });

    it(`by a kill leaves the target of ${format} as it was`, async () => {
      const target = join(folders.path, 'out');
      assert.equal(await run(process.execPath, CHILD, format, there, target, 'export-drafted', '0'), '');
      assert.ok(!(await readdir(folders.path)).includes('out'));
      assert.equal(await run(process.execPath, CHILD, format, there, target), 'done');
    });
  }
});
