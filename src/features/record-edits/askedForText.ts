import type { ChatEvidence } from '../../domain/attribution/chatEditing.ts';
import type { EditFact } from '../../domain/attribution/editFact.ts';
import type { EditorVerdict } from '../../domain/attribution/editorReason.ts';
import { isKeystroke } from '../../domain/attribution/recentChanges.ts';

/** Whether somebody will ask what an edit brought; nobody does so for one key's work, unless chat was to edit the file. */
export function isAskedForText(
  fact: EditFact,
  verdict: EditorVerdict | undefined,
  evidence: ChatEvidence | undefined,
): boolean {
  if (verdict?.kind === 'other') return false;
  if (isKeystroke(fact.changes, 'unnamed')) return verdict === undefined && evidence?.expected === true;
  // What leaves the document without unsaved changes may come from the disk.
  return verdict !== undefined || fact.active || fact.clean || evidence !== undefined;
}
