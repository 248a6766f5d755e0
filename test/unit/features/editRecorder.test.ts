import assert from 'node:assert/strict';
import type { EditRecorder } from '../../../src/features/record-edits/editRecorder.ts';
import type { ClipboardAnswer } from '../../../src/ports/clipboard.ts';
import { editFact, textChange } from '../../support/fakes.ts';
import { ACCEPT, MARK, recorder, URI } from '../../support/recorder.ts';

function typed(text: string): ReturnType<typeof editFact> {
  return editFact({ changes: [textChange({ inserted: text })] });
}

describe('recording with the reason of the editor', () => {
  it('records an accepted completion once, as certain, with its provider', () => {
    const { recorder: subject, accepted } = recorder();
    subject.recordEdit(editFact({ source: ACCEPT }));
    subject.recordMark(MARK);
    assert.equal(accepted.length, 1);
    assert.equal(accepted[0]?.confidence, 'certain');
    assert.equal(accepted[0].signal, 'editor-reason');
    assert.equal(accepted[0].provider, 'some.provider');
    assert.deepEqual(accepted[0].places, [{ line: 0, lines: 3, characters: 25 }]);
  });

  it('does not record the built-in list shown as grey text, which names no extension', () => {
    const { recorder: subject, accepted } = recorder();
    subject.recordEdit(editFact({ source: { name: 'inlineCompletionAccept', detail: '', extensionId: undefined } }));
    subject.recordMark(MARK);
    assert.deepEqual(accepted, []);
  });

  for (const name of ['cursor', 'suggest', 'snippet', 'unknown', 'reloadFromDisk', 'applyEdits']) {
    it(`does not record "${name}", whatever mark follows`, () => {
      const { recorder: subject, accepted } = recorder();
      subject.recordEdit(editFact({ source: { name, detail: '', extensionId: undefined } }));
      subject.recordMark(MARK);
      assert.deepEqual(accepted, []);
    });
  }
});

describe('recording with the accept mark', () => {
  it('records the change that the mark follows, as certain', () => {
    const { recorder: subject, accepted } = recorder();
    subject.recordEdit(editFact());
    subject.recordSelection(URI, 'unnamed', []);
    subject.recordMark(MARK);
    assert.equal(accepted.length, 1);
    assert.equal(accepted[0]?.confidence, 'certain');
    assert.equal(accepted[0].signal, 'accept-mark');
  });

  it('records one acceptance for one change, however many marks follow', () => {
    const { recorder: subject, accepted } = recorder();
    subject.recordEdit(editFact());
    subject.recordMark(MARK);
    subject.recordMark(MARK);
    assert.equal(accepted.length, 1);
  });

  it('looks back over keystrokes that came before the mark', () => {
    const { recorder: subject, accepted } = recorder();
    subject.recordEdit(editFact());
    for (const key of ['/', '/', 'q', '()', '\n    ']) {
      subject.recordEdit(typed(key));
      subject.recordSelection(URI, 'keyboard', []);
    }
    subject.recordMark(MARK);
    assert.equal(accepted[0]?.places[0]?.characters, 25);
  });

  it('waits longer for the first mark of a session than for later ones', () => {
    const { recorder: subject, accepted, time } = recorder();
    subject.recordEdit(editFact());
    time.advance(1_400);
    subject.recordMark(MARK);
    assert.equal(accepted.length, 1);
    subject.recordEdit(editFact());
    time.advance(400);
    subject.recordMark(MARK);
    assert.equal(accepted.length, 1);
  });

  it('never adopts a paste that came 400 ms before, once the command is warm', () => {
    const { recorder: subject, accepted, time } = recorder();
    subject.warmUp();
    subject.recordEdit(editFact());
    time.advance(400);
    subject.recordMark(MARK);
    assert.deepEqual(accepted, []);
  });

  it('never adopts a change of before a hang, which nobody has looked at since', () => {
    const { recorder: subject, accepted, time } = recorder();
    subject.warmUp();
    subject.recordEdit(editFact());
    time.jumpTo(time.now() + 1_500);
    subject.recordMark(MARK);
    assert.deepEqual(accepted, []);
  });

  const notAdopted: [string, (subject: EditRecorder) => void][] = [
    ['no change at all', () => undefined],
    [
      'typed characters',
      (subject) => {
        subject.recordEdit(typed('x'));
      },
    ],
    [
      'an automatic pair',
      (subject) => {
        subject.recordEdit(typed('()'));
      },
    ],
    [
      'a one-line paste',
      (subject) => {
        subject.recordEdit(typed('pasted text'));
        subject.recordSelection(URI, 'keyboard', []);
      },
    ],
    [
      'an undo',
      (subject) => {
        subject.recordEdit(editFact({ history: 'undo' }));
      },
    ],
    [
      'a redo',
      (subject) => {
        subject.recordEdit(editFact({ history: 'redo' }));
      },
    ],
    [
      'a change of another document',
      (subject) => {
        subject.recordEdit(editFact({ uri: 'file:///project/other.ts' }));
      },
    ],
    [
      'white space',
      (subject) => {
        subject.recordEdit(typed('\n\n\t\t'));
      },
    ],
    [
      'a deletion',
      (subject) => {
        subject.recordEdit(editFact({ changes: [textChange({ removed: 'gone for good' })] }));
      },
    ],
  ];
  for (const [what, before] of notAdopted) {
    it(`adopts nothing after ${what}`, () => {
      const { recorder: subject, accepted } = recorder();
      before(subject);
      subject.recordMark(MARK);
      assert.deepEqual(accepted, []);
    });
  }

  it('does not reach past an undo to an older change', () => {
    const { recorder: subject, accepted } = recorder();
    subject.recordEdit(editFact());
    subject.recordEdit(editFact({ history: 'undo' }));
    subject.recordMark(MARK);
    assert.deepEqual(accepted, []);
  });

  it('keeps a bounded number of changes and no timers for documents that are closed', () => {
    const { recorder: subject, accepted, time } = recorder();
    for (let i = 0; i < 1_000; i += 1) subject.recordEdit(editFact());
    subject.forgetDocument(URI);
    subject.recordMark(MARK);
    assert.deepEqual(accepted, []);
    time.advance(10_000);
    assert.equal(time.pending, 0);
  });
});

