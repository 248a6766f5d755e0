import assert from 'node:assert/strict';
import { answered, lineWindow } from '../../support/lineWindow.ts';
import { ACCEPT, URI } from '../../support/recorder.ts';

const LINE = 'const accepted = compute(first, second);';
const OTHER = 'file:///project/src/other.ts';

describe('a document that comes back', () => {
  it('goes on where it was when it is opened again at once, undo included', async () => {
    const window = lineWindow();
    window.openFile('before();');
    window.edit({ inserted: `${LINE}\n` }, { source: ACCEPT });
    const text = `${LINE}\nbefore();`;
    window.closeFile();
    window.openFile(text);
    assert.deepEqual(window.origins(), ['completion', '-']);
    window.edit({ removed: `${LINE}\n` }, { history: 'undo' });
    window.edit({ inserted: `${LINE}\n` }, { history: 'redo' });
    assert.deepEqual(window.origins(), ['completion', '-']);
  });

  it('is asked about after what was known of it is written, where its text is another one', async () => {
    const window = lineWindow();
    window.openFile('');
    window.edit({ inserted: LINE }, { source: ACCEPT });
    window.closeFile();
    window.openFile(`// somebody else\n${LINE}`);
    await answered();
    assert.deepEqual(window.origins(), ['-', 'completion']);
  });

  it('gets the text of one that had no file', async () => {
    const window = lineWindow();
    const untitled = 'untitled:Untitled-1';
    window.openFile('', untitled);
    window.edit({ inserted: LINE }, { source: ACCEPT, uri: untitled });
    await window.pass(200);
    window.openFile('a', OTHER);
    await answered();
    assert.deepEqual(window.journals.told(untitled), { [LINE]: 'completion' });
  });
});

describe('a document with a new name', () => {
  const NEW = 'file:///project/src/new.ts';

  async function written() {
    const window = lineWindow();
    window.openFile('before();\n');
    window.edit({ inserted: `${LINE}\n` }, { source: ACCEPT });
    await window.pass(200);
    return { window, text: `${LINE}\nbefore();\n` };
  }

  for (const order of [
    'told, opened, closed',
    'opened, closed, told',
    'closed, told, opened',
    'opened, told, closed',
  ]) {
    it(`goes on with what is known of it: ${order}`, async () => {
      const { window, text } = await written();
      for (const step of order.split(', ')) {
        if (step === 'told') window.provenance.renamed(URI, NEW);
        else if (step === 'opened') window.openFile(text, NEW);
        else window.closeFile();
        await answered();
      }
      assert.deepEqual(window.origins(NEW), ['completion', '-', '-']);
      window.edit({ removed: `${LINE}\n` }, { history: 'undo', uri: NEW });
      assert.deepEqual(window.origins(NEW), ['-', '-']);
      window.edit({ inserted: `${LINE}\n` }, { history: 'redo', uri: NEW });
      await window.pass(4_000);
      assert.deepEqual(window.journals.told(NEW), { [LINE]: 'completion' });
    });
  }

  it('also in a folder with a new name, and only in that one', async () => {
    const { window, text } = await written();
    window.provenance.renamed('file:///project/sr', 'file:///project/wrong');
    window.provenance.renamed('file:///project/src', 'file:///project/lib');
    window.openFile(text, 'file:///project/lib/retry.ts');
    assert.deepEqual(window.origins('file:///project/lib/retry.ts'), ['completion', '-', '-']);
  });

  it('goes on once it has the text that was not saved', async () => {
    const { window, text } = await written();
    window.provenance.renamed(URI, NEW);
    window.openFile('before();\n', NEW);
    assert.deepEqual(window.origins(NEW), []);
    window.edit({ inserted: `${LINE}\n` }, { uri: NEW, active: false });
    assert.equal(window.open.get(NEW)?.join('\n'), text);
    await window.pass(200);
    assert.deepEqual(window.origins(NEW), ['completion', '-', '-']);
  });

  it('has nothing of another text, or of a name of long ago', async () => {
    const { window, text } = await written();
    window.provenance.renamed(URI, NEW);
    window.openFile('something else\n', NEW);
    await answered();
    assert.deepEqual(window.origins(NEW), ['-', '-']);
    window.provenance.renamed(URI, OTHER);
    await window.pass(11_000);
    window.openFile(text, OTHER);
    await answered();
    assert.deepEqual(window.origins(OTHER), ['-', '-', '-']);
  });
});
