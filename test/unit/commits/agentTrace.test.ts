import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readAgentTraces, tracedLines } from '../../../src/domain/commits/agentTrace.ts';
import { TRACE_RECORD } from './publishedNotes.ts';

const COMMIT = TRACE_RECORD.vcs.revision;
const PARENT = 'b'.repeat(40);
const RECORDED = Date.UTC(2026, 0, 23, 14, 30);

/** Records, one a line, each like the published one but for what is given. */
function traces(...records: Record<string, unknown>[]) {
  const text = records.map((one) => JSON.stringify({ ...TRACE_RECORD, ...one })).join('\n');
  return readAgentTraces(text, new Set([COMMIT, PARENT]));
}

function fileWith(...conversations: Record<string, unknown>[]): Record<string, unknown> {
  return { files: [{ path: 'a.ts', conversations }] };
}

/** What is said of the file of `fileWith`, for a commit made a second before the published record. */
function said(records: Record<string, unknown>[], committedAt = RECORDED - 1_000) {
  const commit = { id: COMMIT, parents: [PARENT], committedAt };
  return tracedLines(traces(...records).traces, commit).get('a.ts');
}

describe('records of Agent Trace', () => {
  it('tell which lines are AI’s, as the specification has them', () => {
    assert.deepEqual(traces({}), {
      refused: 0,
      traces: [
        {
          revision: COMMIT,
          recordedAt: RECORDED,
          files: new Map([
            ['src/utils/parser.ts', [{ first: 42, last: 67, by: 'ai' }]],
            ['src/utils/helpers.ts', [{ first: 10, last: 25, by: 'ai' }]],
          ]),
        },
      ],
    });
  });

  it('take the contributor of a range before that of its conversation, and nobody where none is named', () => {
    const ranges = [
      { start_line: 1, end_line: 2 },
      { start_line: 3, end_line: 3, contributor: { type: 'human' } },
      { start_line: 4, end_line: 4, contributor: { type: 'mixed' } },
      { start_line: 5, end_line: 5, contributor: { type: 'unknown' } },
    ];
    assert.deepEqual(said([fileWith({ contributor: { type: 'ai' }, ranges }, { ranges })]), [
      { first: 1, last: 2, by: 'ai' },
      { first: 3, last: 3, by: 'human' },
      { first: 4, last: 4, by: 'perhaps' },
      { first: 3, last: 3, by: 'human' },
      { first: 4, last: 4, by: 'perhaps' },
    ]);
  });

  const ai = fileWith({ contributor: { type: 'ai' }, ranges: [{ start_line: 1, end_line: 9 }] });

  it('count for the commit that they name', () => {
    assert.deepEqual(said([ai]), [{ first: 1, last: 9, by: 'ai' }]);
    assert.equal(said([{ ...ai, vcs: { type: 'git', revision: 'c'.repeat(40) } }]), undefined);
    assert.equal(said([{ ...ai, vcs: { type: 'hg', revision: COMMIT } }]), undefined);
    assert.equal(said([{ ...ai, vcs: undefined }]), undefined);
  });

  it('are a hint where they name the commit before, as the reference implementation does', () => {
    const before = { ...ai, version: '1.0', vcs: { type: 'git', revision: PARENT } };
    assert.deepEqual(said([before], RECORDED + 600_000), [{ first: 1, last: 9, by: 'perhaps' }]);
  });

  it('are about later work where they are later than the commit', () => {
    assert.equal(said([ai], RECORDED - 61_000), undefined);
  });

  it('are refused, and counted, where they are not of the form', () => {
    const range = { start_line: 1, end_line: 2 };
    const broken = [
      { version: '2.0.0' },
      { timestamp: 'yesterday' },
      { timestamp: 5 },
      { files: [{ path: 'a.ts' }] },
      { files: [{ path: 'a'.repeat(5_000), conversations: [] }] },
      fileWith({ contributor: { type: 'robot' }, ranges: [] }),
      fileWith({ ranges: [{ ...range, start_line: 0 }] }),
      fileWith({ ranges: [{ ...range, start_line: 3 }] }),
      fileWith({ ranges: [{ ...range, end_line: 1.5 }] }),
    ];
    assert.deepEqual(traces(...broken), { refused: broken.length, traces: [] });
    assert.deepEqual(
      readAgentTraces(`{"revision":"${COMMIT}"\n{"revision": "${COMMIT}"}\nnonsense`, new Set([COMMIT])),
      {
        refused: 2,
        traces: [],
      },
    );
  });

  it('are refused where they are larger than anybody writes', () => {
    const ranges = Array.from({ length: 60_000 }, () => ({ start_line: 1, end_line: 1 }));
    assert.equal(traces(fileWith({ ranges })).refused, 1);
    const two = [ranges.slice(0, 30_000), ranges.slice(0, 30_000)];
    assert.equal(traces(fileWith(...two.map((some) => ({ contributor: { type: 'ai' }, ranges: some })))).refused, 1);
    const many = Array.from({ length: 6_000 }, () => `{"vcs":{"revision":"${COMMIT}"}}`).join('\n');
    assert.equal(readAgentTraces(many, new Set([COMMIT])).refused, 5_000);
  });

  it('never throw, whatever they hold', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const line = `{"revision":"${COMMIT}","vcs":${text}}`;
        assert.ok(readAgentTraces(`${text}\n${line}`, new Set([COMMIT])).traces.length === 0);
      }),
    );
  });
});
