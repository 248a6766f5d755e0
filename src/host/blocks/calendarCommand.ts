import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { nextCalendar } from '../../domain/blocks/blockCalendar.ts';
import { writeCalendar } from '../../storage/export/writeCalendar.ts';
import { absolutePath, pathSchema } from '../commands/pathArgument.ts';
import { codeOf, plainInNotification } from '../commands/words.ts';
import { KnownError } from '../guard.ts';
import { blocksNow, tellProblem, type BlockCommandParts } from './blockCommands.ts';

const argumentSchema = v.strictObject({ target: v.optional(pathSchema) });

/**
 * `grasp.exportBlockCalendar({ target })`: writes the blocks as a calendar file. A later file takes the place of an earlier one in
 * the calendar that imports it. Gives the target, and `sequence`, which grows when something has changed; `undefined` when the
 * person called it off.
 */
export async function runExportBlockCalendar(
  argument: unknown,
  { planner, dataFolder }: BlockCommandParts & { readonly dataFolder: string },
): Promise<{ target: string; sequence: number } | undefined> {
  const parsed = v.safeParse(argumentSchema, argument ?? {});
  if (!parsed.success) throw new KnownError('The calendar takes { target: an absolute path }. Nothing was written.');
  const asked = await blocksNow(planner);
  const given = parsed.output.target;
  const chosen = given ?? (await askForTarget());
  if (chosen === undefined) return undefined;
  const target = absolutePath(chosen);
  if (target === undefined) throw new KnownError('The calendar needs an absolute path. Nothing was written.');
  const { text, exported } = nextCalendar(asked, randomUUID());
  // First what the next file must go on from: a number that is used twice would let a calendar pass over the later file.
  tellProblem(await planner.say(exported));
  await write(target, text, dataFolder);
  if (given === undefined) {
    void vscode.window.showInformationMessage(
      `Grasp: the blocks were written to ${plainInNotification(target)}. Import it into your calendar.`,
    );
  }
  return { target, sequence: exported.sequence };
}

async function write(target: string, text: string, dataFolder: string): Promise<void> {
  try {
    const declined = await writeCalendar(target, text, dataFolder);
    if (declined !== undefined) throw new KnownError(plainInNotification(declined.declined));
  } catch (error) {
    if (error instanceof KnownError) throw error;
    const place = `"${plainInNotification(target)}"`;
    throw new KnownError(`${place} could not be written (${codeOf(error)}). Choose another place.`);
  }
}

async function askForTarget(): Promise<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    ...{ title: 'Export the blocks without AI for your calendar', saveLabel: 'Export' },
    defaultUri: vscode.Uri.file(join(homedir(), 'no-ai-block.ics')),
    filters: { Calendar: ['ics'] },
  });
}
