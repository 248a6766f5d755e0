import assert from 'node:assert/strict';
import { answered, LineJournals, lineWindow } from '../../support/lineWindow.ts';
import { URI } from '../../support/recorder.ts';

const LINE = 'const accepted = compute(first, second);';
const TYPED = { name: 'cursor', detail: 'type', extensionId: undefined };
const RELOAD = { name: 'reloadFromDisk', detail: '', extensionId: undefined };
const OTHER = 'file:///project/src/other.ts';

describe('writing down who wrote lines', () => {
  it('is done some seconds after something is new, then at most once a minute', async () => {
    const window = lineWindow();
    window.openFile('before();\n');
    window.edit({ inserted: 'mine();\n' }, { source: TYPED });
    await window.pass(2_500);
    assert.deepEqual(window.journals.events, []);
    await window.pass(1_000);
    assert.deepEqual(window.journals.told(), { 'mine();': 'typed' });
    window.edit({ inserted: 'also.mine();\n' }, { source: TYPED });
    await window.pass(30_000);
    assert.equal(window.journals.events.length, 1);
    await window.pass(31_000);
    assert.deepEqual(window.journals.told(), { 'mine();': 'typed', 'also.mine();': 'typed' });
    await window.pass(300_000);
    assert.equal(window.journals.events.length, 2);
  });

  it('is not done for a document in which nobody has written', async () => {
    const window = lineWindow();
    window.openFile('before();\n');
    window.edit({ removed: 'before();' }, { source: TYPED });
    await window.pass(5_000);
    window.closeFile();
    await window.pass(5_000);
    assert.deepEqual(window.journals.events, []);
  });

  it('leaves out what is not decided, and writes it once it is', async () => {
    const window = lineWindow();
    window.openFile('');
    window.edit({ inserted: 'mine();\n' }, { source: TYPED });
    await window.pass(2_900);
    window.edit({ offset: 8, inserted: LINE });
    await window.pass(300);
    assert.deepEqual(window.journals.told(), { 'mine();': 'typed' });
    await window.pass(61_000);
    assert.deepEqual(Object.keys(window.journals.told()), ['mine();', LINE]);
  });

  it('is done sooner when a document is saved, but not with each save', async () => {
    const window = lineWindow();
    window.openFile('');
    window.edit({ inserted: 'mine();\n' }, { source: TYPED });
    await window.pass(500);
    window.writer.saved(URI);
    await answered();
    assert.deepEqual(window.journals.told(), { 'mine();': 'typed' });
    window.edit({ inserted: 'also.mine();\n' }, { source: TYPED });
    await window.pass(2_000);
    window.writer.saved(URI);
    await answered();
    assert.equal(window.journals.events.length, 1);
    await window.pass(10_000);
    window.writer.saved(URI);
    await answered();
    assert.deepEqual(window.journals.told(), { 'mine();': 'typed', 'also.mine();': 'typed' });
  });

  it('is done at a commit for the files of that folder', async () => {
    const window = lineWindow();
    window.openFile('');
    window.openFile('', OTHER);
    window.edit({ inserted: 'mine();' }, { source: TYPED });
    await window.pass(200);
    void window.writer.committed('file:///elsewhere');
    void window.writer.committed('file:///pro');
    await answered();
    assert.deepEqual(window.journals.events, []);
    void window.writer.committed('file:///project');
    await answered();
    assert.deepEqual(window.journals.told(), { 'mine();': 'typed' });
  });

  it('is done when a document is closed, with what the clipboard tells a moment later', async () => {
    let tell: (() => void) | undefined;
    const window = lineWindow(undefined, () => ({ kind: 'text', text: LINE }));
    window.openFile('');
    await answered();
    window.edit({ inserted: LINE });
    const slow = new Promise<void>((resolve) => (tell = resolve));
    window.closeFile();
    tell?.();
    await slow;
    await window.pass(3_000);
    assert.deepEqual(window.journals.told(), { [LINE]: 'pasted' });
  });

  it('is done before a pause begins, and under the name of before', async () => {
    const window = lineWindow();
    window.openFile('');
    window.edit({ inserted: 'mine();' }, { source: TYPED });
    window.settings.may = false;
    await window.letGo();
    assert.deepEqual(window.journals.told(), { 'mine();': 'typed' });
    await window.pass(60_000);
    assert.equal(window.journals.events.length, 1);
  });

  it('is done of what was let go, also when the document is followed anew by then', async () => {
    const window = lineWindow();
    window.openFile('');
    window.edit({ inserted: `${LINE}\n` }, { source: RELOAD, clean: true });
    await window.pass(2_900);
    window.edit({ inserted: 'mine();\n' }, { source: TYPED });
    const { lineOrigins } = window.ledger;
    let tell: (() => void) | undefined;
    window.ledger.lineOrigins = async (query) => {
      await new Promise<void>((resolve) => (tell = resolve));
      return lineOrigins(query);
    };
    await window.pass(200);
    const gone = window.letGo();
    window.recall.lookAgain();
    await answered();
    tell?.();
    await answered();
    tell?.();
    await gone;
    assert.deepEqual(window.journals.told(), { [LINE]: 'external', 'mine();': 'typed' });
  });

  it('is done of what was let go while something earlier was being written', async () => {
    const window = lineWindow();
    const { unrecordedLines } = window.ledger;
    let tell: (() => void) | undefined;
    window.ledger.unrecordedLines = async (file) => {
      await new Promise<void>((resolve) => (tell ??= resolve));
      window.ledger.unrecordedLines = unrecordedLines;
      return unrecordedLines(file);
    };
    window.openFile('');
    window.edit({ inserted: 'mine();\n' }, { source: TYPED });
    await window.pass(3_500);
    window.edit({ inserted: 'more();\n' }, { source: TYPED });
    const gone = window.letGo();
    tell?.();
    await answered();
    await gone;
    assert.deepEqual(Object.keys(window.journals.told()).sort(), ['mine();', 'more();']);
  });

  it('keeps no pause and no closing window waiting, and writes nothing after that', async () => {
    const window = lineWindow();
    let tell: (() => void) | undefined;
    window.ledger.unrecordedLines = (file) =>
      new Promise((resolve) => {
        tell = () => {
          resolve(window.journals.unrecorded(file));
        };
      });
    window.openFile('');
    window.edit({ inserted: 'mine();' }, { source: TYPED });
    let isOver = false;
    const gone = window.letGo().then(() => (isOver = true));
    await window.pass(1_000);
    assert.equal(isOver, false);
    await window.pass(1_000);
    await gone;
    tell?.();
    await answered();
    assert.deepEqual(window.journals.events, []);
  });

  it('is not done for what is excluded, also when it is under way', async () => {
    const window = lineWindow();
    window.openFile('');
    window.edit({ inserted: 'mine();' }, { source: TYPED });
    const exclude = (): void => {
      window.settings.excluded.add(URI);
      window.recorder.forgetDocument(URI);
      window.writer.drop(URI);
    };
    let tell: (() => void) | undefined;
    window.ledger.unrecordedLines = (file) =>
      new Promise((resolve) => {
        tell = () => {
          resolve(window.journals.unrecorded(file));
        };
      });
    await window.pass(3_500);
    exclude();
    tell?.();
    await window.pass(5_000);
    window.settings.excluded.clear();
    window.edit({ inserted: 'more();\n' }, { source: TYPED });
    await window.pass(1_000);
    exclude();
    await window.pass(70_000);
    assert.deepEqual(window.journals.events, []);
  });

  it('is not done of what is forgotten, and the journals are asked anew', async () => {
    const window = lineWindow();
    window.openFile('');
    window.edit({ inserted: 'mine();' }, { source: TYPED });
    await window.pass(1_000);
    window.provenance.letGo();
    window.writer.drop();
    await window.pass(70_000);
    assert.deepEqual(window.journals.events, []);
    assert.deepEqual(window.origins(), ['-']);
    assert.equal(window.asked.length, 2);
  });

  it('is not done while it is not known whether this window records', async () => {
    const journals = new LineJournals();
    const window = lineWindow(journals, undefined, new Promise(() => undefined));
    window.openFile('');
    window.edit({ inserted: 'mine();' }, { source: TYPED });
    await window.pass(10_000);
    await window.letGo();
    assert.deepEqual(journals.events, []);
  });

  it('is tried again when it fails, which is said once', async () => {
    const window = lineWindow();
    const { unrecordedLines } = window.ledger;
    window.ledger.unrecordedLines = () => Promise.reject(new Error('Broken.'));
    window.openFile('');
    window.edit({ inserted: 'mine();' }, { source: TYPED });
    await window.pass(70_000);
    assert.equal(window.log.lines.length, 1);
    window.ledger.unrecordedLines = unrecordedLines;
    await window.pass(61_000);
    assert.deepEqual(window.journals.told(), { 'mine();': 'typed' });
  });

  it('stops with the window', async () => {
    const window = lineWindow();
    window.openFile('');
    window.edit({ inserted: 'mine();' }, { source: TYPED });
    await window.pass(200);
    window.writer.dispose();
    window.recall.dispose();
    window.ledger.change();
    await window.pass(70_000);
    assert.deepEqual(window.journals.events, []);
  });
});
