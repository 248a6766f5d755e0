import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeLine } from '../../src/storage/journal/journalLine.ts';
import { ensureLineKeys, lineKeyTexts, readLineKeys } from '../../src/storage/keys/lineKeys.ts';
import { exportBelow } from '../support/exports.ts';
import { imported } from '../support/imports.ts';
import { eventOf, openLedger, sessionOf } from '../support/ledger.ts';
import { linesEvent, originsIn } from '../support/lines.ts';
import { acceptedLine, TYPED_LINE } from '../support/recordedLines.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const URI = 'file:///home/me/work/retry.ts';
const A = sessionOf('a');
const LINES = ['export async function retry(times) {', 'const byHand = "typed by me";'];
const TOLD = [`completion ${A}:0`, 'typed'];

describe('recorded lines on another machine', () => {
  const folders = temporaryFolder();
  let here: string;
  let there: string;
  let document: string;

  beforeEach(async () => {
    [here = '', there = '', document = ''] = ['here', 'there', 'export.json'].map((name) => join(folders.path, name));
    await mkdir(join(there, 'journal'), { recursive: true });
    const journal = join(there, 'journal', `${A}.jsonl`);
    await writeFile(journal, encodeLine(eventOf(A, 0)));
    const ledger = await openLedger(there);
    await ledger.catchUp();
    const asked = { file: { uri: URI }, lines: LINES, origins: [acceptedLine(`${A}:0`), TYPED_LINE] };
    const [payload] = await ledger.unrecordedLines(asked, true);
    ledger.close();
    assert.ok(payload);
    await writeFile(journal, encodeLine(linesEvent(A, 1, payload)), { flag: 'a' });
  });

  async function toldHere(): Promise<string[]> {
    const ledger = await openLedger(here, { from: 'journals' });
    await ledger.catchUp();
    const origins = await originsIn(ledger, URI, LINES);
    ledger.close();
    return origins;
  }

  const keysOf = async (folder: string): Promise<string[]> =>
    (await readLineKeys(join(folder, 'keys'))).map(({ id }) => id);

  it('are found again with the keys, which come beside those of here', async () => {
    await ensureLineKeys(join(here, 'keys'));
    const [own] = await keysOf(here);
    await exportBelow(there, { target: document, lineKeys: true });
    const preview = await imported(here, { source: document, preview: true });
    assert.deepEqual([preview.added, preview.lineKeys, await keysOf(here)], [2, 1, [own]]);
    assert.equal((await imported(here, { source: document })).lineKeys, 1);
    assert.deepEqual(await keysOf(here), [own, ...(await keysOf(there))]);
    assert.deepEqual(await toldHere(), TOLD);
    const again = await imported(here, { source: document });
    assert.deepEqual([again.added, again.lineKeys], [0, undefined]);
  });

  it('are not found without them; the keys can follow', async () => {
    await exportBelow(there, { target: document });
    const [text = ''] = await lineKeyTexts(join(there, 'keys'));
    assert.doesNotMatch(await readFile(document, 'utf8'), new RegExp(`lineKeys|${text.slice(0, 64)}`, 'u'));
    assert.deepEqual((await imported(here, { source: document })).lineKeys, undefined);
    assert.deepEqual([await keysOf(here), await toldHere()], [[], ['-', '-']]);
    await exportBelow(there, { target: document, lineKeys: true });
    const report = await imported(here, { source: document });
    assert.deepEqual([report.added, report.lineKeys], [0, 1]);
    assert.deepEqual(await toldHere(), TOLD);
  });

  it('come with the keys of a document that was written anew, and with a data folder', async () => {
    await exportBelow(there, { target: document, lineKeys: true });
    await writeFile(document, JSON.stringify(JSON.parse(await readFile(document, 'utf8')), undefined, 1));
    assert.equal((await imported(here, { source: document })).lineKeys, 1);
    assert.deepEqual(await toldHere(), TOLD);
    await rm(here, { recursive: true });
    assert.equal((await imported(here, { source: there })).lineKeys, 1);
    assert.deepEqual(await toldHere(), TOLD);
  });

  it('come with no keys that are none, nor with more than there can be', async () => {
    await exportBelow(there, { target: document, lineKeys: true });
    const text = await readFile(document, 'utf8');
    const [key = ''] = await lineKeyTexts(join(there, 'keys'));
    const damaged = key.replace(/^./u, (digit) => (digit === '0' ? '1' : '0'));
    const wrong = [`"${damaged}"`, '7', 'null', '{}', '"../../x"', `["${key}"]`];
    for (const keys of [`[${wrong.join()}]`, `"${key}"`, `[${'"x",'.repeat(64)}"${key}"]`]) {
      await writeFile(document, text.replace(/"lineKeys":\[[^\]]*\]/u, `"lineKeys":${keys}`));
      assert.equal((await imported(here, { source: document })).lineKeys, undefined);
      assert.deepEqual(await keysOf(here), []);
    }
    const folder = join(there, 'keys');
    const [name = ''] = await readdir(folder);
    await rm(join(folder, name));
    await writeFile(join(folders.path, 'elsewhere'), `${key}\n`);
    await symlink(join(folders.path, 'elsewhere'), join(folder, name));
    await writeFile(join(folder, 'lines-0002.key'), `${key}\n${'x'.repeat(1_000)}`);
    assert.equal((await imported(here, { source: there })).lineKeys, undefined);
  });
});
