import assert from 'node:assert/strict';
import type { Origin } from '../../../src/domain/attribution/origin.ts';
import { ACCEPTANCE, type AcceptanceRecorded } from '../../../src/domain/events/acceptanceRecorded.ts';
import { EDITS_COUNTED, type OriginCount } from '../../../src/domain/events/editsCounted.ts';
import { joinEdits, type RecordedEvent, type TrueEdit } from '../../support/recordedEdits.ts';
import type { TrueAuthor } from '../../support/trueAuthor.ts';

function edits(by: TrueAuthor, ...lengths: number[]): TrueEdit[] {
  return lengths.map((inserted) => ({ by, at: 1, inserted, source: '' }));
}

function counted(
  lengths: Readonly<Partial<Record<Origin, readonly [edits: number, inserted: number]>>>,
): RecordedEvent {
  const counts: Partial<Record<Origin, OriginCount>> = {};
  for (const [origin, [edits, inserted]] of Object.entries(lengths)) {
    counts[origin as Origin] = { edits, inserted, removed: 0 };
  }
  return { id: 'count', t: 3, k: EDITS_COUNTED, p: { uri: 'file:///a.ts', language: 'typescript', counts } };
}

function accepted(confidence: AcceptanceRecorded['confidence']): RecordedEvent {
  const signal = 'accept-mark';
  const p: AcceptanceRecorded = {
    ...{ uri: 'file:///a.ts', language: 'typescript', origin: 'completion', confidence, signal, places: [] },
  };
  return { id: 'acceptance', t: 2, k: ACCEPTANCE, p };
}

function joined(all: readonly TrueEdit[], ...recorded: RecordedEvent[]): string[] {
  return joinEdits(all, recorded).map(({ by, said }) => `${by}: ${said.origin}, ${said.confidence}`);
}

describe('what was recorded of the edits of a document', () => {
  it('is told apart by how many they were and how long', () => {
    const all = [...edits('typed', 1, 1), ...edits('tool', 12), ...edits('completion by key', 30)];
    assert.deepEqual(joined(all, counted({ typed: [2, 2], unknown: [1, 12] }), accepted('certain')), [
      'typed: typed, certain',
      'typed: typed, certain',
      'tool: unknown, certain',
      'completion by key: completion, certain',
    ]);
  });

  it('tells who is called somebody else, also by one key of many', () => {
    assert.deepEqual(joined(edits('typed', 1, 1, 2), counted({ typed: [1, 1], unknown: [1, 2], tool: [1, 1] })), [
      'typed: typed, certain',
      'typed: tool, certain',
      'typed: unknown, certain',
    ]);
  });

  it('is right where edits of one length could change places, and leaves out what only deletes', () => {
    const all = [...edits('typed', 1, 0), ...edits('external', 1)];
    assert.deepEqual(joined(all, counted({ typed: [1, 1], external: [2, 1] })), [
      'typed: typed, certain',
      'external: external, certain',
    ]);
  });

  it('is no acceptance where it was written before the edit', () => {
    const undone = edits('restored', 9).map((edit) => ({ ...edit, at: 3 }));
    const all = [...edits('completion by key', 9), ...undone];
    assert.deepEqual(joined(all, counted({ restored: [1, 9] }), accepted('certain')), [
      'completion by key: completion, certain',
      'restored: restored, certain',
    ]);
  });

  it('is not told where it fits in no way, or where it is open which of the edits is called AI', () => {
    assert.throws(() => joined(edits('typed', 1), counted({ typed: [1, 2] })));
    const all = [...edits('typed', 9), ...edits('completion by key', 9)];
    assert.throws(() => joined(all, counted({ typed: [1, 9] }), accepted('certain')));
    assert.throws(() => joined(edits('pasted', 9, 8), accepted('certain'), accepted('guess')));
  });
});
