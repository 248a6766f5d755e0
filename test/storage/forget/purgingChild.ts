// A process that does away with what is forgotten, and kills itself at a step, the first time that it is reached.
import { join } from 'node:path';
import { purgeJournals } from '../../../src/storage/forget/purgeJournals.ts';
import type { Step } from '../../../src/storage/steps.ts';
import { openLedger } from '../../support/ledger.ts';

const [folder = '', trace = '', diesAt] = process.argv.slice(2);
const reached = (step: Step): void => {
  if (step === diesAt) process.kill(process.pid, 'SIGKILL');
};
const ledger = await openLedger(folder);
await ledger.catchUp();
const result = await purgeJournals(join(folder, 'journal'), {
  isForgotten: ledger.forgotten(),
  traces: trace === '' ? [] : [trace],
  now: Date.now(),
  signal: new AbortController().signal,
  progress: () => undefined,
  reached,
});
process.stdout.write(JSON.stringify(result));
