import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readTrace, replay, type Replayed, type TraceRow } from '../../support/chatTrace.ts';

const NAMES = readdirSync(join(import.meta.dirname, 'traces')).map((name) => name.replace('.jsonl', ''));
/** Between what follows at once there are at most some hundred milliseconds in the traces, between acts seconds. */
const AT_ONCE = 400;

/** Ways in which the same can reach an extension host elsewhere. */
const arrivals: Record<string, (rows: readonly TraceRow[]) => readonly TraceRow[]> = {
  'as it was recorded': (rows) => rows,
  'three times as slow': (rows) => rows.map((row) => ({ ...row, at: row.at * 3 })),
  'in bursts after stalls': (rows) => {
    let begun = 0;
    return rows.map((row, at) => {
      if (row.at - (rows[at - 1]?.at ?? 0) > AT_ONCE) begun = row.at;
      return { ...row, at: begun };
    });
  },
  'with selections before their edits': (rows) => {
    const sorted = [...rows];
    for (let at = 1; at < sorted.length; at += 1) {
      const [before, row] = [sorted[at - 1], sorted[at]];
      if (before?.is !== 'change' || row?.is !== 'select') continue;
      sorted[at - 1] = { ...row, at: before.at };
      sorted[at] = { ...before, at: row.at };
    }
    return sorted;
  },
};

interface Written {
  readonly origin: string;
  readonly name: string;
  readonly places: unknown;
  readonly state: string;
}

function byAgent({ accepted }: Replayed, confidences: readonly string[]): Written[] {
  const ones = accepted.filter(({ origin, confidence }) => origin === 'agent' && confidences.includes(confidence));
  return ones.map(({ origin, name, places, state }) => ({ origin, name, places, state }));
}

function charactersOf(written: readonly Written[]): number {
  const places = written.flatMap((one) => one.places as { characters: number }[]);
  return places.reduce((sum, { characters }) => sum + characters, 0);
}

describe('edits by chat, as they were recorded in a real VS Code', () => {
  for (const name of NAMES) {
    for (const [how, arrive] of Object.entries(arrivals)) {
      it(`are told without the editor's reasons as with them: ${name}, ${how}`, async () => {
        const rows = arrive(readTrace(name));
        const truth = byAgent(await replay(rows, { masked: false }), ['certain']);
        const found = await replay(rows, { masked: true });
        assert.deepEqual(byAgent(found, ['likely']), truth);
        // What a person did is a guess at most, and never one of an agent.
        const others = found.accepted.filter(({ origin }) => origin !== 'agent');
        assert.ok(others.every(({ confidence }) => confidence === 'guess'));
        assert.deepEqual(byAgent(found, ['certain', 'guess']), []);
      });
    }
  }

  it('are never more than they are where the copies before each edit are not seen', async () => {
    let [written, found] = [0, 0];
    for (const name of NAMES) {
      const rows = readTrace(name).filter((row) => row.is !== 'open' || row.doc !== 'snapshot');
      const truth = byAgent(await replay(rows, { masked: false }), ['certain']);
      const likely = byAgent(await replay(rows, { masked: true }), ['likely']);
      for (const one of likely) assert.ok(truth.some(({ places }) => isSame(places, one.places)));
      written += charactersOf(truth);
      found += charactersOf(likely);
    }
    assert.ok(found / written > 0.75, `${String(found)} of ${String(written)} characters`);
  });

  it('are nothing that anybody is sure of where the baseline is not seen', async () => {
    for (const name of NAMES) {
      const rows = readTrace(name).filter((row) => !('doc' in row) || row.doc === 'file');
      const { accepted } = await replay(rows, { masked: true });
      assert.ok(accepted.every(({ confidence }) => confidence === 'guess'));
    }
  });
});

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

describe('what becomes of an edit by chat', () => {
  const states: readonly (readonly [string, readonly string[]])[] = [
    ['keepAndTypeOn', ['kept']],
    ['undoAll', ['reverted']],
    ['undoAndKeepOfAPart', ['reverted', 'kept']],
    ['undoAndRedoByKey', ['kept']],
    ['checkpointRestored', ['kept', 'reverted', 'reverted']],
    ['inlineChat', ['kept', 'reverted']],
    ['formattedOnSave', ['kept', 'kept']],
    ['typingAndPastingWhileEditsArePending', ['reverted', 'reverted']],
  ];
  for (const masked of [false, true]) {
    for (const [name, expected] of states) {
      it(`is ${expected.join(' and ')}: ${name}, ${masked ? 'without' : 'with'} the editor's reasons`, async () => {
        const written = byAgent(await replay(readTrace(name), { masked }), ['certain', 'likely']);
        assert.deepEqual(
          written.map(({ state }) => state),
          expected,
        );
      });
    }

    it(`is reverted when the making of its file is undone, ${masked ? 'without' : 'with'} reasons`, async () => {
      const rows = readTrace('createdFiles').filter((row) => !('name' in row) || row.name === 'made.ts');
      const at = 60_000;
      const closes: TraceRow[] = [
        { at, is: 'close', doc: 'baseline', name: 'made.ts' },
        { at, is: 'close', doc: 'file', name: 'made.ts' },
      ];
      for (const rest of [closes, closes.toReversed()]) {
        const written = byAgent(await replay([...rows, ...rest], { masked }), ['certain', 'likely']);
        assert.deepEqual(
          written.map(({ state }) => state),
          ['reverted'],
        );
      }
    });
  }

  it('is kept when the editor of a file that chat made is closed after Keep', async () => {
    const made: TraceRow[] = readTrace('createdFiles').filter((row) => !('name' in row) || row.name === 'made.ts');
    const text = 'export function made(): number {\n  return 8;\n}\n';
    const rows: TraceRow[] = [
      ...made,
      {
        ...{ at: 60_000, is: 'change', doc: 'baseline', name: 'made.ts', dirty: false },
        changes: [{ range: [0, 0, 0, 0], offset: 0, length: 0, text }],
      },
      { at: 60_010, is: 'close', doc: 'baseline', name: 'made.ts' },
      { at: 60_010, is: 'close', doc: 'file', name: 'made.ts' },
    ];
    const written = byAgent(await replay(rows, { masked: true }), ['likely']);
    assert.deepEqual(
      written.map(({ state }) => state),
      ['kept'],
    );
  });
});
