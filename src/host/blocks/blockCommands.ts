import * as v from 'valibot';
import * as vscode from 'vscode';
import { dateAfter, momentOf, occurrenceAt } from '../../domain/blocks/blockOccurrence.ts';
import { dateInWords, momentInWords, whenInWords } from '../../domain/blocks/blockWords.ts';
import {
  changedBlock,
  frozenUntil,
  timesToMoveTo,
  whyNotTo,
  type BlocksAsked,
  type PlannedBlock,
} from '../../domain/blocks/plannedBlocks.ts';
import { BLOCK_SKIP_REASONS, type BlockSkipReason } from '../../domain/events/blockPlanned.ts';
import type { BlockPlanner } from '../../features/no-ai-block/blockPlanner.ts';
import type { Clock } from '../../ports/clock.ts';
import { KnownError } from '../guard.ts';

export interface BlockCommandParts {
  readonly planner: BlockPlanner;
  readonly clock: Clock;
}

/** A block as the commands give it to other extensions: its id, and its local time. */
export interface BlockResult {
  readonly block: string;
  readonly at: string;
}

const NONE = 'No block without AI is scheduled. "Grasp: Schedule No-AI Block…" does that.';
const NOTHING_AHEAD = 'No block is ahead: all of the next year are frozen. Unfreeze them first.';
const REASONS: Readonly<Record<BlockSkipReason, string>> = {
  'no time': 'No time this week',
  meeting: 'A meeting lies there',
  'on call': 'On call',
  away: 'Away',
  other: 'Another reason',
};

const moveSchema = v.strictObject({
  to: v.optional(v.string()),
  block: v.optional(v.pipe(v.string(), v.maxLength(40))),
});
const skipSchema = v.union([
  v.strictObject({ reason: v.picklist(BLOCK_SKIP_REASONS) }),
  v.strictObject({ undo: v.literal(true) }),
]);
const freezeSchema = v.union([
  v.strictObject({ until: v.pipe(v.string(), v.isoDate()) }),
  v.strictObject({ off: v.literal(true) }),
]);

/**
 * `grasp.moveBlock({ to, block })`: moves the block that runs or comes next, or this week's that was slept through, to a local
 * time. Gives the block as it is then, or `undefined` when the person called it off.
 */
export async function runMoveBlock(
  argument: unknown,
  { planner }: BlockCommandParts,
): Promise<BlockResult | undefined> {
  const parsed = v.safeParse(moveSchema, argument ?? {});
  if (!parsed.success)
    throw new KnownError('Moving takes { to: such as "2027-03-11T14:00", block: an id }. Nothing was changed.');
  const asked = await blocksNow(planner);
  const block = await blockToMove(planner, asked, parsed.output);
  if (block === undefined) return undefined;
  const to = parsed.output.to ?? (await askWhereTo(block, asked));
  if (to === undefined) return undefined;
  tellProblem(await planner.move(block, to));
  return { block: block.id, at: to };
}

/**
 * `grasp.skipBlock({ reason })`: leaves the block out that runs or comes next; `{ undo: true }` takes back that this or a coming
 * week's is skipped or moved. Gives the block, or `undefined` when the person called it off.
 */
export async function runSkipBlock(
  argument: unknown,
  { planner }: BlockCommandParts,
): Promise<BlockResult | undefined> {
  const parsed = argument === undefined ? undefined : v.safeParse(skipSchema, argument);
  if (parsed?.success === false) {
    const reasons = BLOCK_SKIP_REASONS.map((reason) => `"${reason}"`).join(', ');
    throw new KnownError(`Skipping takes { reason: one of ${reasons} }, or { undo: true }. Nothing was changed.`);
  }
  const asked = await blocksNow(planner);
  const given = parsed?.output;
  if (given !== undefined && 'undo' in given) return holdAfterAll(planner, asked);
  const block = planner.current;
  if (block === undefined) throw new KnownError(NOTHING_AHEAD);
  const reason = given?.reason ?? (await askForReason(block, asked.now));
  if (reason === undefined) return undefined;
  tellProblem(await planner.say({ change: 'skipped', of: block.id, reason }));
  return { block: block.id, at: block.scheduledAt };
}

/**
 * `grasp.freezeBlocks({ until })`: no block is held up to a local date; `{ off: true }` ends that. Gives the date, empty where
 * blocks are held, or `undefined` when the person called it off.
 */
export async function runFreezeBlocks(
  argument: unknown,
  { planner, clock }: BlockCommandParts,
): Promise<{ until: string } | undefined> {
  const parsed = argument === undefined ? undefined : v.safeParse(freezeSchema, argument);
  if (parsed?.success === false) {
    throw new KnownError('Freezing takes { until: such as "2027-04-01" }, or { off: true }. Nothing was changed.');
  }
  const asked = await blocksNow(planner);
  const given = parsed?.output ?? (await askUntilWhen(asked, clock));
  if (given === undefined) return undefined;
  if ('off' in given) {
    tellProblem(await planner.say({ change: 'unfrozen' }));
    return { until: '' };
  }
  if (!isAhead(given.until, asked.now)) throw new KnownError('That is no date to come. Nothing was changed.');
  tellProblem(await planner.say({ change: 'frozen', until: given.until }));
  return given;
}

