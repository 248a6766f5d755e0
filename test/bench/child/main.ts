// One scenario in a process of its own: forked by the bench, which sends what to do and is sent what came of it.
import { accepting } from './accepting.ts';
import { activation, history } from './activation.ts';
import { appending } from './appending.ts';
import { burst } from './burst.ts';
import { committing } from './committing.ts';
import { folding } from './folding.ts';
import { kinds } from './kinds.ts';
import { looking } from './looking.ts';
import { opening } from './opening.ts';
import { preparing } from './preparing.ts';
import { typing } from './typing.ts';

const listeningScenarios = { typing, accepting, burst, kinds, activation, history };
const storageScenarios = { preparing, appending, folding, opening, looking, committing };
const scenarios = { ...listeningScenarios, ...storageScenarios };

export type Scenarios = typeof scenarios;
export type ScenarioName = keyof Scenarios;

export interface Task {
  readonly scenario: ScenarioName;
  readonly input: never;
}

process.once('message', (task: Task) => {
  scenarios[task.scenario](task.input)
    .then(
      (result) => ({ result }),
      (error: unknown) => ({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
    // Timers of the extension would keep this process for many minutes.
    .then((answer) => process.send?.(answer, () => process.exit(0)))
    .catch(() => process.exit(1));
});
