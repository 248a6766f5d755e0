import { acceptedLinesSnapshot } from '../features/accepted-lines/acceptedLinesSnapshot.ts';
import type { Acceptance, AcceptanceLog } from '../features/record-edits/acceptanceLog.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal, JournalHealth } from '../ports/journal.ts';
import type { PanelContent } from './panel/panelView.ts';
import { readSetting } from './settings/readSetting.ts';

/** Reads what the panel and the status bar show. A journal that can not be read is shown as such, not as an empty one. */
export async function readAcceptedLines(parts: {
  acceptances: AcceptanceLog;
  journal: Journal;
  clock: Clock;
}): Promise<PanelContent> {
  let accepted: readonly Acceptance[] = [];
  let problem = problemInWords(parts.journal.health);
  try {
    accepted = await parts.acceptances.query();
  } catch (error) {
    problem ||= `The journal can not be read (${errorCode(error)}). Nothing in it is changed; Grasp tries again by itself.`;
  }
  return acceptedLinesSnapshot({
    accepted,
    now: parts.clock.now(),
    firstDay: readSetting('week.firstDay'),
    everRecorded: accepted.length > 0,
    problem,
  });
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function problemInWords(health: JournalHealth): string {
  if (health.state === 'writing') return '';
  const kept = `${String(health.waiting)} ${health.waiting === 1 ? 'record waits' : 'records wait'} in memory`;
  const lost = health.lost === 0 ? '' : `, ${String(health.lost)} had no room and are lost`;
  return `The journal can not be written (${health.reason}): ${kept}${lost}. Grasp tries again by itself; nothing written before is lost.`;
}
