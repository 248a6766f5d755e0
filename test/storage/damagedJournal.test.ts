import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventId } from '../../src/domain/events/journalEvent.ts';
import { readAllJournals } from '../support/journals.ts';
import { packJournal } from '../../src/storage/journal/packedJournal.ts';
import { journalOf, openLedger, sessionOf } from '../support/ledger.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { assertLedgerIsWhole } from './chaos/oracle.ts';

const SESSION = sessionOf('a');
/** Between the bytes in the middle of lines that are damaged; those around the beginning of a line all are. */
const APART = 7;
const LINE_FEED = 0x0a;

describe('a damaged journal', () => {
  const folders = temporaryFolder();
  const text = Buffer.from(journalOf(SESSION, 4));
  const lines = text.toString().trimEnd().split('\n');

  const places = [...text.keys()].slice(0, -1).filter((at) => {
    const inLine = at - text.lastIndexOf(LINE_FEED, at);
    return inLine < 25 || at % APART === 0 || text[at + 1] === LINE_FEED;
  });

  async function put(name: string, bytes: Buffer): Promise<void> {
    await mkdir(join(folders.path, 'journal'), { recursive: true });
    await writeFile(join(folders.path, 'journal', name), bytes);
  }

  /** Numbers of the events that can be read, and how many lines are called damaged. */
  async function read(): Promise<{ numbers: number[]; damaged: number }> {
    const { events, damagedLines } = await readAllJournals(join(folders.path, 'journal'));
    return { numbers: events.map(({ n }) => n).sort((a, b) => a - b), damaged: damagedLines };
  }

  /** The numbers of all events, without some. */
  function allBut(...numbers: number[]): number[] {
    return lines.map((_, n) => n).filter((n) => !numbers.includes(n));
  }

  /** The number of the line that a byte belongs to; a line feed belongs to the line that it ends. */
  function lineAt(at: number): number {
    return text.subarray(0, at).filter((byte) => byte === LINE_FEED).length;
  }

  it('loses the line in which a bit flipped, and no other one', async () => {
    for (const at of places) {
      const bytes = Buffer.from(text);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      await put(`${SESSION}.jsonl`, bytes);
      const { numbers, damaged } = await read();
      const what = `byte ${String(at)}`;
      if (text[at] === LINE_FEED) assert.deepEqual([numbers, damaged], [allBut(), 1], what);
      else assert.deepEqual([numbers, damaged], [allBut(lineAt(at)), bytes[at] === LINE_FEED ? 2 : 1], what);
      if (at % 103 === 0 || text[at] === LINE_FEED) await assertLedgerIsWhole(folders.path);
    }
  });

  it('loses a line that was split by a line feed, and no other one', async () => {
    for (let at = 1; at < text.length - 1; at += 53) {
      if (text[at] === LINE_FEED) continue;
      const bytes = Buffer.from(text);
      bytes[at] = LINE_FEED;
      await put(`${SESSION}.jsonl`, bytes);
      const { numbers, damaged } = await read();
      assert.deepEqual(numbers, allBut(lineAt(at)), `byte ${String(at)}`);
      assert.ok(damaged === 1 || damaged === 2);
      await assertLedgerIsWhole(folders.path);
    }
  });

  it('is folded on when a line was torn at any byte and the rest comes later, or never', async () => {
    const last = text.lastIndexOf(LINE_FEED, text.length - 2) + 1;
    for (let end = last; end < text.length; end += 7) {
      await put(`${SESSION}.jsonl`, text.subarray(0, end));
      const ledger = await openLedger(folders.path, { from: 'journals' });
      await ledger.catchUp();
      assert.equal(ledger.answer({}).events, lines.length - 1, `cut at ${String(end)}`);
      assert.equal(ledger.answer({}).damagedLines, 0);
      await assertLedgerIsWhole(folders.path);
      await put(`${SESSION}.jsonl`, text);
      assert.equal(await ledger.catchUp(), true);
      assert.equal(ledger.answer({}).events, lines.length);
      ledger.close();
    }
  });

  it('keeps in the ledger what was folded before the damage', async () => {
    await put(`${SESSION}.jsonl`, text);
    const before = await openLedger(folders.path);
    await before.catchUp();
    await before.publish();
    before.close();
    const bytes = Buffer.from(text);
    bytes[20] = 0;
    await put(`${SESSION}.jsonl`, bytes);
    const after = await openLedger(folders.path);
    await after.catchUp();
    assert.equal(after.answer({}).events, lines.length);
    after.close();
  });

  it('that is shorter than it was is read again', async () => {
    await put(`${SESSION}.jsonl`, text);
    const ledger = await openLedger(folders.path);
    await ledger.catchUp();
    await put(`${SESSION}.jsonl`, text.subarray(0, text.indexOf(LINE_FEED) + 1));
    await ledger.catchUp();
    assert.equal(ledger.answer({}).events, 1);
    ledger.close();
  });

  describe('that is packed', () => {
    const packed = packJournal(text);
    const copy = packed.length / 2;

    it('loses nothing by any one flipped bit', async () => {
      for (let at = 0; at < packed.length; at += at < 20 || at > packed.length - 20 ? 1 : 3) {
        const bytes = Buffer.from(packed);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
        await put(`${SESSION}.jsonl.gz`, bytes);
        assert.deepEqual(await read(), { numbers: allBut(), damaged: 0 }, `byte ${String(at)}`);
        if (at % 61 === 0) await assertLedgerIsWhole(folders.path);
      }
    });

    it('loses nothing when it is cut, as long as one copy is whole', async () => {
      for (let end = copy; end < packed.length; end += 1) {
        await put(`${SESSION}.jsonl.gz`, packed.subarray(0, end));
        // So little of the second copy can not be told from damage to the first one.
        const damaged = end > copy && end < copy + 4 ? 1 : 0;
        assert.deepEqual(await read(), { numbers: allBut(), damaged }, `${String(end)} of ${String(packed.length)}`);
        if (end % 61 === 0) await assertLedgerIsWhole(folders.path);
      }
    });

    it('gives what is left of a copy, and says that it is damaged', async () => {
      for (const end of [copy - 1, copy - 8, copy - 30, Math.floor(copy * 0.8)]) {
        await put(`${SESSION}.jsonl.gz`, packed.subarray(0, end));
        const { numbers, damaged } = await read();
        assert.ok(numbers.length > 0, `nothing came out of ${String(end)} bytes`);
        assert.deepEqual(numbers, allBut().slice(0, numbers.length));
        assert.ok(damaged > 0);
        await assertLedgerIsWhole(folders.path);
      }
    });

    it('gives what either of two damaged copies has', async () => {
      const bytes = Buffer.from(packed);
      bytes.fill(0xff, copy - 40, copy - 20);
      bytes.fill(0xff, packed.length - 12, packed.length - 8);
      await put(`${SESSION}.jsonl.gz`, bytes);
      const { numbers, damaged } = await read();
      assert.ok(numbers.length >= lines.length - 2, `only ${String(numbers.length)} events were left`);
      assert.ok(damaged > 0);
      await assertLedgerIsWhole(folders.path);
    });

    it('is no reason to lose another one, however broken it is', async () => {
      await put(`${sessionOf('b')}.jsonl`, Buffer.from(journalOf(sessionOf('b'), 1)));
      for (const bytes of [Buffer.alloc(0), Buffer.from('x'), Buffer.alloc(500), text, packed.subarray(0, 4)]) {
        await put(`${SESSION}.jsonl.gz`, bytes);
        const { events, damagedLines } = await readAllJournals(join(folders.path, 'journal'));
        assert.deepEqual(events.map(eventId), [`${sessionOf('b')}:0`, `${sessionOf('b')}:1`]);
        assert.equal(damagedLines, 1);
        await assertLedgerIsWhole(folders.path);
      }
    });

    it('and is still being copied here is read again when it has grown', async () => {
      for (const [digit, end] of ['b', 'c', 'd', 'e', 'f'].map(
        (digit, at) => [digit, Math.floor((copy * at) / 4)] as const,
      )) {
        const whole = packJournal(Buffer.from(journalOf(sessionOf(digit), 6)));
        await put(`${sessionOf(digit)}.jsonl.gz`, whole.subarray(0, end));
        const ledger = await openLedger(folders.path);
        await ledger.catchUp();
        await ledger.publish();
        await put(`${sessionOf(digit)}.jsonl.gz`, whole);
        await ledger.catchUp();
        ledger.close();
        const later = await assertLedgerIsWhole(folders.path);
        assert.equal(later.damagedLines, 0);
      }
    });
  });
});
