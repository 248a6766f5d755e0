import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';

/** One line of the results file: what a tier came to. */
export interface TierResult {
  tier: string;
  passed: number;
  failed: number;
  seconds: number;
}

/**
 * The usual list of tests on the screen, and one JSON line for whoever adds the tiers up.
 * The tier's name comes as `reporterOptions: { tier }` or from the environment; the latter reaches into VS Code's host too.
 */
export class GraspReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      append({
        tier: tierName(options?.reporterOptions),
        // Failed hooks count as failures, so this is what mocha's own exit code goes by.
        passed: this.stats.passes,
        failed: this.stats.failures,
        seconds: (this.stats.duration ?? 0) / 1000,
      });
    });
  }
}

function tierName(options: unknown): string {
  const tier = typeof options === 'object' && options !== null && 'tier' in options ? options.tier : undefined;
  return typeof tier === 'string' ? tier : (process.env['GRASP_TIER'] ?? 'unnamed');
}

function append(result: TierResult): void {
  const file = process.env['GRASP_RESULTS_FILE'];
  if (file !== undefined && file !== '') appendFileSync(file, `${JSON.stringify(result)}\n`);
}

// Mocha's command line looks a reporter up by file and takes its default export.
export default GraspReporter;
