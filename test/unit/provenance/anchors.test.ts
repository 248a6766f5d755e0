import assert from 'node:assert/strict';
import { MOST_NAMES, readProvenanceRecorded } from '../../../src/domain/events/provenanceRecorded.ts';
import { isTooLongToRecord, newAnchors, provenancePayloads } from '../../../src/domain/provenance/anchors.ts';
import { originOfAcceptance, UNKNOWN, type LineOrigin } from '../../../src/domain/provenance/lineOrigin.ts';
import { acceptedLine, RecordedLines, TYPED_LINE } from '../../support/recordedLines.ts';

const ID = '00000000000000aa:1';
const AI = acceptedLine(ID);
const LINES = ['if (ready) {', '  const result = compute(all);', '}', '', 'const typed = byHand(first);', 'was here;'];
const ORIGINS = [AI, AI, AI, undefined, TYPED_LINE, undefined];
const SAME = 'return undefined;';
const [HERE, THERE] = ['function here(one) {', 'function there(two) {'];

describe('recorded lines of a file', () => {
  let recorded: RecordedLines;
  beforeEach(() => {
    recorded = new RecordedLines();
  });

  it('are found again, moved or indented ones too, and no line that has changed', () => {
    recorded.record(LINES, ORIGINS);
    assert.deepEqual(recorded.authors(LINES), [ID, ID, ID, '-', 'typed', '-']);
    const later = ['const typed = byHand(first);', ...LINES.slice(0, 3).map((line) => `\t${line}`), 'const x = 12345;'];
    assert.deepEqual(recorded.authors(later), ['typed', ID, ID, ID, '-']);
  });

  it('say nothing of a short line among others than it was among, nor of one without an end', () => {
    recorded.record(LINES, ORIGINS);
    assert.deepEqual(recorded.authors(['something(entirely, different);', '}']), ['-', '-']);
    const long = `const all = "${'x'.repeat(20_000)}";`;
    assert.deepEqual(recorded.record([long], [AI]), {});
  });

  it('are written once, and again when somebody else becomes the author', () => {
    assert.deepEqual(recorded.record(LINES, ORIGINS), { [`${ID} `]: 4, 'typed certain events': 1 });
    assert.deepEqual(recorded.record(LINES, ORIGINS), {});
    assert.deepEqual(recorded.record(LINES, ORIGINS.with(1, TYPED_LINE)), { 'typed certain events': 1 });
    assert.deepEqual(recorded.authors(LINES)[1], 'typed');
  });

  it('that stand there twice are told by their neighbours, and unknown where these are others', () => {
    const lines = [HERE, SAME, 'const between = both(here, there);', SAME, THERE];
    recorded.record(lines, [TYPED_LINE, AI, TYPED_LINE, undefined, undefined]);
    assert.deepEqual(recorded.authors(lines), ['typed', ID, 'typed', '?', '-']);
    assert.deepEqual(recorded.authors([SAME, ...lines.slice(2)]), ['?', 'typed', '?', '-']);
    assert.deepEqual(recorded.authors([HERE, SAME, THERE]), ['typed', '?', '-']);
  });

  it('of before stay nobody’s also where they come to stand in the place of somebody’s', () => {
    recorded.record([HERE, SAME, THERE, SAME], [TYPED_LINE, AI, TYPED_LINE, undefined]);
    const moved = [HERE, SAME, THERE];
    recorded.record(moved, [TYPED_LINE, undefined, TYPED_LINE]);
    assert.deepEqual(recorded.authors(moved), ['typed', '?', 'typed']);
  });

  it('are not written as seen from outside where it is known who wrote them, and are the other way round', () => {
    const external: LineOrigin = { ...TYPED_LINE, origin: 'external' };
    recorded.record(LINES, ORIGINS);
    assert.deepEqual(recorded.record([HERE, LINES[4] ?? ''], [external, external]), { 'external certain events': 1 });
    recorded.record([HERE], [AI]);
    assert.deepEqual(recorded.authors([HERE]), [ID]);
  });

  it('stand behind what was seen where others told them, and before what only arrived, in either order', () => {
    const told: LineOrigin = { origin: 'agent', confidence: 'likely', evidence: 'git-ai-note', acceptance: undefined };
    const external: LineOrigin = { ...TYPED_LINE, origin: 'external' };
    const orders = [
      [TYPED_LINE, told, external],
      [told, external, TYPED_LINE],
      [external, told, TYPED_LINE],
    ];
    for (const order of orders) {
      const lines = new RecordedLines();
      for (const origin of order) lines.record([HERE], [origin]);
      assert.deepEqual(lines.authors([HERE]), ['typed']);
    }
    for (const order of [
      [told, external],
      [external, told],
    ]) {
      const lines = new RecordedLines();
      for (const origin of order) lines.record([HERE], [origin]);
      assert.deepEqual(lines.authors([HERE]), ['agent']);
    }
  });

  it('of an acceptance that was a guess give way to what is known, and name it as one that is known later', () => {
    const guess: LineOrigin = { origin: 'unknown', confidence: 'guess', evidence: 'shape', acceptance: ID };
    assert.deepEqual(recorded.record([HERE, THERE], [guess, guess]), { [`${ID} guess`]: 2 });
    const said: LineOrigin = { ...TYPED_LINE, evidence: 'correction', acceptance: ID };
    assert.deepEqual(recorded.record([HERE, THERE], [said, TYPED_LINE]), { [`${ID} `]: 1, 'typed certain events': 1 });
    assert.deepEqual(recorded.record([THERE], [guess]), {});
    // A typed line with some characters of an acceptance is typed, whatever becomes of that.
    assert.deepEqual(new RecordedLines().record([HERE], [{ ...TYPED_LINE, acceptance: ID }]), {
      'typed certain events': 1,
    });
  });

  it('are none beyond a bound', () => {
    assert.equal(isTooLongToRecord(Array.from({ length: 20_000 }, () => '')), false);
    assert.equal(isTooLongToRecord(Array.from({ length: 20_001 }, () => '')), true);
    assert.equal(isTooLongToRecord(['x'.repeat(10_000_001)]), true);
  });
});