describe('an edit about which the clipboard is being asked', () => {
  const PASTED = 'one();\ntwo();\n';

  for (const how of ['its document is closed', 'everything is let go'] as const) {
    it(`is counted as soon as that is known, when ${how} meanwhile`, async () => {
      let answer: (clipboard: ClipboardAnswer) => void = () => undefined;
      const { recorder: subject, counted, time } = recorder(new Promise((resolve) => (answer = resolve)));
      subject.recordEdit(editFact({ changes: [textChange({ inserted: PASTED })] }));
      time.advance(2_000);
      assert.equal(counted.length, 0);
      const gone = how === 'everything is let go' ? subject.letGo() : undefined;
      if (how === 'its document is closed') subject.forgetDocument(URI);
      answer({ kind: 'text', text: PASTED });
      await gone;
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(Object.keys(counted[0]?.counts ?? {}), ['pasted']);
      assert.equal(time.pending, 0);
    });
  }
});

describe('dropping', () => {
  it('records nothing of what is held, not even what the clipboard is still asked about', async () => {
    const pasted = 'one();\ntwo();\n';
    let answer: (clipboard: ClipboardAnswer) => void = () => undefined;
    const parts = recorder(new Promise((resolve) => (answer = resolve)));
    const { recorder: subject, accepted, followUps, counted, time, follower } = parts;
    subject.recordEdit(editFact({ source: ACCEPT }));
    subject.recordEdit(typed('x'));
    subject.recordEdit(editFact({ changes: [textChange({ inserted: pasted })] }));
    time.advance(2_000);
    subject.recordEdit(typed('y'));
    const gone = subject.drop();
    answer({ kind: 'text', text: pasted });
    await gone;
    follower.committed('file:///project');
    time.advance(3_600_000);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([accepted.length, followUps, counted, time.pending], [1, [], [], 0]);
  });
});

describe('letting go', () => {
  it('records what is known, once, and follows nothing any more', async () => {
    const { recorder: subject, accepted, followUps, counted, time, follower } = recorder({ kind: 'off' });
    subject.recordEdit(editFact({ source: ACCEPT }));
    subject.recordEdit(typed('x'));
    subject.recordEdit(editFact({ changes: [textChange({ inserted: 'one();\ntwo();\n' })] }));
    await subject.letGo();
    assert.equal(accepted.length, 1);
    assert.deepEqual(Object.keys(counted[0]?.counts ?? {}), ['typed']);
    assert.deepEqual(Object.keys(counted[1]?.counts ?? {}), ['unknown']);
    assert.equal(time.pending, 0);
    subject.recordMark(MARK);
    follower.committed('file:///project');
    time.advance(3_600_000);
    assert.deepEqual([accepted.length, followUps, counted.length], [1, [], 2]);
  });
});
