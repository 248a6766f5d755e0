import assert from 'node:assert/strict';
import fc from 'fast-check';
import { adrName, nextAdr } from '../../../src/features/share-note/adrName.ts';
import { closedMarkdown } from '../../../src/features/share-note/closedMarkdown.ts';
import { adrText, gitNoteText, noteMarkdown, titleOf } from '../../../src/features/share-note/noteTexts.ts';
import { maskedNote, secretsIn, sharedNote } from '../../../src/features/share-note/sharedNote.ts';
import { lotOf, noteOf } from '../../support/fakeExplanations.ts';

const TEXTS = [noteMarkdown, (note: ReturnType<typeof sharedNote>) => adrText(note, 7), gitNoteText];
const ODD = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('---\n', '<b>', '```', '\u001B[31m', '\r', '# a'),
);
const ODD_TEXT = fc.array(ODD, { maxLength: 6 }).map((parts) => parts.join(''));

describe('a note as Markdown', () => {
  it('has files, area, question, text, who chose and what was turned down', () => {
    assert.equal(
      noteMarkdown(sharedNote(noteOf(1))),
      `# What src/net/retry.ts does

- **File:** src/net/retry.ts (31 lines by AI, area net)
- **Written:** 2026-11-18

**Asked:** What happens when the third attempt fails?

Retries three times, then **gives up**.

The AI and I chose the approach together.

**Turned down:**

A queue, for it needs a server.
`,
    );
  });

  it('counts lots of one file together, and names others', () => {
    const lots = [lotOf(1), lotOf(1, { lines: 1 }), lotOf(1, { path: 'b.ts', lines: 1 }), lotOf(1, { path: 'c.ts' })];
    const text = noteMarkdown(sharedNote(noteOf(1, { lots })));
    assert.match(text, /^# What src\/net\/retry\.ts and 2 other files does$/mu);
    assert.match(text, /retry\.ts \(32 lines by AI/u);
    assert.match(text, /b\.ts \(1 line by AI/u);
  });

  it('keeps a name and a question as text, whatever stands in them', () => {
    const odd = '---\n<script>[a](b)`$(x)';
    const note = noteOf(1, { lots: [lotOf(1, { path: odd, area: odd })], question: odd });
    const text = noteMarkdown(sharedNote(note));
    assert.doesNotMatch(text, /^---|(?<!\\)<script|(?<!\\)\[a/mu);
  });

  it('says so where nothing was written', () => {
    const { chose: _, ...part } = noteOf(1, { text: ' ', turnedDown: undefined, question: undefined });
    assert.match(noteMarkdown(sharedNote(part)), /\n\nNothing was written\.\n$/u);
  });
});

describe('a record of a decision', () => {
  it('has its headings, filled with what is known', () => {
    assert.equal(
      adrText(sharedNote(noteOf(1)), 7),
      `# 7. Retries three times, then \\*\\*gives up\\*\\*.

Date: 2026-11-18

## Status

Accepted

## Context

The question was: What happens when the third attempt fails?

- **File:** src/net/retry.ts (31 lines by AI, area net)

## Decision

Retries three times, then **gives up**.

The AI and I chose the approach together.

**Turned down:**

A queue, for it needs a server.

## Consequences

To be written: what becomes easier, and what becomes harder.
`,
    );
  });

  it('keeps its last heading where a note leaves a code block or a comment open', () => {
    for (const text of ['```ts\nx', '~~~~\n~~~\ny', 'a <!-- b']) {
      const closed = closedMarkdown(text);
      assert.ok(closed.startsWith(text));
      assert.equal(closedMarkdown(closed), closed, 'what is closed stays as it is');
      assert.notEqual(closed, text);
    }
    for (const text of ['```ts\nx\n```', '`` a ``', '```a``` b', '```\n<!--\n```', '<!-- a -->']) {
      assert.equal(closedMarkdown(text), text);
    }
  });

  it('takes its title from the first words', () => {
    assert.equal(titleOf(sharedNote(noteOf(1, { text: '\n---\n## Why *this* way\nmore' }))), 'Why *this* way');
    assert.equal(titleOf(sharedNote(noteOf(1, { text: '' }))), 'How src/net/retry.ts works');
    assert.equal(titleOf(sharedNote(noteOf(1, { text: 'é'.repeat(200) }))).length, 81);
  });

  it('gets the next number of its folder', () => {
    const name = (names: string[], title = 'Why, so?') => adrName(nextAdr(names), title);
    assert.equal(name([]), '0001-why-so.md');
    assert.equal(name(['0009-a.md', '0010-b.md', 'template.md', '0099-notes']), '0011-why-so.md');
    assert.equal(name(['007-a.adoc', 'README.md']), '008-why-so.md');
    assert.equal(name(['9999-a.md']), '10000-why-so.md');
    assert.equal(name([], 'Über ../../etc/passwd'), '0001-uber-etc-passwd.md');
    assert.equal(name([], '决定'), '0001-decision.md');
  });

  it('is named by a plain name, whatever the title is', () => {
    fc.assert(
      fc.property(ODD_TEXT, fc.array(fc.string()), (title, names) => {
        const { number, digits } = nextAdr(names);
        assert.match(adrName({ number, digits }, title), /^\d{1,7}-[a-z0-9]+(?:-[a-z0-9]+)*\.md$/u);
      }),
    );
  });
});

describe('a note for git', () => {
  it('is plain text', () => {
    assert.equal(
      gitNoteText(sharedNote(noteOf(1))),
      `Explained with Grasp

File: src/net/retry.ts (31 lines by AI, area net)
Asked: What happens when the third attempt fails?
The AI and I chose the approach together.
Turned down: A queue, for it needs a server.

Retries three times, then **gives up**.
`,
    );
  });

  it('has nothing that a terminal would obey, whatever stands in the note', () => {
    fc.assert(
      fc.property(ODD_TEXT, ODD_TEXT, ODD_TEXT, (text, path, turnedDown) => {
        const note = noteOf(1, { text, turnedDown, question: text, lots: [lotOf(1, { path, area: path })] });
        assert.doesNotMatch(gitNoteText(sharedNote(note)), /(?![\n\t])\p{Cc}/u);
      }),
    );
  });
});

describe('every text to share', () => {
  it('says nothing of ratings, of seconds, or of what was pasted', () => {
    const [one, other] = [
      noteOf(1, {}),
      noteOf(1, { before: undefined, after: 1, pasted: 1, seconds: 0, changed: true }),
    ];
    for (const textOf of TEXTS) assert.equal(textOf(sharedNote(one)), textOf(sharedNote(other)));
    assert.doesNotMatch(JSON.stringify(sharedNote(one)), /4711|0\.25|before|after|seconds|pasted/u);
  });

  it('names fifty files at the most', () => {
    const lots = Array.from({ length: 60 }, (_, at) => lotOf(1, { path: `${String(at)}.ts` }));
    for (const textOf of TEXTS) assert.match(textOf(sharedNote(noteOf(1, { lots }))), /49\.ts[^]*and 10 other files/u);
  });

  it('has no secret once it is masked, in no field', () => {
    const secret = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_');
    const note = sharedNote(
      noteOf(1, {
        text: `Uses ${secret}, password = "hunter2!"`,
        turnedDown: 'not hunter2!',
        question: `Why ${secret}?`,
        lots: [lotOf(1, { path: `src/${secret}.ts`, area: secret })],
      }),
    );
    const found = secretsIn(note);
    assert.deepEqual([...new Set(found.map(({ kind }) => kind))], ['a GitHub token', 'a password or a key']);
    for (const textOf of TEXTS) {
      assert.match(textOf(note), /hunter2!/u);
      assert.doesNotMatch(textOf(maskedNote(note, found)), /hunter2|a1B2c3/u);
    }
  });
});
