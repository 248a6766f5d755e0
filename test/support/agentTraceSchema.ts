import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** cursor/agent-trace, README.md, 6.1, version 0.1.0 of January 2026. */
const SCHEMA = join(import.meta.dirname, 'schemas', 'agentTraceRecord-0.1.0.schema.json');

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;
/** RFC 3339 */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/u;

const ajv = new Ajv2020({ strict: true, formats: { uuid: UUID, 'date-time': DATE_TIME, uri: URL.canParse } });
const isRecord = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as Record<string, unknown>);

/** Fails for what is no record of Agent Trace by its published schema. */
export function assertAgentTrace(record: unknown): void {
  assert.ok(isRecord(record), ajv.errorsText(isRecord.errors));
}
