import assert from 'node:assert/strict';
import { EditComparison } from '../../../src/domain/attribution/editComparison.ts';
import type { EditFact, TextChange } from '../../../src/domain/attribution/editFact.ts';
import type { ClipboardAnswer } from '../../../src/ports/clipboard.ts';
import { editFact, textChange } from '../../support/fakes.ts';
import { ACCEPT, MARK, recorder, URI } from '../../support/recorder.ts';

const LINE = 'const accepted = compute(first, second);';
const AI_LINE = { name: 'cursor', detail: 'type', extensionId: undefined };

/** A window with a recorder, and documents that change as an editor changes them. */
function windowWith(clipboard?: ClipboardAnswer | Promise<ClipboardAnswer>) {
  const made = recorder(clipboard);
  const { provenance, open, time } = made;
  const edit = (change: Partial<TextChange>, fact: Partial<EditFact> = {}): void => {
    const uri = fact.uri ?? URI;
    const text = (open.get(uri) ?? ['']).join('\n');
    const { offset = 0, removed = '', inserted = '' } = change;
    open.set(uri, (text.slice(0, offset) + inserted + text.slice(offset + removed.length)).split('\n'));
    made.recorder.recordEdit(editFact({ ...fact, changes: [textChange(change)] }));
  };
  /** Everything is decided, the clipboard has been read. */
  const settle = async (): Promise<void> => {
    time.advance(1_600);
    await new Promise((resolve) => setImmediate(resolve));
    time.advance(300);
  };
  const origins = (uri = URI): string[] => provenance.lineOrigins(uri).map((line) => line?.origin ?? '-');
  return { ...made, edit, settle, origins };
}

