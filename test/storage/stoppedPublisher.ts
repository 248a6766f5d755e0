// A process that publishes a ledger once and stops itself at a step, as a machine does that sleeps.
import { writeSync } from 'node:fs';
import { openLedger } from '../support/ledger.ts';

const [folder, step] = process.argv.slice(2);
if (folder === undefined || step === undefined) throw new Error('usage: stoppedPublisher FOLDER STEP');
let wasStopped = false;
const ledger = await openLedger(folder, {
  reached(now) {
    if (now !== step || wasStopped) return;
    wasStopped = true;
    writeSync(1, 'stopping');
    process.kill(process.pid, 'SIGSTOP');
  },
});
await ledger.catchUp();
await ledger.publish();
