import assert from 'node:assert/strict';
import type { EditSource } from '../../../src/domain/attribution/editFact.ts';
import { editFact, textChange } from '../../support/fakes.ts';
import { ACCEPT, MARK, recorder, URI } from '../../support/recorder.ts';

const WORD: EditSource = { name: 'inlineCompletionPartialAccept', detail: '', extensionId: 'some.provider' };

/** A completion that is accepted word by word and then as a whole, which sends again what is there. */
function parts(source?: EditSource, last?: EditSource) {
  const at = (offset: number, inserted: string, from?: EditSource, removed = '') =>
    editFact({ changes: [textChange({ offset, character: offset, removed, inserted })], source: from });
  return [at(0, 'return', source), at(6, ' a', source), at(0, 'return a + b;\n}', last, 'return a')];
}

describe('a completion accepted in parts', () => {
  const whole = [{ line: 0, lines: 2, characters: 15 }];

  it('is one acceptance that grows, where the editor tells of parts', () => {
    const { recorder: subject, accepted, followUps } = recorder();
    for (const fact of parts(WORD, ACCEPT)) subject.recordEdit(fact);
    assert.deepEqual(
      accepted.map(({ places }) => places),
      [[{ line: 0, lines: 1, characters: 6 }]],
    );
    assert.deepEqual(followUps.at(-1), { kind: 'acceptance-grown', of: 'id1', places: whole });
    assert.equal(followUps.length, 2);
  });

  it('is one acceptance that grows, where only marks tell', () => {
    const { recorder: subject, accepted, followUps } = recorder();
    parts().forEach((fact, index) => {
      subject.recordEdit(fact);
      subject.recordSelection(URI, 'unnamed', []);
      subject.recordMark({ ...MARK, part: index < 2 ? 'part' : 'whole' });
    });
    assert.equal(accepted.length, 1);
    assert.deepEqual(followUps.at(-1), { kind: 'acceptance-grown', of: 'id1', places: whole });
  });

  it('takes a part of a single character from its mark, and a typed one from nobody', () => {
    const { recorder: subject, accepted } = recorder();
    subject.recordEdit(editFact({ changes: [textChange({ inserted: ';' })] }));
    subject.recordSelection(URI, 'keyboard', []);
    subject.recordMark({ ...MARK, part: 'part' });
    assert.equal(accepted.length, 0);
    subject.recordEdit(editFact({ changes: [textChange({ inserted: ';', offset: 1 })] }));
    subject.recordSelection(URI, 'unnamed', []);
    subject.recordMark({ ...MARK, part: 'part' });
    assert.equal(accepted.length, 1);
  });

  it('ends when ten seconds pass, when it is whole, and when text comes between', () => {
    const { recorder: subject, accepted, time } = recorder();
    const at = (offset: number, source: EditSource) =>
      editFact({ changes: [textChange({ offset, inserted: 'word' })], source });
    subject.recordEdit(at(0, WORD));
    time.advance(11_000);
    subject.recordEdit(at(4, WORD));
    assert.equal(accepted.length, 2);
    subject.recordEdit(at(8, ACCEPT));
    subject.recordEdit(at(12, ACCEPT));
    assert.equal(accepted.length, 3);
    subject.recordEdit(at(40, WORD));
    subject.recordEdit(at(50, WORD));
    assert.equal(accepted.length, 5);
  });
});

describe('what becomes of an acceptance', () => {
  const INSERTED = 'a, b) {\n  return a + b;\n}';
  const undo = editFact({ changes: [textChange({ removed: INSERTED })], history: 'undo' });
  const redo = editFact({ changes: [textChange({ inserted: INSERTED })], history: 'redo' });

  function accept() {
    const set = recorder();
    set.recorder.recordEdit(editFact({ source: ACCEPT }));
    const states = () => set.followUps.flatMap((one) => (one.kind === 'acceptance-state' ? [one.state] : []));
    return { ...set, states };
  }

  it('is that undo reverts it and redo keeps it: one acceptance all along', () => {
    const { recorder: subject, accepted, states, time } = accept();
    for (const fact of [undo, redo, undo]) {
      subject.recordEdit(fact);
      time.advance(300);
    }
    assert.deepEqual(states(), ['reverted', 'kept', 'reverted']);
    assert.equal(accepted.length, 1);
  });

  it('is that deleting it is told from undoing it', () => {
    const { recorder: subject, states, time } = accept();
    subject.recordEdit(editFact({ changes: [textChange({ removed: INSERTED })] }));
    time.advance(300);
    assert.deepEqual(states(), ['deleted']);
  });

  it('is said once for what flickers', () => {
    const { recorder: subject, states, time } = accept();
    for (const fact of [undo, redo, undo, redo]) subject.recordEdit(fact);
    time.advance(1_000);
    assert.deepEqual(states(), []);
  });

  it('leaves where it stands known, and that nothing is left of it', () => {
    const { recorder: subject, follower } = accept();
    assert.deepEqual([...follower.startsIn(URI)], [['id1', 0]]);
    subject.recordEdit(editFact({ changes: [textChange({ inserted: '// above\n' })] }));
    assert.deepEqual([...follower.startsIn(URI)], [['id1', 9]]);
    subject.recordEdit(editFact({ changes: [textChange({ offset: 9, removed: INSERTED })] }));
    assert.deepEqual([...follower.startsIn(URI)], [['id1', undefined]]);
    assert.deepEqual([...follower.startsIn('file:///other.ts')], []);
  });

  it('is measured at each checkpoint and at the first commit', () => {
    const { recorder: subject, followUps, time, follower } = accept();
    subject.recordEdit(editFact({ changes: [textChange({ offset: 8, removed: '  return a + b;\n' })] }));
    time.advance(30_000);
    follower.committed('file:///other');
    follower.committed('file:///project');
    follower.committed('file:///project');
    time.advance(15 * 60_000);
    const survival = followUps.flatMap((one) => (one.kind === 'acceptance-survival' ? [[one.at, one.share]] : []));
    const share = 6 / 16;
    assert.deepEqual(
      survival,
      ['30s', 'commit', '2min', '5min', '10min', '15min'].map((at) => [at, share]),
    );
  });

  it('is not followed after its document is closed', () => {
    const { recorder: subject, followUps, time } = accept();
    subject.forgetDocument(URI);
    time.advance(20 * 60_000);
    assert.deepEqual(followUps, []);
    assert.equal(time.pending, 0);
  });
});
