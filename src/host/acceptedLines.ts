import { acceptedLinesSnapshot, shownRange } from '../features/accepted-lines/acceptedLinesSnapshot.ts';
import { NO_EXPLANATIONS, type ExplanationsContent } from '../features/explanations/explanationsSnapshot.ts';
import { pauseInWords } from '../domain/privacy/pause.ts';
import type { PauseControl } from '../features/pause/pauseControl.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal, JournalHealth } from '../ports/journal.ts';
import type { Ledger, LedgerAnswer } from '../ports/ledger.ts';
import { codeOf } from './commands/words.ts';
import type { DataFolder } from './dataFolder.ts';
import type { PanelContent } from './panel/panelContent.ts';
import { readSetting } from './settings/readSetting.ts';

/** Reads what the panel and the status bar show. A ledger that can not be read is shown as such, not as an empty one. */
export async function readAcceptedLines(parts: {
  ledger: Ledger;
  journal: Journal;
  clock: Clock;
  folder: DataFolder;
  pausing: PauseControl;
  /** what to say of the settings; empty when there is nothing */
  settingsNotice: () => string;
  /** rejects when explanations can not be read */
  explanations: () => Promise<ExplanationsContent>;
}): Promise<PanelContent> {
  const { ledger, journal, clock, folder, pausing } = parts;
  const firstDay = readSetting('week.firstDay');
  const range = shownRange(clock, firstDay);
  let answer = NOTHING_READ;
  let explained = NO_EXPLANATIONS;
  let problem = problemInWords(journal.health);
  try {
    const { since, until, firstDay: first, today: last } = range;
    answer = await ledger.acceptances({ since, until, days: { first, last } });
    explained = await parts.explanations();
  } catch (error) {
    problem ||= `The journal can not be read (${codeOf(error)}). Nothing in it is changed; Grasp tries again by itself.`;
  }
  const pause = pausing.current;
  const { snapshot, ...accepted } = acceptedLinesSnapshot({
    accepted: answer.acceptances,
    arrived: answer.arrived,
    range,
    everRecorded: answer.acceptancesEver > 0,
    damagedLines: answer.damagedLines,
    notice: [answer.newer ? NEWER : folder.notice, parts.settingsNotice()].filter((one) => one !== '').join(' '),
    problem,
    pause: pause === undefined ? '' : `${pauseInWords(pause, pause.scope, clock.now())}.`,
  });
  const { shown, ...rest } = explained;
  return { ...accepted, ...rest, snapshot: { ...snapshot, explaining: shown } };
}

const NOTHING_READ: Omit<LedgerAnswer, 'events' | 'pause' | 'forgetting'> = {
  acceptances: [],
  arrived: [],
  acceptancesEver: 0,
  damagedLines: 0,
  newer: false,
};

const NEWER = 'A newer Grasp has written here. This one goes on recording; update it to see all numbers.';

function problemInWords(health: JournalHealth): string {
  if (health.state === 'writing') return '';
  const kept = `${String(health.waiting)} ${health.waiting === 1 ? 'record waits' : 'records wait'} in memory`;
  const lost = health.lost === 0 ? '' : `, ${String(health.lost)} had no room and are lost`;
  return `The journal can not be written (${health.reason}): ${kept}${lost}. Grasp tries again by itself; nothing written before is lost.`;
}
