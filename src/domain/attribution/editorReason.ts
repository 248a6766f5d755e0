import type { EditFact } from './editFact.ts';

const ACCEPT_SOURCES: ReadonlySet<string> = new Set(['inlineCompletionAccept', 'inlineCompletionPartialAccept']);

/**
 * What the editor's own reason says: `true` or `false` where it tells, `undefined` where this host does not. The
 * built-in suggestion list shown as grey text has the same source but names no extension: it is not AI.
 */
export function saysCompletionAccepted(fact: EditFact): boolean | undefined {
  if (fact.history !== undefined) return false;
  if (fact.source === undefined) return undefined;
  return ACCEPT_SOURCES.has(fact.source.name) && (fact.source.extensionId ?? '').trim() !== '';
}
