import type { TextDocumentChangeEvent } from 'vscode';
import type { EditSource } from '../../domain/attribution/editFact.ts';

/** Set by tests to run on a host that tells reasons as if it told none, which is what released VS Code does. */
const MASKED = process.env['GRASP_MASK_DETAILED_REASON'] === '1';

/**
 * The editor's own reason for a change, where this host gives one to extensions: a proposed interface, so its presence
 * is found by looking, and nothing about its form is taken for granted.
 */
export function changeSource(event: TextDocumentChangeEvent): EditSource | undefined {
  if (MASKED || !('detailedReason' in event)) return undefined;
  const reason: unknown = event.detailedReason;
  if (!isRecord(reason) || typeof reason['source'] !== 'string') return undefined;
  const metadata = isRecord(reason['metadata']) ? reason['metadata'] : {};
  const extensionId = metadata['$extensionId'];
  return { name: reason['source'], extensionId: typeof extensionId === 'string' ? extensionId : undefined };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
