import assert from 'node:assert/strict';
import type { TextDocument } from 'vscode';
import { NotesInDocuments, type NotesInDocumentsParts } from '../../../src/host/notes/notesInDocuments.ts';
import { FakeTime } from '../../support/fakes.ts';
import { lotOf, noteOf } from '../../support/fakeExplanations.ts';

describe('notes beside the lines of documents', () => {
  let time: FakeTime;
  let asked: unknown[];
  let document: { version: number; lineCount: number; isClosed: boolean; getText: () => string };

  beforeEach(() => {
    time = new FakeTime();
    asked = [];
    document = { version: 1, lineCount: 2, isClosed: false, getText: () => 'one\r\ntwo' };
  });

  function notesIn(part: Partial<NotesInDocumentsParts> = {}): NotesInDocuments {
    const lot = lotOf(1, { uri: 'file:///former.ts' });
    return new NotesInDocuments({
      timers: time,
      namesOf: async () => ({ uri: 'file:///a.ts', uris: ['hidden'] }),
      explanations: {
        lotsOfLines: async (query) => {
          asked.push(query);
          return [undefined, lot.id];
        },
        lots: async () => [lot],
        notes: async ({ uris }) => (uris?.includes('file:///former.ts') === true ? [noteOf(1, { lots: [lot] })] : []),
      },
      ...part,
    });
  }

  async function linesOf(notes: NotesInDocuments, meanwhile: () => void = () => undefined): Promise<unknown> {
    const places = notes.in(document as unknown as TextDocument);
    meanwhile();
    time.advance(500);
    return (await places).map(({ lines }) => lines);
  }

  it('are found by the lots of its lines, also under a former name of the file', async () => {
    assert.deepEqual(await linesOf(notesIn()), [[1]]);
    assert.deepEqual(asked, [{ uri: 'file:///a.ts', uris: ['hidden'], lines: ['one', 'two'] }]);
  });

  it('are asked about once a version, and again when more may be known', async () => {
    const notes = notesIn();
    await linesOf(notes);
    assert.deepEqual(await linesOf(notes), [[1]]);
    assert.equal(asked.length, 1);
    document.version = 2;
    await linesOf(notes);
    notes.forget();
    await linesOf(notes);
    assert.equal(asked.length, 3);
  });

  it('are not asked about while somebody types', async () => {
    assert.deepEqual(await linesOf(notesIn(), () => (document.version = 2)), []);
    assert.deepEqual(asked, []);
  });

  it('are none of a document that is long, is closed, or may not be recorded', async () => {
    const notes = notesIn({ namesOf: async () => undefined });
    assert.deepEqual(await linesOf(notes), []);
    document.lineCount = 20_001;
    assert.deepEqual(await linesOf(notesIn()), []);
    document = { ...document, lineCount: 2, isClosed: true };
    assert.deepEqual(await linesOf(notesIn()), []);
    assert.deepEqual(asked, []);
  });

  it('are asked about again after the journals could not be read', async () => {
    let isBroken = true;
    const explanations = {
      lotsOfLines: async () => {
        if (isBroken) throw new Error('Not now.');
        return [];
      },
      lots: async () => [],
      notes: async () => [],
    };
    const notes = notesIn({ explanations });
    await assert.rejects(linesOf(notes));
    isBroken = false;
    assert.deepEqual(await linesOf(notes), []);
  });

  it('are none when the window closes meanwhile', async () => {
    const notes = notesIn({ namesOf: async () => undefined });
    assert.deepEqual(
      await linesOf(notes, () => {
        notes.dispose();
      }),
      [],
    );
    assert.equal(time.pending, 0);
  });
});
