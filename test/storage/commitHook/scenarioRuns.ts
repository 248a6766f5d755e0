import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inTerminal, installBlock, installOther, LINE, stateOf, type Terminal } from './hookedRepository.ts';
import { prepare, toolsBeside, type Scenario } from './scenarios.ts';

/** A name that a shell would take apart. */
const ODD = 'it\'s a\nrepository $(here) "1" \\';

export interface Outcome {
  /** see `stateOf` */
  readonly state: string;
  /** how often somebody was told that there is a question */
  readonly told: number;
  /** the work tree in which was committed */
  readonly root: string;
}

/** Runs scenarios as often as is wanted, each time in a repository of its own; what lies ready is prepared once. */
export class ScenarioRuns {
  readonly #folder: string;
  readonly #ready = new Map<Scenario, Promise<string>>();
  readonly #plain = new Map<Scenario, Promise<string>>();
  #count = 0;

  /** @param folder an empty one */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What comes of a scenario without Grasp's block. */
  plain(scenario: Scenario): Promise<string> {
    const known = this.#plain.get(scenario) ?? this.#run(scenario, 'without', undefined).then(({ state }) => state);
    this.#plain.set(scenario, known);
    return known;
  }

  /** The same with the block. All commits have been made when it resolves. */
  withBlock(scenario: Scenario, terminal: Terminal): Promise<Outcome> {
    return this.#run(scenario, ODD, terminal);
  }

  async #run(scenario: Scenario, name: string, terminal: Terminal | undefined): Promise<Outcome> {
    const { at, gitFolder = '.git', hook = {}, commands } = scenario;
    const root = join(this.#newFolder(), name);
    await this.#prepare(scenario, root);
    await (terminal === undefined ? installOther : installBlock)(join(root, gitFolder), hook);
    const { status, said } = await inTerminal(root, `set -e\n${commands}`, terminal);
    assert.equal(status, 0, said);
    const states = [await stateOf(root), ...(at === undefined ? [] : [await stateOf(join(root, at))])];
    await rm(dirname(root), { recursive: true });
    return { state: states.join('\n==\n'), told: said.match(LINE)?.length ?? 0, root: join(root, at ?? '') };
  }

  /** A repository with others in it knows where these lie, so it is made in its place; all others are copied. */
  async #prepare(scenario: Scenario, root: string): Promise<void> {
    if (scenario.at !== undefined) {
      await mkdir(toolsBeside(root), { recursive: true });
      await prepare(scenario, root);
      return;
    }
    const ready = this.#ready.get(scenario) ?? this.#makeReady(scenario);
    this.#ready.set(scenario, ready);
    await mkdir(dirname(root), { recursive: true });
    await promisify(execFile)('cp', ['-a', '--', await ready, root]);
  }

  async #makeReady(scenario: Scenario): Promise<string> {
    const root = join(this.#newFolder(), 'ready');
    await mkdir(toolsBeside(root), { recursive: true });
    await prepare(scenario, root);
    await rm(join(root, '.git/hooks/pre-commit'), { force: true });
    return root;
  }

  #newFolder(): string {
    this.#count += 1;
    return join(this.#folder, String(this.#count));
  }
}
