import assert from 'node:assert/strict';
import type { EditSource } from '../../../src/domain/attribution/editFact.ts';
import { editFact, textChange } from '../../support/fakes.ts';
import { MARK, recorder, URI } from '../../support/recorder.ts';

describe('a change without a mark', () => {
  const pasted = editFact({ changes: [textChange({ inserted: 'const a = 1;\nconst b = 2;' })] });
  const behind = [{ line: 1, character: 12 }];

  it('that equals the clipboard is pasted', async () => {
    const {
      recorder: subject,
      accepted,
      counts,
    } = recorder({ kind: 'text', text: 'const a = 1;\r\nconst b = 2;\r\n' });
    subject.recordEdit(pasted);
    subject.recordSelection(URI, 'unnamed', behind);
    assert.deepEqual(await counts(), { pasted: { edits: 1, inserted: 25, removed: 0 } });
    assert.deepEqual(accepted, []);
  });

  for (const kind of ['unreadable', 'text'] as const) {
    it(`that has the shape of a completion is a guess, the clipboard being ${kind === 'text' ? 'other' : kind}`, async () => {
      const { recorder: subject, accepted, counts } = recorder(kind === 'text' ? { kind, text: 'other' } : { kind });
      subject.recordEdit(pasted);
      subject.recordSelection(URI, 'unnamed', behind);
      assert.deepEqual(await counts(), {});
      assert.deepEqual([accepted[0]?.confidence, accepted[0]?.signal], ['guess', 'shape']);
    });
  }

  it('is unknown when the person does not want the comparison', async () => {
    const { recorder: subject, accepted, counts } = recorder({ kind: 'off' });
    subject.recordEdit(pasted);
    subject.recordSelection(URI, 'unnamed', behind);
    assert.deepEqual(Object.keys(await counts()), ['unknown']);
    assert.deepEqual(accepted, []);
  });

  it('that moves on to a placeholder is a snippet, not a guess', async () => {
    const { recorder: subject, accepted, counts } = recorder();
    subject.recordEdit(pasted);
    subject.recordSelection(URI, 'unnamed', behind);
    subject.recordSelection(URI, 'unnamed', []);
    assert.deepEqual(Object.keys(await counts()), ['unknown']);
    assert.deepEqual(accepted, []);
  });

  it('is counted once, by what the editor says where it says it', async () => {
    const { recorder: subject, counts } = recorder();
    for (const [name, detail] of [
      ['cursor', 'type'],
      ['cursor', 'type'],
      ['cursor', 'paste'],
      ['suggest', ''],
      ['reloadFromDisk', ''],
      ['unknown', ''],
      ['Chat.undoEdits', ''],
    ] as const) {
      subject.recordEdit(
        editFact({
          changes: [textChange({ inserted: 'ab', removed: 'c' })],
          source: { name, detail, extensionId: undefined },
        }),
      );
    }
    subject.recordEdit(editFact({ changes: [textChange({ inserted: 'ab' })], history: 'undo' }));
    const one = { edits: 1, inserted: 2, removed: 1 };
    assert.deepEqual(await counts(), {
      typed: { edits: 2, inserted: 4, removed: 2 },
      pasted: one,
      tool: one,
      external: one,
      unknown: one,
      restored: { edits: 2, inserted: 4, removed: 1 },
    });
  });

  it('is counted at most once a minute for a file', () => {
    const { recorder: subject, counted, time } = recorder();
    const source: EditSource = { name: 'cursor', detail: 'type', extensionId: undefined };
    for (let second = 0; second < 150; second += 1) {
      subject.recordEdit(editFact({ source }));
      time.advance(1_000);
    }
    assert.deepEqual(
      counted.map(({ counts: { typed } }) => typed?.edits),
      [60, 60],
    );
  });
});

describe('a single name, where the suggestion list is grey text too', () => {
  it('is a guess by its mark', () => {
    const { recorder: subject, accepted } = recorder();
    subject.recordEdit(editFact({ changes: [textChange({ removed: 'toS', inserted: 'toString()' })] }));
    subject.recordMark({ ...MARK, listIsGreyText: true });
    subject.recordEdit(editFact());
    subject.recordMark({ ...MARK, listIsGreyText: true });
    assert.deepEqual(
      accepted.map(({ confidence, signal }) => [confidence, signal]),
      [
        ['guess', 'accept-mark-or-list'],
        ['certain', 'accept-mark'],
      ],
    );
  });
});
