import Mocha from 'mocha';
import { GraspReporter } from '../support/reporter.ts';
import { trueEdits } from './trueEdits.ts';

/** VS Code calls this inside its extension host and takes a rejection as failure. */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    forbidOnly: true,
    forbidPending: true,
    failZero: true,
    retries: 0,
    reporter: GraspReporter,
    color: false,
  });
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, 'suite', mocha);
  await importTests(process.env['GRASP_TEST_PART']);
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${String(failures)} tests failed`);
}

async function importTests(part: string | undefined): Promise<void> {
  if (part === 'slow') {
    // What the others have agents write would be offered to be explained, too.
    await import('./freshOffer.long.ts');
    await import('./terminalPauses.long.ts');
    await import('./agentReports.long.ts');
    await import('./diskWrites.long.ts');
    await import('./gitWrites.long.ts');
    await import('./flood.long.ts');
    return;
  }
  if (part === 'explaining') {
    await import('./activation.test.ts');
    await import('./explaining.test.ts');
    await import('./notes.test.ts');
    await import('./pauses.test.ts');
    await import('./terminalPauses.long.ts');
    return;
  }
  trueEdits.listen();
  await import('./activation.test.ts');
  await import('./recording.test.ts');
  await import('./acceptances.test.ts');
  await import('./otherEdits.test.ts');
  await import('./confusion.test.ts');
  await import('./provenance.test.ts');
  await import('./reopening.test.ts');
  await import('./corrections.test.ts');
  if (part === 'attribution') return;
  await import('./pause.test.ts');
  await import('./blocks.test.ts');
  await import('./quietAi.test.ts');
  await import('./agentHooks.test.ts');
  await import('./exclusion.test.ts');
  await import('./hiddenNames.test.ts');
  await import('./forget.test.ts');
  await import('./commits.test.ts');
  await import('./explaining.test.ts');
  await import('./correctionLens.test.ts');
  await import('./pauses.test.ts');
  await import('./notes.test.ts');
  await import('./commands.test.ts');
}
