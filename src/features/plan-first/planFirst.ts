import type { Acceptance } from '../../domain/attribution/acceptance.ts';
import type { Plan } from '../../domain/debt/lot.ts';
import { LONGEST_PLAN, PLAN } from '../../domain/events/planWritten.ts';
import type { Owned } from '../../domain/ownership/area.ts';
import { withLikelySecretsMasked } from '../../domain/privacy/likelySecrets.ts';
import { localDay } from '../../domain/velocity/localWeek.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Explanations } from '../../ports/explanations.ts';
import { Emitter } from '../emitter.ts';
import { takeDown, type TakeDownParts, type TakeDownWords } from '../takeDown.ts';
import type { PromptBudget } from '../prompts/promptBudget.ts';

const DAY = 86_400_000;
/** An offer that nobody has taken up goes away after this long, in milliseconds. */
const LASTS = 30 * 60_000;
const KIND = 'plan';
const WORDS: TakeDownWords = {
  paused: 'Grasp is paused and writes nothing. Resume it to write a plan.',
  waiting: 'The journal can not be written now. Your plan is in memory, and is written when it can be.',
  failed: 'That could not be written; the log says more.',
  logged: 'A plan could not be written.',
};

export interface PlanFirstParts extends TakeDownParts {
  readonly explanations: Pick<Explanations, 'plans'>;
  readonly budget: Pick<PromptBudget, 'mayPrompt' | 'record'>;
  readonly clock: Clock;
  /** where a file belongs, by its URI */
  readonly ownedBy: (uri: string) => Promise<Owned>;
  /** the top folder of the repository that holds a file; what is in none is never asked about */
  readonly repositoryOf: (uri: string) => Promise<string | undefined>;
}

/**
 * In code of class core, offers once a day and area to write down in two lines what is meant to be done, when AI begins to write
 * there. The plan is shown again where the code is explained.
 */
export class PlanFirst implements Disposable {
  readonly #parts: PlanFirstParts;
  readonly #changed: Emitter<undefined>;
  /** fires when there is another offer, or none any more */
  readonly onDidChange: Emitter<undefined>['listen'];
  /** areas that were looked at on a day */
  #looked: { readonly day: number; readonly areas: Set<string> } | undefined;
  #offered: { readonly area: string; readonly end: Disposable } | undefined;

  constructor(parts: PlanFirstParts) {
    this.#parts = parts;
    this.#changed = new Emitter((error) => {
      parts.log.error('A listener for plans failed.', error);
    });
    this.onDidChange = this.#changed.listen;
  }

  /** The area for which a plan is offered. */
  get offer(): string | undefined {
    return this.#offered?.area;
  }

  /** An acceptance was recorded. Its file by the name that it really has. Never throws or rejects. */
  async recorded({ uri, confidence }: Pick<Acceptance, 'uri' | 'confidence'>): Promise<void> {
    try {
      const { area, class: of } = await this.#parts.ownedBy(uri);
      if (of !== 'core' || confidence === 'guess' || !this.#isFirst(area)) return;
      if ((await this.planFor([area])) !== '') return;
      const repository = await this.#parts.repositoryOf(uri);
      if (repository === undefined || this.#offered !== undefined) return;
      if ((await this.#parts.budget.mayPrompt(KIND, repository)).may) this.#show(area);
    } catch (error) {
      this.#parts.log.error('A plan could not be offered.', error);
    }
  }

  /** Writes a plan down, with likely secrets masked. Gives an empty text once it is on the disk, or what is wrong, for people. */
  async write(area: string, text: string): Promise<string> {
    const payload = { area, text: withLikelySecretsMasked(text.trim().slice(0, LONGEST_PLAN)) };
    return takeDown(this.#parts, { kind: PLAN, payload, words: WORDS }, () => {
      if (this.offer === area) this.#end('answered');
    });
  }

  /** The person does not want to write one. */
  putOff(): void {
    this.#end('later');
  }

  /** Forgets the offer, as when the person wants something forgotten. */
  letGo(): void {
    if (this.#offered !== undefined) this.#end(undefined);
  }

  /** The latest plan of today for one of some areas; empty where there is none. Rejects when the journals can not be read. */
  async planFor(areas: readonly string[]): Promise<string> {
    const { explanations, clock } = this.#parts;
    const now = clock.now();
    const today = localDay(now, clock.offsetMinutes(now));
    const isOfToday = ({ area, time, offset }: Plan): boolean =>
      areas.includes(area) && localDay(time, offset) === today;
    return (await explanations.plans(now - DAY)).findLast(isOfToday)?.text ?? '';
  }

  dispose(): void {
    this.#offered?.end.dispose();
  }

  #isFirst(area: string): boolean {
    const { clock } = this.#parts;
    const now = clock.now();
    const day = localDay(now, clock.offsetMinutes(now));
    if (this.#looked?.day !== day) this.#looked = { day, areas: new Set() };
    const isFirst = !this.#looked.areas.has(area);
    this.#looked.areas.add(area);
    return isFirst;
  }

  #show(area: string): void {
    const end = this.#parts.timers.after(LASTS, () => {
      this.#end('ignored');
    });
    this.#offered = { area, end };
    this.#parts.budget.record(KIND, { asked: false, outcome: 'shown', seconds: 0 });
    this.#changed.fire(undefined);
  }

  #end(outcome: 'answered' | 'later' | 'ignored' | undefined): void {
    if (this.#offered === undefined) return;
    this.#offered.end.dispose();
    this.#offered = undefined;
    if (outcome !== undefined) this.#parts.budget.record(KIND, { asked: false, outcome, seconds: 0 });
    this.#changed.fire(undefined);
  }
}
