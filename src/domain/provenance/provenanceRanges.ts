import type { Confidence } from '../attribution/confidence.ts';
import type { Origin } from '../attribution/origin.ts';
import { reasonInWords } from '../attribution/signals.ts';
import type { LineOrigin } from './lineOrigin.ts';

/** Lines one after another of which the same is known. */
export interface ProvenanceRange {
  /** from 0 */
  readonly firstLine: number;
  /** from 0, the last one that belongs to it */
  readonly lastLine: number;
  readonly origin: Origin;
  /** missing for lines of unknown origin, unless there is a guess */
  readonly confidence?: Confidence;
  /** what told the origin, in words */
  readonly reason: string;
  /** id of the acceptance of which most of these lines are */
  readonly acceptance?: string;
}

/** The origins of lines as ranges. Blank lines are in none, nor are those that were there before anybody looked. */
export function provenanceRanges(lines: readonly (LineOrigin | undefined)[]): ProvenanceRange[] {
  const ranges: ProvenanceRange[] = [];
  let above: LineOrigin | undefined;
  lines.forEach((line, index) => {
    const last = ranges.at(-1);
    if (line !== undefined && last !== undefined && above !== undefined && isSame(line, above)) {
      ranges[ranges.length - 1] = { ...last, lastLine: index };
    } else if (line !== undefined) {
      ranges.push(rangeOf(line, index));
    }
    above = line;
  });
  return ranges;
}

function rangeOf(line: LineOrigin, index: number): ProvenanceRange {
  const { origin, confidence, acceptance } = line;
  return {
    firstLine: index,
    lastLine: index,
    origin,
    ...(confidence === undefined ? {} : { confidence }),
    reason: reasonOfLine(line),
    ...(acceptance === undefined ? {} : { acceptance }),
  };
}

function isSame(one: LineOrigin, other: LineOrigin): boolean {
  return (
    one.origin === other.origin &&
    one.confidence === other.confidence &&
    one.evidence === other.evidence &&
    one.acceptance === other.acceptance
  );
}

const BY_EVENTS: Partial<Record<Origin, string>> = {
  typed: 'It was written key by key.',
  tool: 'It came as the editor’s own tools change text: white space, or lines that moved.',
  external: 'The file was changed on the disk.',
};

const NOBODY_KNOWS = 'Nothing tells who wrote this.';

function reasonOfLine({ origin, evidence }: LineOrigin): string {
  switch (evidence) {
    case undefined:
      return NOBODY_KNOWS;
    case 'editor':
      return 'The editor itself reported what kind of edit this was.';
    case 'events':
      return BY_EVENTS[origin] ?? NOBODY_KNOWS;
    case 'clipboard':
      return 'It was in the clipboard when it arrived here.';
    case 'correction':
      return 'You said so.';
    case 'git-ai-note':
      return 'A note of git-ai on your commit says that AI wrote this.';
    case 'agent-trace':
      return 'A record of Agent Trace on your commit names AI for this.';
    case 'commit-trailer':
      return 'The commit names an AI among its authors, which says nothing of single lines.';
    default:
      return reasonInWords(evidence);
  }
}

const ORIGIN_WORDS: Record<Origin, string> = {
  typed: 'typed',
  completion: 'completion by AI',
  agent: 'agent',
  pasted: 'pasted',
  tool: 'by a tool of the editor',
  restored: 'restored',
  external: 'changed on the disk',
  unknown: 'unknown',
};

/** The word for an origin on screen. */
export function originWord(origin: Origin): string {
  return ORIGIN_WORDS[origin];
}
