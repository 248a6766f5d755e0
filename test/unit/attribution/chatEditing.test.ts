import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ClipboardAnswer } from '../../../src/ports/clipboard.ts';
import { ChatModel } from '../../support/chatModel.ts';
import { replay } from '../../support/chatTrace.ts';
import { editFact, textChange } from '../../support/fakes.ts';
import { MARK, recorder, URI } from '../../support/recorder.ts';

const TEXT = 'first line\nsecond line\nthird line\n';
const place = fc.double({ min: 0, max: 1, noNaN: true });

/** Lengths tell who wrote what is recorded: those of chat are even, those of the person odd. */
const byChat = fc.record({
  who: fc.constant('chat' as const),
  place,
  removed: fc.constantFrom(0, 0, 4),
  letters: fc.integer({ min: 1, max: 6 }).map((half) => 2 * half),
  saved: fc.integer({ min: 60, max: 1_800 }),
});
const byPerson = fc.record({
  who: fc.constant('person' as const),
  place,
  removed: fc.constantFrom(0, 0, 3),
  letters: fc.integer({ min: 0, max: 8 }).map((half) => 2 * half + 1),
});
const other = fc.record({ who: fc.constantFrom('open' as const, 'keep' as const, 'undo' as const, 'save' as const) });
const act = fc.record({ act: fc.oneof(byChat, byPerson, byPerson, other), pause: fc.integer({ min: 0, max: 2_500 }) });

type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

function play(acts: readonly Act[]): ChatModel {
  const model = new ChatModel(TEXT);
  for (const [at, { act: one, pause }] of acts.entries()) {
    model.pass(pause);
    if (one.who === 'open') model.open();
    if (one.who === 'keep') model.keepAll();
    if (one.who === 'undo') model.undoAll();
    if (one.who === 'save') model.personSaves();
    if (one.who !== 'chat' && one.who !== 'person') continue;
    const offset = Math.floor(one.place * model.length);
    const removed = Math.min(one.removed, model.length - offset);
    if (one.who === 'chat') model.chatEdits({ offset, removed, text: letterOf(at).repeat(one.letters) }, one.saved);
    else model.personEdits({ offset, removed, text: 'h'.repeat(one.letters) });
  }
  return model;
}

/** A letter of its own for each edit: what replaces itself is not new. */
function letterOf(at: number): string {
  return String.fromCodePoint(0x41 + at);
}

