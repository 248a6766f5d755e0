import type { TextDocumentChangeEvent } from 'vscode';
import type { EditSource } from '../../domain/attribution/editFact.ts';

/** Set by tests to run on a host that tells reasons as if it told none, which is what released VS Code does. */
const MASKED = process.env['GRASP_MASK_DETAILED_REASON'] === '1';

/** The editor's own reason for a change, where this host gives one to extensions. */
export function changeSource(event: TextDocumentChangeEvent): EditSource | undefined {
  return MASKED ? undefined : namedSource(event);
}

/**
 * What the host says, also where Grasp is not to know it. That is a proposed interface, so its presence is found by
 * looking, and nothing about its form is taken for granted.
 */
export function namedSource(event: TextDocumentChangeEvent): EditSource | undefined {
  if (!('detailedReason' in event)) return undefined;
  const reason: unknown = event.detailedReason;
  if (!isRecord(reason) || typeof reason['source'] !== 'string') return undefined;
  const metadata = isRecord(reason['metadata']) ? reason['metadata'] : {};
  return { name: reason['source'], detail: detailOf(metadata), extensionId: text(metadata['$extensionId']) };
}

/** A cursor's edit has a kind, one by a command names that command, and an edit of unknown source may have a name. */
function detailOf(metadata: Record<string, unknown>): string {
  const named = ['kind', '$kind', 'name', '$name']
    .map((key) => text(metadata[key]))
    .find((value) => value !== undefined);
  if (named?.startsWith('executeCommand') !== true) return named ?? '';
  return text(metadata['detailedSource']) ?? text(metadata['$detailedSource']) ?? named;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
