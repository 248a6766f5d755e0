import { nameOfOccurrence, phaseAt } from '../../domain/blocks/blockOccurrence.ts';
import type { BlockSchedule } from '../../domain/blocks/blockSchedule.ts';
import {
  currentBlock,
  endedBlock,
  whyNotTo,
  type BlockPlan,
  type BlocksAsked,
  type PlannedBlock,
} from '../../domain/blocks/plannedBlocks.ts';
import { BLOCK_PLANNED, subjectOf, type BlockPlanned } from '../../domain/events/blockPlanned.ts';
import { eventOrder } from '../../domain/events/journalEvent.ts';
import type { Claims } from '../../ports/claims.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Explanations } from '../../ports/explanations.ts';
import { Emitter } from '../emitter.ts';
import { takeDown, type TakeDownParts } from '../takeDown.ts';
import { BLOCK_WORDS } from './blockSaid.ts';

export interface BlockPlannerParts extends TakeDownParts {
  readonly explanations: Pick<Explanations, 'blockPlans'>;
  readonly claims: Pick<Claims, 'isClaimed'>;
  readonly clock: Clock;
  readonly schedule: () => BlockSchedule | undefined;
}

/** What is claimed once somebody was seen in a block. */
export function presenceIn(block: PlannedBlock): string {
  return `there.${nameOfOccurrence(block)}`;
}

/** When the weekly block is, by its schedule and by what was said of it since, and what the person says of it now. */
export class BlockPlanner {
  readonly #parts: BlockPlannerParts;
  readonly #changed: Emitter<undefined>;
  /** fires when something else was said of blocks, here or in another window */
  readonly onDidChange: Emitter<undefined>['listen'];
  #plans: readonly BlockPlan[] = [];
  #current: PlannedBlock | undefined;

  constructor(parts: BlockPlannerParts) {
    this.#parts = parts;
    this.#changed = new Emitter((error) => {
      parts.log.error('A listener for blocks failed.', error);
    });
    this.onDidChange = this.#changed.listen;
  }

  /** All that tells where blocks are now; `undefined` where none is scheduled. */
  get asked(): BlocksAsked | undefined {
    const schedule = this.#parts.schedule();
    return schedule && { schedule, plans: this.#plans, now: this.#parts.clock.now() };
  }

  /** The block that runs, else the next one; `undefined` where none is scheduled, and where none is held within a year. */
  get current(): PlannedBlock | undefined {
    const { asked } = this;
    // A block that has begun outlives a change of its schedule, but not its being switched off.
    this.#current = asked && currentBlock(asked, this.#current);
    return this.#current;
  }

  /** The block of this week, where it is over and nobody was seen in it. Rejects when that can not be read. */
  async missed(): Promise<PlannedBlock | undefined> {
    const { asked } = this;
    const ended = asked && endedBlock(asked);
    if (asked === undefined || ended === undefined) return undefined;
    const wasThere = await this.#parts.claims.isClaimed(presenceIn(ended));
    return phaseAt(ended, asked.now, wasThere) === 'missed' ? ended : undefined;
  }

  /** Reads what was said of blocks. What can not be read leaves all as it was known. Never rejects. */
  async read(): Promise<void> {
    try {
      const plans = await this.#parts.explanations.blockPlans();
      const isNew = JSON.stringify(plans) !== JSON.stringify(this.#plans);
      this.#plans = plans;
      if (isNew) this.#changed.fire(undefined);
    } catch (error) {
      this.#parts.log.warn(`What was said of blocks can not be read: ${String(error)}`);
    }
  }

  /** Moves a block to a local time. Gives an empty text once that is on the disk, or what is wrong, for people. */
  async move(block: PlannedBlock, to: string): Promise<string> {
    const { asked } = this;
    const why = asked === undefined ? 'No block is scheduled.' : whyNotTo(block, to, asked);
    return why === '' ? this.say({ change: 'moved', of: block.id, to }) : why;
  }

  /** Takes down what the person says of blocks. Gives an empty text once that is on the disk, or what is wrong, for people. */
  say(plan: BlockPlanned): Promise<string> {
    return takeDown(this.#parts, { kind: BLOCK_PLANNED, payload: plan, words: BLOCK_WORDS }, (event) => {
      const others = this.#plans.filter((one) => subjectOf(one) !== subjectOf(plan));
      this.#plans = [...others, { ...plan, order: eventOrder(event), time: event.t }];
      this.#changed.fire(undefined);
    });
  }
}
