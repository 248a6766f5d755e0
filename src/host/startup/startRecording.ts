import { ChatEditing } from '../../domain/attribution/chatEditing.ts';
import { ProvenanceKeeper } from '../../features/provenance/provenanceKeeper.ts';
import { AcceptanceFollower } from '../../features/record-edits/acceptanceFollower.ts';
import type { AcceptanceLog } from '../../features/record-edits/acceptanceLog.ts';
import { EditCounts } from '../../features/record-edits/editCounts.ts';
import { EditRecorder } from '../../features/record-edits/editRecorder.ts';
import { startDisk } from '../disk/startDisk.ts';
import { ChatDocuments } from '../editor/chatDocuments.ts';
import { systemClipboard } from '../editor/systemClipboard.ts';
import type { Guard } from '../guard.ts';
import type { OutputLog } from '../log/outputLog.ts';
import type { OpenDocuments } from '../provenance/openDocuments.ts';
import { systemClock, systemTimers } from '../systemTime.ts';

/** What follows edits, of documents and on the disk. Nothing reaches it before its observers are called. */
export function startRecording(acceptances: AcceptanceLog, log: OutputLog, open: OpenDocuments) {
  const timers = systemTimers;
  const follower = new AcceptanceFollower(acceptances, timers, systemClock);
  const counts = new EditCounts(timers, (counted) => {
    acceptances.recordCounts(counted);
  });
  const report = (error: unknown): void => {
    log.error('Recording an edit failed.', error);
  };
  const chatDocuments = new ChatDocuments(systemClock);
  const chat = new ChatEditing((uri) => chatDocuments.texts(uri));
  const { disk, activity, observeDisk, closedText } = startDisk(report);
  const linesOf = (uri: string, most?: number): readonly string[] | undefined => {
    const lines = closedText(uri)?.split('\n');
    return lines === undefined || lines.length > (most ?? Infinity) ? open.linesOf(uri, most) : lines;
  };
  const provenance = new ProvenanceKeeper({ clock: systemClock, timers, linesOf, report });
  const clipboard = systemClipboard(log);
  const parts = { timers, clock: systemClock, chat, clipboard, follower, counts, disk, witness: provenance, report };
  return {
    observeDisk,
    closedText,
    activity,
    follower,
    provenance,
    recorder: new EditRecorder(parts),
    observeChat: (guard: Guard) => chatDocuments.observe(chat, guard),
  };
}
