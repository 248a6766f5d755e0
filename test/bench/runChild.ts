import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { ScenarioName, Scenarios } from './child/main.ts';

type Input<S extends ScenarioName> = Parameters<Scenarios[S]>[0];
type Result<S extends ScenarioName> = Awaited<ReturnType<Scenarios[S]>>;

interface Answer {
  readonly result?: unknown;
  readonly failure?: string;
}

/** Runs one scenario in a fresh process; rejects when it did not do what it claims. */
export function runChild<S extends ScenarioName>(scenario: S, input: Input<S>): Promise<Result<S>> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'child', 'main.ts'), {
      execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
    });
    child.once('message', ({ result, failure }: Answer) => {
      if (failure === undefined) resolve(result as Result<S>);
      else reject(new Error(`${scenario}: ${failure}`));
    });
    child.once('exit', (code) => {
      reject(new Error(`${scenario}: its process ended with ${String(code)} before it was done`));
    });
    child.send({ scenario, input });
  });
}
