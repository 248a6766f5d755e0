// A window that a test kills or stops: windowChild DATA_FOLDER wait|'wait a second'|hang. Tells its folder when it serves.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ScriptedWindow } from './scriptedWindow.ts';

const [dataFolder = '', what] = process.argv.slice(2);

const window = new ScriptedWindow(dataFolder, async (ask) => {
  if (what === 'wait') await ask.wait(5, 300, 300);
  if (what === 'wait a second') await ask.wait(5, 1, 300);
  if (what === 'hang') {
    await ask.wait(5, 5, 300);
    ask.writing();
    while (!isWritten()) await sleep(1);
    process.kill(process.pid, 'SIGSTOP');
  }
  await ask.isOver;
});
/** Whether the hook can read that somebody writes. */
function isWritten(): boolean {
  const name = readdirSync(window.folder).find((one) => one.startsWith('writing.'));
  return name !== undefined && readFileSync(join(window.folder, name), 'utf8') !== '';
}

await window.asks.serve(true);
process.stdout.write(`${window.folder}\n`);
// The folder's watcher keeps no process alive.
setInterval(() => undefined, 1_000);
