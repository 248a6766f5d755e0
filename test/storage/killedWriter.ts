// A process that appends until it is killed, and tells each event that it was promised to be written.
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock, systemTimers } from '../../src/host/systemTime.ts';
import { SessionJournal } from '../../src/storage/journal/sessionJournal.ts';

const [folder, session] = process.argv.slice(2);
if (folder === undefined || session === undefined) throw new Error('usage: killedWriter FOLDER SESSION');
const header = { grasp: '0.1.0', vscode: '1.103.0', pid: process.pid };
const journal = new SessionJournal({
  folder,
  newSession: () => session,
  header,
  clock: systemClock,
  timers: systemTimers,
});
for (let i = 0; ; i += 1) {
  const { event, written } = journal.append('acceptance', { i, padding: 'x'.repeat(500) });
  // What is refused was not promised.
  written.then(
    () => process.stdout.write(`${String(event.n)}\n`),
    () => undefined,
  );
  if (i % 20 === 0) await sleep(5);
}
