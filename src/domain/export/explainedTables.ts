import type { LandedCommit, Lot, Note } from '../debt/lot.ts';
import { isoTime } from '../velocity/isoDates.ts';
import { usesAi, type Task } from '../velocity/task.ts';
import type { Cell } from './csv.ts';

export const LOT_COLUMNS = [
  ...['id', 'time', 'path', 'uri', 'lines', 'probable', 'line', 'area', 'class', 'state', 'reason', 'commit'],
];

export function lotRow(one: Lot): Cell[] {
  return [
    ...[one.id, isoTime(one.time, one.offset), one.path, one.uri, one.lines, one.probable],
    // As the editor counts its lines.
    ...[one.line + 1, one.area, one.class, one.state, one.reason, one.commit],
  ];
}

export const NOTE_COLUMNS = [
  ...['id', 'time', 'edited', 'lots', 'paths', 'text', 'before', 'after', 'question', 'chose', 'turned_down'],
  ...['pasted', 'seconds', 'changed'],
];

export function noteRow(one: Note): Cell[] {
  const paths = new Set(one.lots.map(({ path }) => path));
  return [
    ...[one.id, isoTime(one.time, one.offset), one.edited && isoTime(one.edited, one.offset)],
    ...[one.lots.map(({ id }) => id).join(' '), [...paths].join('\n'), one.text, one.before, one.after, one.question],
    ...[one.chose, one.turnedDown, one.pasted, one.seconds, yesOrNo(one.changed)],
  ];
}

export const COMMIT_COLUMNS = ['commit', 'authored', 'uri', 'typed', 'ai', 'probable', 'unseen', 'replaced'];

export function commitRow(one: LandedCommit & { readonly isReplaced: boolean }): Cell[] {
  return [
    ...[one.commit, isoTime(one.authored, one.offset), one.uri, one.typed, one.ai, one.probable, one.unseen],
    yesOrNo(one.isReplaced),
  ];
}

export const TASK_COLUMNS = [
  ...['id', 'time', 'title', 'kind', 'estimate', 'confidence', 'ai', 'ended', 'minutes', 'felt'],
];

export function taskRow(one: Task): Cell[] {
  return [
    ...[one.id, isoTime(one.time, one.offset), one.title, one.kind, one.estimate, one.confidence],
    ...[yesOrNo(usesAi(one)), one.end?.as, one.end?.minutes, one.end?.felt],
  ];
}

function yesOrNo(is: boolean): string {
  return is ? 'yes' : 'no';
}