describe('keeping provenance', () => {
  it('knows what the editor itself tells at once, with the acceptance', () => {
    const { edit, provenance, accepted } = windowWith();
    edit({ inserted: LINE }, { source: ACCEPT });
    assert.equal(accepted.length, 1);
    assert.deepEqual(provenance.lineOrigins(URI), [
      { origin: 'completion', confidence: 'certain', evidence: 'editor-reason', acceptance: 'id1' },
    ]);
  });

  it('knows a completion by its mark, and keys by what moved the caret, also when they come between', async () => {
    const { edit, recorder: subject, origins, settle } = windowWith();
    edit({ inserted: `${LINE}\n` });
    subject.recordSelection(URI, 'unnamed', []);
    for (const inserted of ['c', 'b', 'a']) {
      edit({ offset: LINE.length + 1, inserted });
      subject.recordSelection(URI, 'keyboard', []);
    }
    assert.deepEqual(origins(), ['unknown', 'unknown']);
    subject.recordMark(MARK);
    assert.deepEqual(origins(), ['completion', 'unknown']);
    await settle();
    assert.deepEqual(origins(), ['completion', 'typed']);
  });

  it('follows what the engineer says of an acceptance, and the taking back of it', () => {
    const { edit, provenance, origins } = windowWith();
    edit({ inserted: LINE }, { source: ACCEPT });
    provenance.corrected('id1', 'typed');
    assert.deepEqual(origins(), ['typed']);
    provenance.corrected('id1', undefined);
    assert.deepEqual(origins(), ['completion']);
    provenance.corrected('another', 'typed');
    assert.deepEqual(origins(), ['completion']);
  });

  it('gives all parts of a completion one id', () => {
    const { edit, provenance, recorder: subject } = windowWith();
    for (const [offset, inserted] of [
      [0, 'first '],
      [6, 'second'],
    ] as const) {
      edit({ offset, inserted, character: offset });
      subject.recordSelection(URI, 'unnamed', []);
      subject.recordMark({ ...MARK, part: 'part' });
    }
    assert.deepEqual(
      provenance.lineOrigins(URI).map((line) => line?.acceptance),
      ['id1'],
    );
    assert.equal(provenance.lineOrigins(URI)[0]?.origin, 'completion');
  });

  it('says unknown of a guess, with its id, and pasted of what the clipboard held', async () => {
    const guess = windowWith({ kind: 'text', text: 'something else' });
    guess.edit({ inserted: LINE });
    guess.recorder.recordSelection(URI, 'unnamed', [{ line: 0, character: LINE.length }]);
    await guess.settle();
    assert.deepEqual(guess.provenance.lineOrigins(URI), [
      { origin: 'unknown', confidence: 'guess', evidence: 'shape', acceptance: 'id1' },
    ]);
    const paste = windowWith({ kind: 'text', text: LINE });
    paste.edit({ inserted: LINE });
    await paste.settle();
    assert.deepEqual(paste.provenance.lineOrigins(URI), [
      { origin: 'pasted', confidence: 'likely', evidence: 'clipboard', acceptance: undefined },
    ]);
  });

  it('knows a line of a completion in another document again when it is pasted there', async () => {
    const other = 'file:///project/other.ts';
    const { edit, settle, origins } = windowWith({ kind: 'text', text: LINE });
    edit({ inserted: `${LINE}\n` }, { source: ACCEPT });
    edit({ inserted: `  ${LINE}` }, { uri: other });
    await settle();
    assert.deepEqual(origins(other), ['completion']);
  });

  it('does not know a line again that somebody has typed, too', async () => {
    const other = 'file:///project/other.ts';
    const { edit, settle, origins } = windowWith({ kind: 'text', text: LINE });
    edit({ inserted: `${LINE}\n` }, { source: ACCEPT });
    edit({ offset: LINE.length + 1, inserted: LINE }, { source: AI_LINE });
    edit({ inserted: LINE }, { uri: other });
    await settle();
    assert.deepEqual(origins(other), ['pasted']);
  });

  it('brings an undone completion back with the redo', () => {
    const { edit, origins } = windowWith();
    edit({ inserted: LINE }, { source: ACCEPT });
    edit({ removed: LINE }, { history: 'undo' });
    assert.deepEqual(origins(), ['-']);
    edit({ inserted: LINE }, { history: 'redo' });
    assert.deepEqual(origins(), ['completion']);
  });

  it('tells once of many changes', async () => {
    const { edit, settle, provenance } = windowWith();
    const told: string[][] = [];
    provenance.onDidChange((uris) => told.push([...uris]));
    edit({ inserted: LINE }, { source: ACCEPT });
    edit({ inserted: 'x' }, { source: AI_LINE });
    await settle();
    assert.deepEqual(told, [[URI]]);
  });

  it('forgets a document that is closed or not recorded any more, and all when nothing is recorded', async () => {
    const { edit, origins, recorder: subject } = windowWith();
    edit({ inserted: LINE }, { source: ACCEPT });
    subject.forgetDocument(URI);
    assert.deepEqual(origins(), []);
    edit({ inserted: `${LINE}\n` }, { source: ACCEPT });
    assert.deepEqual(origins(), ['completion', '-'], 'what was there before is unseen');
    await subject.letGo();
    assert.deepEqual(origins(), []);
  });

  it('loses a document rather than the recording when it fails', () => {
    const { edit, origins, provenance, errors } = windowWith();
    edit({ inserted: LINE }, { source: ACCEPT });
    const fact = editFact({ changes: [textChange({ inserted: 'x' })] });
    const comparison = new EditComparison(fact.changes);
    comparison.keptBy = () => {
      throw new Error('Broken.');
    };
    const removing = { ...fact, changes: [textChange({ removed: 'c' })] };
    const nothing = { texts: [], chat: undefined, selection: undefined };
    const change = { key: 'k', at: 0, comparison, ...nothing, caretBehind: false, caretAtText: false, dirtied: false };
    provenance.edited({ ...change, fact: removing, state: 'open' });
    assert.deepEqual(origins(), []);
    assert.equal(errors.length, 1);
  });
});
