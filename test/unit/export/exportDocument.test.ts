import assert from 'node:assert/strict';
import { documentLine, readDocumentEvent, readDocumentLine } from '../../../src/domain/export/exportDocument.ts';
import { readJournalEvent } from '../../../src/domain/events/journalEvent.ts';

const S = 'a'.repeat(16);

describe('a line of an exported document', () => {
  const texts = {
    'of this version': `{"v":1,"s":"${S}","n":7,"t":1,"h":1,"z":"UTC","o":0,"k":"x","p":{}}`,
    'of a later version': `{"v":9,"s":"${S}","n":7,"t":1.50,"h":1e3,"z":"","o":0,"k":"x","p":{"b":12345678901234567890},"2":[]}`,
    'with an id of its own': `{"v":9,"s":"${S}","n":7,"t":1,"h":1,"z":"","o":0,"k":"x","p":{},"id":"other"}`,
    'that begins with an id of its own': `{"id":"other","v":9,"s":"${S}","n":7,"t":1,"h":1,"z":"","o":0,"k":"x","p":{}}`,
  };
  for (const [what, json] of Object.entries(texts)) {
    it(`gives back an event ${what} letter by letter`, () => {
      const event = readJournalEvent(JSON.parse(json));
      assert.ok(event);
      assert.deepEqual(readDocumentLine(documentLine(event, json, true).trim()), { event, json });
    });
  }

  it('may lack the id, and names one that is not that of its event', () => {
    const json = texts['of this version'];
    assert.ok('event' in readDocumentLine(json));
    assert.deepEqual(readDocumentLine(`{"id":"${S}:8",${json.slice(1)}`), { why: 'its id is that of another event' });
    assert.deepEqual(readDocumentLine(`{"id":"x",${json.slice(1)}`), { why: 'its id is that of another event' });
  });

  it('that is no event says why', () => {
    for (const line of ['', '{', 'null', '7', '[]', '{}', `{"id":"${S}:8","x":1}`]) {
      assert.ok('why' in readDocumentLine(line), line);
    }
    assert.deepEqual(readDocumentEvent([]), { why: 'it has not the form of an event' });
  });
});
