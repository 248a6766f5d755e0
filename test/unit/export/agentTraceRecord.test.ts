import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ORIGINS } from '../../../src/domain/attribution/origin.ts';
import { agentTraceRecord, isAttributed, type TraceHead } from '../../../src/domain/export/agentTraceRecord.ts';
import type { LineOrigin } from '../../../src/domain/provenance/lineOrigin.ts';
import { assertAgentTrace } from '../../support/agentTraceSchema.ts';
import { TRACE_RECORD } from '../commits/publishedNotes.ts';

const HEAD: TraceHead = {
  id: '550e8400-e29b-41d4-a716-446655440000',
  recordedAt: Date.UTC(2026, 10, 18, 9),
  offset: 60,
  grasp: '0.4.0',
  revision: 'a'.repeat(40),
};

function line(origin: LineOrigin['origin'], confidence: LineOrigin['confidence']): LineOrigin {
  return { origin, confidence, evidence: undefined, acceptance: undefined };
}

describe('a record of Agent Trace', () => {
  it('is by the published schema, which the published example is too', () => {
    assertAgentTrace(TRACE_RECORD);
    assert.throws(() => {
      assertAgentTrace({ ...TRACE_RECORD, id: 'none' });
    });
  });

  it('tells whose lines are, which of them probably, and of which commit', () => {
    const origins = [
      line('agent', 'certain'),
      line('completion', 'likely'),
      undefined,
      line('typed', 'certain'),
      line('pasted', 'certain'),
      line('unknown', 'guess'),
    ];
    const record = agentTraceRecord([{ path: 'src/a.ts', origins }], HEAD);
    assertAgentTrace(record);
    assert.deepEqual(record, {
      version: '0.1.0',
      id: HEAD.id,
      timestamp: '2026-11-18T10:00:00+01:00',
      vcs: { type: 'git', revision: HEAD.revision },
      tool: { name: 'grasp', version: '0.4.0' },
      files: [
        {
          path: 'src/a.ts',
          conversations: [
            { contributor: { type: 'ai' }, ranges: [{ start_line: 1, end_line: 2 }] },
            { contributor: { type: 'human' }, ranges: [{ start_line: 4, end_line: 4 }] },
            { contributor: { type: 'unknown' }, ranges: [{ start_line: 5, end_line: 6 }] },
          ],
        },
      ],
      metadata: { grasp: { probable: [{ path: 'src/a.ts', ranges: [{ start_line: 2, end_line: 2 }] }] } },
    });
  });

  it('names no commit for files that are as in none', () => {
    const record = agentTraceRecord([], { ...HEAD, revision: undefined });
    assertAgentTrace(record);
    assert.ok(!('vcs' in record));
  });

  it('has each line that is known in one range, whatever is known', () => {
    const origin = fc.option(
      fc.record({ origin: fc.constantFrom(...ORIGINS), confidence: fc.constantFrom('certain', 'likely', 'guess') }),
      { nil: undefined },
    );
    fc.assert(
      fc.property(fc.array(origin), (some) => {
        const origins = some.map((one) => one && line(one.origin, one.confidence as LineOrigin['confidence']));
        const record = agentTraceRecord([{ path: 'a', origins }], HEAD);
        assertAgentTrace(record);
        const [file] = record['files'] as { conversations: { ranges: { start_line: number; end_line: number }[] }[] }[];
        const lines = file!.conversations.flatMap(({ ranges }) =>
          ranges.flatMap(({ start_line, end_line }) =>
            Array.from({ length: end_line - start_line + 1 }, (_, at) => start_line + at),
          ),
        );
        const known = origins.flatMap((one, at) => (one === undefined ? [] : [at + 1]));
        assert.deepEqual(
          lines.sort((one, other) => one - other),
          known,
        );
        assert.equal(isAttributed({ path: 'a', origins }), known.length > 0);
      }),
    );
  });
});
