import type { LineOrigin } from '../provenance/lineOrigin.ts';
import { isAi } from '../attribution/origin.ts';
import { isoTime } from '../velocity/isoDates.ts';

/** Of the specification of Agent Trace: https://github.com/cursor/agent-trace */
const VERSION = '0.1.0';

/** A file of which somebody knows who wrote its lines. */
export interface AttributedFile {
  /** in its repository, with `/` */
  readonly path: string;
  readonly origins: readonly (LineOrigin | undefined)[];
}

export interface TraceHead {
  /** a UUID */
  readonly id: string;
  /** milliseconds since 1970 UTC, and what local time is ahead of that, in minutes */
  readonly recordedAt: number;
  readonly offset: number;
  /** version of Grasp */
  readonly grasp: string;
  /** the commit in which the files are as they were read; `undefined` for files with changes that are in none */
  readonly revision: string | undefined;
}

type ContributorType = 'human' | 'ai' | 'unknown';

interface TraceRange {
  readonly start_line: number;
  readonly end_line: number;
}

/**
 * A record of Agent Trace. `ai` is what is certain or probable, and the probable lines are named once more in the
 * metadata; `human` is what was typed. Of all else nobody says that a person wrote it, nor that AI did. `mixed` is not
 * used: each line is of whoever wrote most of it. No range has a hash of its text, since a text can be guessed by one.
 */
export function agentTraceRecord(files: readonly AttributedFile[], head: TraceHead): Record<string, unknown> {
  const probable = files.flatMap(({ path, origins }) => {
    const ranges = rangesOf(origins, (line) => line?.confidence === 'likely');
    return ranges.length === 0 ? [] : [{ path, ranges }];
  });
  return {
    version: VERSION,
    id: head.id,
    timestamp: isoTime(head.recordedAt, head.offset),
    ...(head.revision === undefined ? {} : { vcs: { type: 'git', revision: head.revision } }),
    tool: { name: 'grasp', version: head.grasp },
    files: files.map(({ path, origins }) => ({ path, conversations: conversationsOf(origins) })),
    metadata: { grasp: { probable } },
  };
}

/** Whether there is anything to say of a file. */
export function isAttributed({ origins }: AttributedFile): boolean {
  return origins.some((line) => line !== undefined);
}

function conversationsOf(origins: AttributedFile['origins']) {
  return (['ai', 'human', 'unknown'] as const).flatMap((type) => {
    const ranges = rangesOf(origins, (line) => line !== undefined && typeOf(line) === type);
    return ranges.length === 0 ? [] : [{ contributor: { type }, ranges }];
  });
}

function typeOf({ origin }: LineOrigin): ContributorType {
  if (isAi(origin)) return 'ai';
  return origin === 'typed' ? 'human' : 'unknown';
}

function rangesOf(
  origins: AttributedFile['origins'],
  isIn: (line: LineOrigin | undefined) => boolean,
): readonly TraceRange[] {
  const ranges: TraceRange[] = [];
  origins.forEach((line, index) => {
    if (!isIn(line)) return;
    const last = ranges.at(-1);
    if (last?.end_line === index) ranges[ranges.length - 1] = { ...last, end_line: index + 1 };
    else ranges.push({ start_line: index + 1, end_line: index + 1 });
  });
  return ranges;
}
