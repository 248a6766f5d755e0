import type { Logger } from '../../ports/logger.ts';
import type { Landed } from '../landed-commits/landedCommits.ts';
import type { PromptBudget } from '../prompts/promptBudget.ts';

const KIND = 'commit hook';

export interface HookOfferParts {
  readonly budget: Pick<PromptBudget, 'mayPrompt' | 'record'>;
  readonly log: Logger;
  /** repositories in which it was offered before, by the absolute path of their top folder; kept by whoever gives it */
  readonly offered: { has(root: string): boolean; add(root: string): void };
  /** whether the hook is not there, and could be; what is known as offered follows from that */
  readonly canEnable: (root: string) => Promise<boolean>;
  /** Asks the person, and does what they choose. `ignored` where they choose nothing. */
  readonly ask: (root: string) => Promise<'answered' | 'skipped' | 'ignored'>;
}

/** Offers the commit hook once a repository, when it would first have helped, as far as the budget allows. */
export class HookOffer {
  readonly #parts: HookOfferParts;
  readonly #asking = new Set<string>();

  constructor(parts: HookOfferParts) {
    this.#parts = parts;
  }

  /** Commits were taken down. Never rejects. */
  async landed({ root, unasked }: Landed): Promise<void> {
    const { budget, log, offered, canEnable, ask } = this.#parts;
    if (!unasked || this.#asking.has(root)) return;
    this.#asking.add(root);
    try {
      // Looked for first: if it is gone that was wanted, it may be offered again.
      if (!(await canEnable(root)) || offered.has(root) || !(await budget.mayPrompt(KIND, root)).may) return;
      offered.add(root);
      budget.record(KIND, { asked: false, outcome: 'shown', seconds: 0 });
      budget.record(KIND, { asked: false, outcome: await ask(root), seconds: 0 });
    } catch (error) {
      log.error('The commit hook could not be offered.', error);
    } finally {
      this.#asking.delete(root);
    }
  }
}