/** What was said last, in whatever window. */
export async function blocksNow(planner: BlockPlanner): Promise<BlocksAsked> {
  await planner.read();
  const { asked } = planner;
  if (asked === undefined) throw new KnownError(NONE);
  return asked;
}

export function tellProblem(problem: string): void {
  if (problem !== '') throw new KnownError(problem);
}

async function blockToMove(
  planner: BlockPlanner,
  { now }: BlocksAsked,
  { to, block: id }: v.InferOutput<typeof moveSchema>,
): Promise<PlannedBlock | undefined> {
  const missed = await planner.missed();
  const all = [missed, planner.current].filter((one) => one !== undefined);
  if (id !== undefined) {
    const named = all.find((one) => one.id === id);
    if (named === undefined) throw new KnownError('There is no such block to move. Nothing was changed.');
    return named;
  }
  const { current } = planner;
  if (missed === undefined || to !== undefined) {
    if (current === undefined) throw new KnownError(NOTHING_AHEAD);
    return current;
  }
  const items = all.map((block) => ({
    label: whenInWords(block, now),
    description: block === missed ? 'of this week, to be made up for' : 'the next one',
    block,
  }));
  const title = 'Move a block without AI';
  return (await vscode.window.showQuickPick(items, { title, placeHolder: 'Which one?' }))?.block;
}

async function askWhereTo(block: PlannedBlock, asked: BlocksAsked): Promise<string | undefined> {
  const title = `Move the block of ${whenInWords(block, asked.now)}`;
  const times = timesToMoveTo(block, asked).map((to) => ({ label: momentInWords(momentOf(to), asked.now), to }));
  const items: (vscode.QuickPickItem & { readonly to?: string })[] = [...times, { label: 'Another time…' }];
  const choice = await vscode.window.showQuickPick(items, { title, placeHolder: 'To when?' });
  if (choice === undefined || choice.to !== undefined) return choice?.to;
  const text = await vscode.window.showInputBox({
    ...{ title, prompt: 'Day and time, such as 2027-03-11 14:00', value: block.at.replace('T', ' ') },
    validateInput: (given) => whyNotTo(block, localTimeIn(given), asked) || undefined,
  });
  return text === undefined ? undefined : localTimeIn(text);
}

function localTimeIn(text: string): string {
  return text.trim().replace(/ +/u, 'T');
}

async function askForReason({ start, end }: PlannedBlock, now: number): Promise<BlockSkipReason | undefined> {
  const items = BLOCK_SKIP_REASONS.map((reason) => ({ label: REASONS[reason], reason }));
  const title = `Skip the block of ${whenInWords({ start, end }, now)}`;
  return (await vscode.window.showQuickPick(items, { title, placeHolder: 'Why? It is for you alone.' }))?.reason;
}

async function holdAfterAll(planner: BlockPlanner, asked: BlocksAsked): Promise<BlockResult> {
  const changed = changedBlock(asked);
  if (changed === undefined) throw new KnownError('No coming block is skipped or moved. Nothing was changed.');
  tellProblem(await planner.say({ change: 'restored', of: changed.id }));
  const { id, at } = occurrenceAt({ ...changed, at: changed.scheduledAt });
  return { block: id, at };
}

async function askUntilWhen(
  asked: BlocksAsked,
  clock: Clock,
): Promise<{ readonly until: string } | { readonly off: true } | undefined> {
  const title = 'Freeze blocks without AI';
  const inWords = (date: string): string => dateInWords(date, asked.now, clock.offsetMinutes(asked.now));
  const frozen = frozenUntil(asked);
  const dates = [1, 2, 4].map((weeks) => ({ weeks, until: dateAfter(asked.now, weeks) }));
  const items: (vscode.QuickPickItem & { readonly until?: string; readonly off?: true })[] = [
    ...(frozen === undefined
      ? []
      : [{ label: 'Hold them again', description: `frozen until ${inWords(frozen)}`, off: true as const }]),
    ...dates.map(({ weeks, until }) => {
      return {
        label: `For ${weeks === 1 ? 'a week' : `${String(weeks)} weeks`}`,
        description: `until ${inWords(until)}`,
        until,
      };
    }),
    { label: 'Until another date…' },
  ];
  const choice = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: 'On the road, or on call: until when?',
  });
  if (choice === undefined) return undefined;
  if (choice.off === true) return { off: true };
  if (choice.until !== undefined) return { until: choice.until };
  const text = await vscode.window.showInputBox({
    ...{ title, prompt: 'The first day on which blocks are held again, such as 2027-04-01' },
    validateInput: (given) => (isAhead(given.trim(), asked.now) ? undefined : 'A day to come looks like 2027-04-01.'),
  });
  return text === undefined ? undefined : { until: text.trim() };
}

function isAhead(date: string, now: number): boolean {
  return momentOf(`${date}T00:00`) > now;
}
