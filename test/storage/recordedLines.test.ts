import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalEvent } from '../../src/domain/events/journalEvent.ts';
import type { ProvenanceRecorded } from '../../src/domain/events/provenanceRecorded.ts';
import { UNKNOWN, type LineOrigin } from '../../src/domain/provenance/lineOrigin.ts';
import { encodeLine } from '../../src/storage/journal/journalLine.ts';
import { addLineKeys, ensureLineKeys, lineKeyTexts, readLineKeys } from '../../src/storage/keys/lineKeys.ts';
import type { LedgerStore } from '../../src/storage/ledger/ledgerStore.ts';
import { eventOf, openLedger, sessionOf } from '../support/ledger.ts';
import { linesEvent, originsIn } from '../support/lines.ts';
import { acceptedLine, TYPED_LINE } from '../support/recordedLines.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { filesWith } from '../support/traces.ts';

const URI = 'file:///home/me/work/retry.ts';
const NEW_URI = 'file:///home/me/work/again.ts';
const FOLDER = 'file:///home/me/work';
const [A, B] = ['a', 'b'].map(sessionOf) as [string, string];
const AI = acceptedLine(`${A}:0`);
const LINES = [
  'export async function retry(times) {',
  '  for (let at = 0; at < times; at += 1) {',
  '    await attempt(at, times);',
  '  }',
  '}',
  '',
  'const byHand = "typed by me";',
];
const ORIGINS = [AI, AI, AI, AI, AI, undefined, TYPED_LINE];
const TOLD = [...Array<string>(5).fill(`completion ${A}:0`), '-', 'typed'];

function manyLines(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `const other${String(at)} = "other";`);
}

