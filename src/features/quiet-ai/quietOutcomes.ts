import { AI_SWITCHES, isOff, isOfKnownForm } from '../../domain/blocks/aiSwitches.ts';
import type { QuietEntry } from '../../domain/blocks/quietRecord.ts';
import { isSameValue } from '../../domain/settings/settingValue.ts';
import type { UserSettings } from '../../ports/userSettings.ts';

/** What came of one switch in this window; `elsewhere`: another settings file has the last word, which is not changed. */
export type QuietState = 'quiet' | 'elsewhere' | 'policy' | 'changed since' | 'not written';

/** One switch that this VS Code knows. */
export interface QuietOutcome {
  readonly key: string;
  readonly whose: string;
  readonly state: QuietState;
  /** what VS Code said where it could not be written */
  readonly why?: string;
}

/**
 * What came of every switch that is registered, by what holds in this window now.
 *
 * @param failures what VS Code said of what this window could not write, by key
 */
export function quietOutcomes(
  look: UserSettings['look'],
  entries: readonly QuietEntry[],
  failures: ReadonlyMap<string, string>,
): readonly QuietOutcome[] {
  return AI_SWITCHES.flatMap((one): QuietOutcome[] => {
    const { key, whose } = one;
    const all = look({ key });
    if (!isOfKnownForm(one, all.initial)) return [];
    const looks = [all, ...all.languages.map((language) => look({ key, language }))];
    if (looks.every(({ inForce }) => inForce.every((value) => isOff(one, value)))) {
      return [{ key, whose, state: 'quiet' }];
    }
    const why = failures.get(key);
    // VS Code names no kind of error, only its words.
    if (why !== undefined) return [{ key, whose, state: /policy/iu.test(why) ? 'policy' : 'not written', why }];
    if (looks.some(({ isSaidElsewhere }) => isSaidElsewhere)) return [{ key, whose, state: 'elsewhere' }];
    const isChanged = entries.some((entry) => entry.key === key && !isSameValue(look(entry).own, entry.wrote));
    return [{ key, whose, state: isChanged ? 'changed since' : 'not written' }];
  });
}

/** What each state is in a sum; those that are nobody's to change here are one. */
const IN_SUMS: readonly (readonly [words: string, ...states: QuietState[]])[] = [
  ['quieted', 'quiet'],
  ['not controlled here', 'elsewhere', 'policy'],
  ['changed since', 'changed since'],
  ['not written', 'not written'],
];

/** For people: how many settings came to what, such as "5 quieted, 1 not controlled here". */
export function outcomesInWords(outcomes: readonly QuietOutcome[]): string {
  return IN_SUMS.flatMap(([words, ...states]) => {
    const count = outcomes.filter(({ state }) => states.includes(state)).length;
    return count === 0 ? [] : [`${String(count)} ${words}`];
  }).join(', ');
}