describe('edits by chat and by a person in one file', () => {
  it('are never taken for each other, in whatever order they come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 14 }), async (acts) => {
        const { accepted } = await replay(play(acts).rows, { masked: true });
        for (const { origin, confidence, places } of accepted) {
          if (confidence === 'guess') continue;
          assert.equal(origin, 'agent');
          for (const { characters } of places) assert.equal(characters % 2, 0);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('are all found where the person leaves what chat wrote alone', async () => {
    const apart = fc.array(fc.record({ act: byChat, pause: fc.integer({ min: 300, max: 2_500 }) }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(apart, async (acts) => {
        const { accepted } = await replay(play(acts).rows, { masked: true });
        assert.deepEqual(
          accepted.map(({ confidence, places }) => [confidence, places[0]?.characters]),
          acts.map(({ act: { letters } }) => ['likely', letters]),
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('an edit by chat without reasons', () => {
  const BEFORE = 'a\nb\nc\n';
  const edit = editFact({ changes: [textChange({ line: 1, offset: 2, inserted: 'one(1);\ntwo(2);\n' })] });

  /** A recorder, in a file that chat has opened; its baseline has the text from before. */
  function opened(clipboard?: ClipboardAnswer) {
    const texts = { baseline: BEFORE, file: 'other' };
    const parts = recorder(clipboard, () => texts);
    parts.recorder.warmUp();
    const open = (kind: 'baseline opened' | 'snapshot opened', same: boolean): void => {
      parts.chat.take({ kind, uri: URI, at: parts.time.now(), same, empty: false });
    };
    const save = (silently: boolean): void => {
      parts.chat.take({ kind: 'saved', uri: URI, silently });
    };
    const judged = async (): Promise<string[]> => {
      parts.time.advance(7_000);
      await new Promise((resolve) => setImmediate(resolve));
      parts.time.advance(1_000);
      return parts.accepted.map(({ origin, confidence, signal }) => `${origin} ${confidence} ${signal}`);
    };
    return { ...parts, texts, open, save, judged };
  }

  it('is not a completion because Tab was pressed right after it', async () => {
    const { recorder: subject, open, judged } = opened();
    open('baseline opened', true);
    subject.recordEdit(edit);
    subject.recordSelection(URI, 'unnamed', []);
    subject.recordMark(MARK);
    assert.deepEqual(await judged(), ['agent likely chat-documents']);
  });

  it('is a completion where the baseline has it, too, and its key was pressed', async () => {
    const { recorder: subject, chat, open, judged } = opened();
    open('baseline opened', true);
    subject.recordEdit(edit);
    const entered = { inserted: 'one(1);\ntwo(2);\n', removed: 0 };
    chat.take({ kind: 'baseline changed', uri: URI, edit: entered, isSame: () => true });
    subject.recordMark(MARK);
    assert.deepEqual(await judged(), ['completion certain accept-mark']);
  });

  it('is told by the save that follows where the file was opened long before', async () => {
    for (const [silently, expected] of [
      [true, 'agent likely chat-documents-and-save'],
      [false, 'agent guess chat-hint'],
    ] as const) {
      const { recorder: subject, time, open, save, judged } = opened();
      open('baseline opened', true);
      time.advance(60_000);
      subject.recordEdit(edit);
      time.advance(1_900);
      save(silently);
      assert.deepEqual(await judged(), [expected]);
    }
  });

  it('is nothing where text by chat waits and no save follows, or the clipboard has it', async () => {
    for (const [clipboard, silently, expected] of [
      [{ kind: 'unreadable' }, false, ['agent guess chat-hint']],
      [{ kind: 'text', text: 'one(1);\ntwo(2);\n' }, false, []],
      [{ kind: 'text', text: 'other' }, true, ['agent likely chat-documents-and-save']],
    ] as const) {
      const { recorder: subject, open, save, judged } = opened(clipboard);
      open('baseline opened', false);
      subject.recordEdit(edit);
      save(silently);
      assert.deepEqual(await judged(), expected);
    }
  });

  it('is a paste where the clipboard has it and the caret stands behind it', async () => {
    for (const [text, expected] of [
      ['one(1);\ntwo(2);\n', []],
      ['other', ['agent likely chat-documents']],
    ] as const) {
      const { recorder: subject, open, judged } = opened({ kind: 'text', text });
      open('baseline opened', true);
      subject.recordEdit(edit);
      subject.recordSelection(URI, 'unnamed', [{ line: 3, character: 0 }]);
      assert.deepEqual(await judged(), expected);
    }
  });

  it('is a guess at most where the caret stands at it, and text by chat waits', async () => {
    const { recorder: subject, open, save, judged } = opened();
    open('baseline opened', false);
    subject.recordEdit(edit);
    subject.recordSelection(URI, 'unnamed', [{ line: 3, character: 0 }]);
    save(true);
    assert.deepEqual(await judged(), ['agent guess chat-hint']);
  });

  it('is a reload where the document has no unsaved changes after it', async () => {
    const { recorder: subject, open, judged, counts } = opened();
    open('baseline opened', true);
    subject.recordEdit({ ...edit, clean: true });
    assert.deepEqual(await judged(), []);
    assert.deepEqual(Object.keys(await counts()), ['external']);
  });

  it('is reverted, not deleted, when it is undone before it was judged', async () => {
    const { recorder: subject, texts, open, followUps, judged } = opened();
    open('baseline opened', false);
    open('snapshot opened', false);
    subject.recordEdit(edit);
    texts.file = BEFORE;
    const undone = edit.changes.map((one) => ({ ...one, removed: one.inserted, inserted: '' }));
    subject.recordEdit({ ...edit, changes: undone });
    assert.deepEqual(await judged(), ['agent guess chat-hint']);
    assert.deepEqual(followUps.at(-1), { kind: 'acceptance-state', of: 'id1', state: 'reverted' });
  });
});
