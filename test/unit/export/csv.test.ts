import assert from 'node:assert/strict';
import { csvRow } from '../../../src/domain/export/csv.ts';

describe('a row of a table', () => {
  it('has quotes where RFC 4180 asks for them, and ends with CR LF', () => {
    assert.equal(csvRow(['a', 1, undefined, '']), 'a,1,,\r\n');
    assert.equal(csvRow(['a,b', 'say "no"', 'two\nlines', 'ü 🦊']), '"a,b","say ""no""","two\nlines",ü 🦊\r\n');
  });

  it('has no text that a spreadsheet would run', () => {
    const texts = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'];
    assert.equal(csvRow(texts), `'=1+1,'+1,'-1,'@SUM(A1),'\tx,"'\rx"\r\n`);
    assert.equal(csvRow(['=HYPERLINK("http://evil","x")']), `"'=HYPERLINK(""http://evil"",""x"")"\r\n`);
  });

  it('leaves numbers as they are, and what is a sign elsewhere in a text', () => {
    assert.equal(csvRow([-1, 0.5, 'a=b', 'x-y']), '-1,0.5,a=b,x-y\r\n');
  });
});