describe('recorded lines in the ledger', () => {
  const folders = temporaryFolder();
  const ledgers: LedgerStore[] = [];
  let next: number;

  beforeEach(async () => {
    next = 1;
    await mkdir(join(folders.path, 'journal'));
    await write(A, eventOf(A, 0));
  });
  afterEach(() => {
    for (const ledger of ledgers.splice(0)) ledger.close();
  });

  async function write(s: string, ...events: JournalEvent[]): Promise<void> {
    const text = events.map(encodeLine).join('');
    await writeFile(join(folders.path, 'journal', `${s}.jsonl`), text, { flag: 'a' });
  }

  async function open(folder = folders.path): Promise<LedgerStore> {
    const ledger = await openLedger(folder, { from: 'journals' });
    ledgers.push(ledger);
    await ledger.catchUp();
    return ledger;
  }

  /** Records what the ledger says is not recorded, as a window does. */
  async function record(
    ledger: LedgerStore,
    lines: readonly string[] = LINES,
    origins: readonly (LineOrigin | undefined)[] = ORIGINS,
    uri = URI,
  ): Promise<readonly ProvenanceRecorded[]> {
    const payloads = await ledger.unrecordedLines({ file: { uri, folder: FOLDER }, lines, origins }, true);
    for (const payload of payloads) await write(A, linesEvent(A, next++, payload));
    await ledger.catchUp();
    return payloads;
  }

  it('are told after they are recorded, and recorded once', async () => {
    const ledger = await open();
    assert.deepEqual(await originsIn(ledger, URI, LINES), Array(7).fill('-'));
    assert.equal((await record(ledger)).length, 1);
    assert.deepEqual(await record(ledger), []);
    assert.deepEqual(await originsIn(ledger, URI, LINES), TOLD);
    assert.deepEqual(await originsIn(await open(), URI, ['', ...LINES.slice(0, 5).reverse()]), [
      ...['-', '-', '-'],
      ...TOLD.slice(0, 3),
    ]);
    assert.deepEqual(await originsIn(ledger, 'file:///other', LINES.slice(0, 3), [URI]), TOLD.slice(0, 3));
    for (const text of ['attempt', 'byHand']) assert.deepEqual(await filesWith(folders.path, text), []);
  });

  it('tell of an acceptance what is known of it by now, and nothing of one that nobody knows', async () => {
    const ledger = await open();
    await record(ledger);
    await write(B, eventOf(B, 0, { k: 'acceptance-corrected', p: { of: `${A}:0`, origin: 'pasted' } }));
    await ledger.catchUp();
    const [line] = await ledger.lineOrigins({ uri: URI, uris: [], lines: LINES });
    assert.deepEqual(line, { origin: 'pasted', confidence: 'certain', evidence: 'correction', acceptance: `${A}:0` });
    await record(ledger, ['const unknown = acceptance;'], [acceptedLine(`${B}:7`)]);
    const [unknown] = await ledger.lineOrigins({ uri: URI, uris: [], lines: ['const unknown = acceptance;'] });
    assert.deepEqual(unknown, UNKNOWN);
  });

  it('that somebody saw change on the disk stay those of who wrote them, in whatever order that is read', async () => {
    const ledger = await open();
    const other = await open();
    const seen = LINES.map((line) => (line === '' ? undefined : ({ ...TYPED_LINE, origin: 'external' } as const)));
    const payloads = await other.unrecordedLines(
      { file: { uri: URI, folder: FOLDER }, lines: LINES, origins: seen },
      true,
    );
    await record(ledger);
    await write(B, ...payloads.map((payload, n) => linesEvent(B, n, payload, { h: Date.UTC(2030, 0) })));
    await ledger.catchUp();
    assert.deepEqual(await originsIn(ledger, URI, LINES), TOLD);
    assert.deepEqual(await originsIn(await open(), URI, LINES), TOLD);
  });

  it('are found under a new name by their text, as long as nobody has recorded anything under that', async () => {
    const ledger = await open();
    await record(ledger);
    const lines = [...LINES, 'const another = "line from elsewhere";'];
    assert.deepEqual(await originsIn(ledger, NEW_URI, lines), [...TOLD, '-']);
    assert.deepEqual(await originsIn(ledger, NEW_URI, LINES.slice(0, 2)), ['-', '-']);
    const mostlyOther = [...LINES, ...manyLines(10)];
    assert.deepEqual(new Set(await originsIn(ledger, NEW_URI, mostlyOther)), new Set(['-']));
    await record(ledger, ['something = else + again;'], [TYPED_LINE], NEW_URI);
    assert.deepEqual(new Set(await originsIn(ledger, NEW_URI, lines)), new Set(['-']));
  });

  it('are found so in an old file, of which most was there before', async () => {
    const ledger = await open();
    const written = Array.from({ length: 12 }, (_, at) => `const written${String(at)} = "by AI, line by line";`);
    const lines = [...manyLines(100), ...written, ...manyLines(100)];
    const origins = lines.map((line) => (written.includes(line) ? AI : undefined));
    await record(ledger, lines, origins);
    const told = lines.map((line) => (written.includes(line) ? `completion ${A}:0` : '-'));
    assert.deepEqual(await originsIn(ledger, NEW_URI, lines), told);
    // Five lines of twelve may be what many files begin with.
    const fewer = [...manyLines(100), ...written.slice(0, 5)];
    assert.deepEqual(new Set(await originsIn(ledger, NEW_URI, fewer)), new Set(['-']));
  });

  it('are unknown where two files could be meant that do not say the same', async () => {
    const ledger = await open();
    await record(ledger);
    const more = 'const other = "that only one of them has";';
    const origins = [...ORIGINS.with(0, TYPED_LINE).with(6, undefined), AI];
    await record(ledger, [...LINES, more], origins, 'file:///home/me/work/copy.ts');
    const told = ['unknown', ...TOLD.slice(1, 6), 'unknown', 'unknown'];
    assert.deepEqual(await originsIn(ledger, NEW_URI, [...LINES, more]), told);
    for (let copy = 0; copy < 8; copy += 1) await record(ledger, LINES, ORIGINS, `file:///copy${String(copy)}.ts`);
    assert.deepEqual(await originsIn(ledger, NEW_URI, LINES), Array(7).fill('-'));
  });

  it('are known by every key, and hashed anew when there is none that can be read', async () => {
    const keys = join(folders.path, 'keys');
    const ledger = await open();
    await record(ledger);
    const texts = await lineKeyTexts(keys);
    await writeFile(join(keys, 'lines-0001.key'), 'damaged');
    assert.deepEqual(await originsIn(ledger, URI, LINES), Array(7).fill('-'));
    assert.equal((await record(ledger, LINES.slice(0, 2), ORIGINS.slice(0, 2))).length, 1);
    assert.deepEqual(await originsIn(ledger, URI, LINES), [...TOLD.slice(0, 2), '-', '-', '-', '-', '-']);
    await addLineKeys(keys, texts);
    assert.equal((await readLineKeys(keys)).length, 2);
    assert.deepEqual(await originsIn(ledger, URI, LINES), TOLD);
    assert.deepEqual(await record(ledger), []);
    await rm(keys, { recursive: true });
    await ensureLineKeys(keys);
    assert.deepEqual(await originsIn(ledger, NEW_URI, LINES), Array(7).fill('-'));
  });

  it('are neither told nor recorded of a file that is too long, and not recorded by who may not write', async () => {
    const ledger = await open();
    const lines = Array.from({ length: 20_001 }, (_, at) => `const line${String(at)} = "long file";`);
    assert.deepEqual(
      await record(
        ledger,
        lines,
        lines.map(() => AI),
      ),
      [],
    );
    assert.equal((await ledger.lineOrigins({ uri: URI, uris: [], lines })).length, 20_001);
    await rm(join(folders.path, 'keys'), { recursive: true });
    const asked = { file: { uri: URI }, lines: LINES, origins: ORIGINS };
    assert.deepEqual(await ledger.unrecordedLines(asked, false), []);
    assert.deepEqual(await readLineKeys(join(folders.path, 'keys')), []);
  });

  it('of a later form are kept, and not interpreted', async () => {
    const ledger = await open();
    await record(ledger);
    const later = { uri: URI, key: '0'.repeat(16), lines: [{ dreamt: true, names: 'AAAAAAAAAAA' }] };
    await write(B, eventOf(B, 0, { k: 'provenance', p: later }));
    await ledger.catchUp();
    assert.deepEqual(await originsIn(ledger, URI, LINES), TOLD);
    assert.equal(ledger.answer({}).newer, false);
  });
});
