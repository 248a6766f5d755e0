import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Lot, Note } from '../../../src/domain/debt/lot.ts';
import { noteText } from '../../../src/domain/export/markdownNotes.ts';

const LOT = { path: 'src/retry.ts' } as Lot;

function note(part: Partial<Note>): Note {
  return {
    ...{ id: `${'a'.repeat(16)}:1`, lots: [LOT], time: Date.UTC(2026, 10, 18, 9, 30), offset: 60, edited: undefined },
    ...{ text: 'Because.', pasted: 0, seconds: 9, changed: false },
    ...part,
  };
}

const SIGNS = ['\n', '\r', '\t', '\u{2028}', ' ', '\0', '\\', '>', '-', '+', '=', '1', '.', ')', '#', '`', '<', 'a'];

const textOf = (text: string): string => noteText(note({ text })).split('\n').slice(5, -1).join('\n');

describe('a note in the text to read', () => {
  it('has its time, ratings, files and words', () => {
    assert.equal(noteText(note({})), '\n### 2026-11-18 10:30\n\nIn src/retry.ts\n\n> Because.\n');
    assert.match(noteText(note({ after: 3 })), /^### 2026-11-18 10:30: understanding 3 of 5$/mu);
    assert.match(noteText(note({ before: 2, after: 3 })), /: understanding 2, then 3 of 5$/mu);
    const edited = Date.UTC(2026, 10, 18, 23, 30);
    assert.match(noteText(note({ before: 2, edited })), /: understanding 2 of 5 before writing, edited 2026-11-19$/mu);
    const lots = [LOT, { path: '- <b>' } as Lot, LOT];
    assert.match(noteText(note({ lots })), /^In src\/retry.ts, - \\<b\\>$/mu);
    assert.equal(noteText(note({ lots: [], text: ' \n' })), '\n### 2026-11-18 10:30\n');
  });

  it('keeps its lines apart, and those that are set in', () => {
    assert.equal(textOf('\n\none\r\ntwo \n\n\tthree\n'), '> one\\\n> two\n>\n> \u{A0}\u{A0}\u{A0}\u{A0}three');
  });

  it('begins nothing and links nowhere', () => {
    const lines = [
      '- a',
      '+ b',
      '1. c',
      '22) d',
      '===',
      '---',
      '# e',
      '> f',
      '    code',
      '```',
      '~~~',
      '|-|',
      '* g',
      '***',
    ];
    const escaped = [
      '\\- a',
      '\\+ b',
      '1\\. c',
      '22\\) d',
      '\\===',
      '\\---',
      '\\# e',
      '\\> f',
      '\u{A0}\u{A0}\u{A0}\u{A0}code',
    ];
    const signs = ['\\`\\`\\`', '\\~\\~\\~', '\\|-\\|', '\\* g', '\\*\\*\\*'];
    for (const [at, line] of lines.entries()) assert.equal(textOf(line), `> ${[...escaped, ...signs][at] ?? ''}`);
    assert.equal(textOf('[x](http://a) <b> &lt; www.a'), '> \\[x\\](http\\://a) \\<b\\> \\&lt; www\\.a');
    assert.equal(textOf('1.5 and -1'), '> 1\\.5 and -1');
  });

  it('stays inside of its quotation, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...SIGNS) }), (text) => {
        for (const line of textOf(text)
          .split('\n')
          .filter((one) => one !== '')) {
          assert.match(line, /^>(?: [^ \t\-+=#`<>].*)?$/u);
          assert.doesNotMatch(line, /^> \d+[.)]|(?<!\\)(?:\\\\)*[`<]/u);
        }
      }),
    );
  });
});
