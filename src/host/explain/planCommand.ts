import * as v from 'valibot';
import * as vscode from 'vscode';
import { LONGEST_PLAN } from '../../domain/events/planWritten.ts';
import type { PlanFirst } from '../../features/plan-first/planFirst.ts';
import { plainInQuickPick } from '../commands/words.ts';
import { KnownError } from '../guard.ts';

const argumentSchema = v.strictObject({
  area: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
  text: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(LONGEST_PLAN))),
});

/**
 * `grasp.writePlan({ area, text })`: two lines on what is meant to be done. Without an area it is that of the offer, else that of
 * the file in front.
 */
export async function runWritePlan(
  argument: unknown,
  { plan, areaInFront }: { plan: PlanFirst; areaInFront: () => Promise<string | undefined> },
): Promise<{ outcome: 'written' | 'later' }> {
  const parsed = v.safeParse(argumentSchema, argument ?? {});
  if (!parsed.success) throw new KnownError('A plan takes { area, text }. Nothing was written.');
  const area = parsed.output.area ?? plan.offer ?? (await areaInFront()) ?? 'other';
  const text = parsed.output.text ?? (await askForPlan(area));
  if (text === undefined) {
    plan.putOff();
    return { outcome: 'later' };
  }
  const problem = await plan.write(area, text);
  if (problem !== '') throw new KnownError(problem);
  return { outcome: 'written' };
}

/** Asks for the two lines, one after the other. */
async function askForPlan(area: string): Promise<string | undefined> {
  const title = plainInQuickPick(`A plan for ${area}`);
  const half = LONGEST_PLAN / 2 - 1;
  const what = await vscode.window.showInputBox({
    ...{
      title: `${title} (1 of 2)`,
      prompt: 'What is it to do? Enter goes on, Escape is later.',
      ignoreFocusOut: true,
    },
    validateInput: (text) =>
      text.trim() === '' ? 'One line is enough.' : text.length > half ? 'That is more than a line.' : undefined,
  });
  if (what === undefined) return undefined;
  const not = await vscode.window.showInputBox({
    ...{
      title: `${title} (2 of 2)`,
      prompt: 'What is it not to do, or what could go wrong? Enter writes it down.',
      ignoreFocusOut: true,
    },
    validateInput: (text) => (text.length > half ? 'That is more than a line.' : undefined),
  });
  return not === undefined ? undefined : [what.trim(), not.trim()].filter((line) => line !== '').join('\n');
}
