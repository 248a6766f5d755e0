import type { Logger } from '../../ports/logger.ts';
import type { Landed } from '../landed-commits/landedCommits.ts';
import type { PromptBudget } from '../prompts/promptBudget.ts';

const KIND = 'commit hook';

export interface HookOfferParts {
  readonly budget: Pick<PromptBudget, 'mayPrompt' | 'record'>;
  readonly log: Logger;
  /** repositories in which it was offered before, by what they are known by; kept by whoever gives it */
  readonly offered: { has(owner: string): boolean; add(owner: string): void };
  /** what a repository is known by, which is the same for all of its worktrees; never rejects */
  readonly ownerOf: (root: string) => Promise<string>;
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
    const { budget, log, offered, ownerOf, canEnable, ask } = this.#parts;
    if (!unasked) return;
    const owner = await ownerOf(root);
    if (this.#asking.has(owner)) return;
    this.#asking.add(owner);
    try {
      // Looked for first: if it is gone that was wanted, it may be offered again.
      if (!(await canEnable(root)) || offered.has(owner) || !(await budget.mayPrompt(KIND, root)).may) return;
      offered.add(owner);
      budget.record(KIND, { asked: false, outcome: 'shown', seconds: 0 });
      budget.record(KIND, { asked: false, outcome: await ask(root), seconds: 0 });
    } catch (error) {
      log.error('The commit hook could not be offered.', error);
    } finally {
      this.#asking.delete(owner);
    }
  }
}