describe('an acceptance tells of its lines', () => {
  const recorded = { origin: 'agent', confidence: 'likely', signal: 'chat-documents', corrected: null } as const;
  const likely = { origin: 'agent', confidence: 'likely', evidence: 'chat-documents', acceptance: ID };

  it('what was recorded, or what the engineer said last', () => {
    assert.deepEqual(originOfAcceptance(ID, recorded), likely);
    assert.deepEqual(originOfAcceptance(ID, { ...recorded, corrected: 'as recorded' }), likely);
    const said = { origin: 'typed', confidence: 'certain', evidence: 'correction', acceptance: ID };
    assert.deepEqual(originOfAcceptance(ID, { ...recorded, corrected: 'typed' }), said);
  });

  it('nothing more than that it is asked, where it is a guess', () => {
    const guess = originOfAcceptance(ID, { ...recorded, confidence: 'guess', signal: 'shape' });
    assert.deepEqual(guess, { ...UNKNOWN, confidence: 'guess', evidence: 'shape', acceptance: ID });
  });
});

describe('the event of provenance', () => {
  const key = { id: '0123456789abcdef', hash: (name: string) => name.slice(-11).padStart(11, 'A') };
  const file = { uri: 'file:///a.ts', folder: 'file:///' };

  it('holds no more names than it may, and is read as it was written', () => {
    const lines = Array.from({ length: 3_000 }, (_, index) => `const line_with_number_${String(index)}`);
    const origins = lines.map((_, index) => (index % 2 === 0 ? AI : TYPED_LINE));
    const payloads = [1, 2, 3].flatMap(() =>
      provenancePayloads(
        file,
        newAnchors(lines, origins, () => undefined),
        key,
      ),
    );
    assert.equal(payloads.length, 3);
    const long = provenancePayloads(file, [{ by: { of: ID }, names: Array<string>(9_000).fill('x') }], key);
    assert.deepEqual(
      long.map((one) => (one.lines[0]?.names.length ?? 0) / 11),
      [MOST_NAMES, MOST_NAMES, 1_000],
    );
    for (const payload of [...payloads, ...long]) assert.deepEqual(readProvenanceRecorded(payload), payload);
    assert.deepEqual(provenancePayloads(file, [], key), []);
  });

  it('is not read in any other form', () => {
    const names = 'AAAAAAAAAAA';
    const event = {
      ...file,
      key: key.id,
      lines: [{ origin: 'typed', confidence: 'certain', evidence: 'events', names }],
    };
    assert.deepEqual(readProvenanceRecorded(event), event);
    const lines = [
      [{ origin: 'typed', names: 'short' }],
      [{ origin: 'typed', names: `${names}=` }],
      [{ origin: 'typed', names: names.repeat(MOST_NAMES + 1) }],
      [1, 2].map(() => ({ origin: 'typed', names: names.repeat(MOST_NAMES / 2 + 1) })),
      [{ origin: 'dreamt', names }],
      [{ of: 'somebody', names }],
      [{ mixed: false, names }],
      'lines',
    ];
    for (const one of lines) assert.equal(readProvenanceRecorded({ ...event, lines: one }), undefined);
    for (const other of [{ key: 'x' }, { uri: '' }, { folder: 7 }]) {
      assert.equal(readProvenanceRecorded({ ...event, ...other }), undefined);
    }
  });
});
