// A process that imports, or exports, and kills itself at a step, the nth time that it is reached: what is on the disk then is the test.
import type { Step } from '../../src/storage/steps.ts';
import { exportBelow } from '../support/exports.ts';
import { importInto } from '../support/imports.ts';

const [work, folder = '', place = '', diesAt, time] = process.argv.slice(2);
let times = Number(time);
const reached = (step: Step): void => {
  if (step === diesAt && (times -= 1) < 0) process.kill(process.pid, 'SIGKILL');
};
try {
  if (work === 'import') await importInto(folder, { source: place, reached });
  else await exportBelow(folder, { target: place, format: work === 'csv' ? 'csv' : 'json', reached });
  process.stdout.write('done');
} catch (error) {
  process.stdout.write((error as NodeJS.ErrnoException).code ?? String(error));
}
