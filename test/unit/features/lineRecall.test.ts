import assert from 'node:assert/strict';
import type { LineOrigin } from '../../../src/domain/provenance/lineOrigin.ts';
import { answered, LineJournals, lineWindow } from '../../support/lineWindow.ts';
import { ACCEPT, URI } from '../../support/recorder.ts';

const LINE = 'const accepted = compute(first, second);';
const TYPED = { name: 'cursor', detail: 'type', extensionId: undefined };
const RELOAD = { name: 'reloadFromDisk', detail: '', extensionId: undefined };
const OTHER = 'file:///project/src/other.ts';

const BY_AI: LineOrigin = {
  ...{ origin: 'completion', confidence: 'certain' },
  ...{ evidence: 'accept-mark', acceptance: 'id9' },
};

function journalsWith(lines: Record<string, LineOrigin>, uri = URI): LineJournals {
  const journals = new LineJournals();
  journals.files.set(uri, new Map(Object.entries(lines)));
  return journals;
}

describe('asking the journals who wrote lines', () => {
  it('begins when a document is opened, once, and gives its lines their authors', async () => {
    const window = lineWindow(journalsWith({ [LINE]: BY_AI }));
    window.openFile(`before();\n${LINE}`);
    assert.deepEqual(window.origins(), []);
    await answered();
    assert.deepEqual(window.origins(), ['-', 'completion']);
    window.recall.lookAgain();
    window.edit({ inserted: 'x' }, { source: TYPED });
    await window.pass(1_000);
    assert.deepEqual(window.asked, [URI]);
  });

  it('asks about one document after the other', async () => {
    const window = lineWindow();
    const questions: (() => void)[] = [];
    window.ledger.lineOrigins = () => new Promise((resolve) => questions.push(() => resolve([])));
    window.openFile('a');
    window.openFile('b', OTHER);
    await answered();
    assert.equal(questions.length, 1);
    questions[0]?.();
    await answered();
    assert.equal(questions.length, 2);
  });

  it('follows edits that come before the answer', async () => {
    const window = lineWindow();
    let tell: ((lines: LineOrigin[]) => void) | undefined;
    window.ledger.lineOrigins = () => new Promise((resolve) => (tell = resolve));
    window.openFile(`${LINE}\nreturn;`);
    await answered();
    window.edit({ inserted: 'mine();\n' }, { source: TYPED });
    await window.pass(200);
    assert.deepEqual(window.origins(), ['typed', '-', '-']);
    tell?.([BY_AI]);
    await answered();
    assert.deepEqual(window.origins(), ['typed', 'completion', '-']);
  });

  it('leaves all as it is when that fails, and says so once', async () => {
    const window = lineWindow();
    window.ledger.lineOrigins = () => Promise.reject(new Error('Broken.'));
    window.openFile('before();\n');
    window.openFile('before();\n', OTHER);
    await answered();
    window.edit({ inserted: LINE }, { source: ACCEPT });
    await window.pass(200);
    assert.deepEqual(window.origins(), ['completion', '-']);
    assert.equal(window.log.lines.length, 1);
  });

  it('is not done for a document that is too long, or was closed before its turn', async () => {
    const window = lineWindow();
    window.openFile('\n'.repeat(20_000));
    window.openFile('a', OTHER);
    window.closeFile(OTHER);
    await answered();
    assert.deepEqual(window.asked, []);
  });

  it('asks by all names that a file may have, and follows a new setting', async () => {
    const window = lineWindow(journalsWith({ [LINE]: BY_AI }, `hidden:${URI}`));
    window.openFile(LINE);
    await answered();
    assert.deepEqual(window.origins(), ['completion']);
    assert.deepEqual(window.asked, [URI]);
  });

  it('waits until a document may be recorded, and asks anew after all was let go', async () => {
    const window = lineWindow(journalsWith({ [LINE]: BY_AI }));
    window.settings.may = false;
    window.openFile(LINE);
    await window.pass(6_000);
    assert.deepEqual(window.asked, []);
    window.settings.may = true;
    await window.pass(6_000);
    assert.deepEqual(window.origins(), ['completion']);
    await window.letGo();
    assert.deepEqual(window.origins(), []);
    await window.pass(6_000);
    assert.deepEqual(window.origins(), ['completion']);
  });

  it('asks about a document again that was lost by an edit which nobody told', async () => {
    const window = lineWindow(journalsWith({ [LINE]: BY_AI }));
    window.openFile(LINE);
    await answered();
    window.provenance.missed(URI);
    assert.deepEqual(window.origins(), []);
    await window.pass(6_000);
    assert.deepEqual(window.origins(), ['completion']);
  });

  it('hears of corrections in other windows, and that they were taken back', async () => {
    const journals = journalsWith({ [LINE]: BY_AI });
    const window = lineWindow(journals);
    window.openFile(LINE);
    await answered();
    journals.files.get(URI)?.set(LINE, { ...BY_AI, origin: 'typed', evidence: 'correction' });
    window.ledger.change();
    window.ledger.change();
    await window.pass(6_000);
    assert.deepEqual(window.origins(), ['typed']);
    journals.files.get(URI)?.set(LINE, BY_AI);
    window.ledger.change();
    await window.pass(6_000);
    assert.deepEqual(window.origins(), ['completion']);
    assert.equal(window.asked.length, 3);
  });

  it('does not ask again where others can not know more', async () => {
    const window = lineWindow();
    window.openFile('before();');
    window.edit({ inserted: 'mine();\n' }, { source: TYPED });
    await window.pass(500);
    window.ledger.change();
    await window.pass(6_000);
    assert.equal(window.asked.length, 1);
  });
});

describe('two windows on one file', () => {
  it('tell the same after a while, and what one saw typed stays so', async () => {
    const journals = new LineJournals();
    const [one, two] = [lineWindow(journals), lineWindow(journals)];
    const both = async (milliseconds: number): Promise<void> => {
      await Promise.all([one.pass(milliseconds), two.pass(milliseconds)]);
    };
    for (const window of [one, two]) window.openFile('before();');
    one.edit({ inserted: `mine();\n${LINE}\n` }, { source: TYPED });
    two.edit({ inserted: `mine();\n${LINE}\n` }, { source: RELOAD, clean: true });
    // An agent might still report it.
    await two.pass(15_000);
    assert.deepEqual(two.origins(), ['external', 'external', '-']);
    assert.equal(journals.told()[LINE], 'external', 'this window knows no better');
    await one.pass(5_000);
    assert.equal(journals.told()[LINE], 'typed');
    two.ledger.change();
    await both(6_000);
    assert.deepEqual(two.origins(), ['typed', 'typed', '-']);
    two.edit({ inserted: 'yours();\n' }, { source: TYPED });
    await both(61_000);
    assert.deepEqual(journals.told(), { 'mine();': 'typed', [LINE]: 'typed', 'yours();': 'typed' });
  });

  it('asks before it writes what it saw come from the disk', async () => {
    const journals = new LineJournals();
    const [one, two] = [lineWindow(journals), lineWindow(journals)];
    for (const window of [one, two]) window.openFile('before();');
    one.edit({ inserted: 'mine();\n' }, { source: TYPED });
    await one.pass(4_000);
    two.edit({ inserted: 'mine();\n' }, { source: RELOAD, clean: true });
    await two.pass(75_000);
    assert.deepEqual(two.origins(), ['typed', '-']);
    assert.equal(journals.events.length, 1);
  });
});
