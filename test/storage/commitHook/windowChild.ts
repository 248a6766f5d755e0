// A window that a test kills or stops: windowChild DATA_FOLDER wait|'wait a second'|hang. Tells its folder when it serves.
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ScriptedWindow } from './scriptedWindow.ts';

const [dataFolder = '', what] = process.argv.slice(2);

const window = new ScriptedWindow(dataFolder, async (ask) => {
  if (what === 'wait') await ask.wait(5, 300, 300);
  if (what === 'wait a second') await ask.wait(5, 1, 300);
  if (what === 'hang') {
    await ask.wait(5, 5, 300);
    ask.writing();
    while (!readdirSync(window.folder).some((name) => name.startsWith('writing.'))) await sleep(1);
    process.kill(process.pid, 'SIGSTOP');
  }
  await ask.isOver;
});
await window.asks.serve(true);
process.stdout.write(`${window.folder}\n`);
// The folder's watcher keeps no process alive.
setInterval(() => undefined, 1_000);
