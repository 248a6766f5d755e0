import * as v from 'valibot';
import { AGENT_NAMES, type AgentReport } from './agentReport.ts';

const DAY = 86_400_000;
/** What nobody has read by then is not read any more, in milliseconds. */
export const SPOOL_LIVES = 7 * DAY;
/** A clock that was set back since may be off by this, in milliseconds. */
const EARLY = DAY;
const LONGEST_PATH = 2_048;

const editSchema = v.object({ removed: v.string(), inserted: v.string() });

/** What the report script writes; a line has at most `LONGEST_LINE` bytes, so texts in it need no bound of their own. */
const lineSchema = v.object({
  v: v.literal(1),
  agent: v.picklist(AGENT_NAMES),
  session: v.pipe(v.string(), v.maxLength(200)),
  tool: v.pipe(v.string(), v.minLength(1), v.maxLength(50)),
  time: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  path: v.string(),
  edits: v.pipe(v.array(editSchema), v.maxLength(500)),
  blob: v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})?$/u)),
});

/** The longest line that the report script writes in one piece, in bytes. */
export const LONGEST_LINE = 4_096;

/** Why a line of the spool is not believed. */
export type RefusedLine = 'not understood' | 'a path that is not plain' | 'too old' | 'from the future';

/**
 * What a line of the spool says. Anybody who can run a program as this person can write one, so nothing of it is taken
 * for granted.
 * @param now wall time in milliseconds
 */
export function readSpooledLine(text: string, id: string, now: number): AgentReport | RefusedLine {
  const parsed = v.safeParse(lineSchema, parseJson(text));
  if (!parsed.success) return 'not understood';
  const { v: _version, blob, ...told } = parsed.output;
  const path = plainPath(told.path);
  if (path === undefined) return 'a path that is not plain';
  if (told.time < now - SPOOL_LIVES) return 'too old';
  if (told.time > now + EARLY) return 'from the future';
  return { id, ...told, path, blob: blob === '' ? undefined : blob };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An absolute path without steps back, control characters and doubled slashes; `undefined` for any other. */
function plainPath(path: string): string | undefined {
  if (!path.startsWith('/') || path.length > LONGEST_PATH || /[\u0000-\u001f\u007f]/u.test(path)) return undefined;
  const names = path.split('/').filter((name) => name !== '');
  if (names.length === 0 || names.some((name) => name === '.' || name === '..')) return undefined;
  return `/${names.join('/')}`;
}
