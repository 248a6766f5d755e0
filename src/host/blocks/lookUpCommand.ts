import * as v from 'valibot';
import * as vscode from 'vscode';
import { lookUpFrom, type LookUp } from '../../domain/blocks/lookUps.ts';
import { filePath, type FileName } from '../../domain/events/filePath.ts';
import { LONGEST_LOOK_UP } from '../../domain/events/blockRun.ts';
import { timeOfDay } from '../../domain/velocity/dateWords.ts';
import type { BlockRunner } from '../../features/no-ai-block/blockRunner.ts';
import { activeRecordedDocument } from '../editor/editObserver.ts';
import { KnownError } from '../guard.ts';
import { openPlace } from '../panel/openPlace.ts';
import { tellProblem } from './blockCommands.ts';

const words = v.pipe(v.string(), v.trim(), v.maxLength(LONGEST_LOOK_UP));
const lookUpSchema = v.strictObject({
  what: v.pipe(words, v.minLength(1)),
  why: v.optional(words),
  found: v.optional(words),
});

export interface LookUpParts {
  readonly runner: BlockRunner;
  /** the name under which a document is recorded; `undefined` for one that may not be */
  readonly nameOf: (document: vscode.TextDocument) => FileName | undefined;
  /** the URI of a recorded file, where this window can know it */
  readonly realUri: (uri: string) => string | undefined;
}

/**
 * `grasp.jotLookUp({ what, why, found })`: notes what the person looked up in the block that runs, with the file and line in front.
 * Gives the number of look-ups of the block, or `undefined` when the person called it off.
 */
export async function runJotLookUp(
  argument: unknown,
  { runner, nameOf }: LookUpParts,
): Promise<{ lookUps: number } | undefined> {
  const parsed = argument === undefined ? undefined : v.safeParse(lookUpSchema, argument);
  if (parsed?.success === false) {
    throw new KnownError('A look-up takes { what, why, found }, each a short text. Nothing was noted.');
  }
  await runner.read();
  const of = runner.current?.id;
  if (of === undefined) throw new KnownError('Look-ups are noted in a block without AI, and none runs now.');
  // The input takes the focus: where it was needed is where the person was before.
  const place = placeInFront(nameOf);
  const lookUp = parsed?.output ?? (await askForLookUp());
  if (lookUp === undefined) return undefined;
  tellProblem(await runner.noteLookUp({ ...lookUp, ...place }, of));
  return { lookUps: runner.latest?.lookUps.length ?? 0 };
}

/** Shows what was looked up, the latest first, and opens the place that is chosen. */
export async function showLookUps(
  lookUps: readonly LookUp[],
  { realUri }: Pick<LookUpParts, 'realUri'>,
): Promise<void> {
  const items = lookUps.toReversed().map(({ what, why, found, place, time }) => ({
    label: what,
    description: [why ?? '', timeOfDay(time)].filter((one) => one !== '').join(' · '),
    detail: [found ?? '', place && `${filePath(place)}, line ${String(place.line)}`].filter(Boolean).join(' · '),
    place,
  }));
  const placeHolder = 'Choose one to go where it was needed';
  const choice = await vscode.window.showQuickPick(items, { title: 'Looked up in this block', placeHolder });
  if (choice?.place === undefined) return;
  const uri = realUri(choice.place.uri);
  const isOpen = uri !== undefined && (await openPlace({ uri, line: choice.place.line - 1 }));
  if (!isOpen) throw new KnownError('The file is not there any more, or its name is hidden.');
}

async function askForLookUp(): Promise<{ readonly what: string; readonly why?: string } | undefined> {
  const text = await vscode.window.showInputBox({
    title: 'Look-up',
    prompt: 'What did you look up, and why? Up to the first comma it is what, after it why.',
    placeHolder: 'Array.flat, for its depth',
    validateInput: (given) => (given.length > LONGEST_LOOK_UP ? 'A line is enough.' : undefined),
  });
  return text === undefined || text.trim() === '' ? undefined : lookUpFrom(text);
}

function placeInFront(nameOf: LookUpParts['nameOf']): (FileName & { readonly line: number }) | undefined {
  const document = activeRecordedDocument();
  const name = document && nameOf(document);
  const line = vscode.window.activeTextEditor?.selection.active.line;
  return name === undefined || line === undefined ? undefined : { ...name, line: line + 1 };
}
