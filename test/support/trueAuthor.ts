/** Who really wrote a text; of AI's, by the way in which it came. In the order of the table. */
export const TRUE_AUTHORS = [
  'completion by key',
  'completion by mouse',
  'edit by chat',
  'code block',
  'agent on the disk',
  'typed',
  'pasted',
  'tool',
  'restored',
  'git',
  'external',
  'own write beside an agent',
] as const;
export type TrueAuthor = (typeof TRUE_AUTHORS)[number];

export const BY_AI: ReadonlySet<TrueAuthor> = new Set(TRUE_AUTHORS.slice(0, 5));

/** The one case in which a person's text may be called AI's at probable, which the README states. */
export const STATED_CASE: TrueAuthor = 'own write beside an agent';

/** Commands of the editor that are a person's keys. */
const KEYS: ReadonlySet<string> = new Set(['tab', 'lineBreakInsert', 'deleteLeft', 'deleteRight', 'cut']);

/**
 * Whose text the editor's own reason says it is. Who accepted a completion with a key that Grasp does not know has done so
 * "by mouse", which the editor does not say.
 */
export function authorBySource(name: string, detail: string, extensionId = ''): TrueAuthor {
  if (name === 'cursor') {
    if (detail === 'paste') return 'pasted';
    return /^(?:type|composition\w*)$/u.test(detail) || KEYS.has(detail) ? 'typed' : 'tool';
  }
  // The suggestion list shown as grey text names no extension.
  if (/^inlineCompletion(?:Partial)?Accept$/u.test(name))
    return extensionId.trim() === '' ? 'tool' : 'completion by key';
  if (/^(?:Chat|inlineChat)\.applyEdits$/u.test(name)) return 'edit by chat';
  if (/^Chat\.(?:undoEdits|reset)$/u.test(name) || detail === 'editSessionUndoRedo') return 'restored';
  return name === 'reloadFromDisk' ? 'external' : 'tool';
}
