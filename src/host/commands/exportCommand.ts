import { homedir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { ALL_FORMATS, type AnyFormat } from '../../domain/export/exportFormats.ts';
import type { Declined, ExportRequest, ExportResult } from '../../ports/dataJob.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Timers } from '../../ports/timers.ts';
import { KnownError } from '../guard.ts';
import { readSetting } from '../settings/readSetting.ts';
import { exportAgentTraces, type AgentTraceCommandParts } from './exportAgentTraces.ts';
import { absolutePath, pathSchema } from './pathArgument.ts';
import { showJob } from './showJob.ts';
import { codeOf, counted, plainInNotification } from './words.ts';

export interface ExportParts extends AgentTraceCommandParts {
  readonly ledger: Ledger;
  readonly timers: Timers;
}

/** What was written; of Agent Trace the events are its records. */
type Exported = Omit<ExportResult, 'format'> & { readonly format: AnyFormat };

const argumentSchema = v.object({
  target: v.optional(pathSchema),
  format: v.optional(v.picklist(ALL_FORMATS)),
  lineKeys: v.optional(v.boolean()),
});

const FORMATS: Record<AnyFormat, { readonly label: string; readonly description: string; readonly ending: string }> = {
  json: { label: 'JSON', description: 'everything, in one file that Grasp can import again', ending: 'json' },
  csv: { label: 'CSV', description: 'a folder of tables for a spreadsheet', ending: '' },
  markdown: {
    label: 'Markdown',
    description: 'totals by week and file, and what you accepted, to read',
    ending: 'md',
  },
  'agent-trace': {
    label: 'Agent Trace',
    description: 'who wrote the lines of the files in your repositories, for other tools',
    ending: 'jsonl',
  },
};

/** Without the keys an export tells nothing of a line; with them its records find their lines again elsewhere. */
const LINE_KEYS: readonly (vscode.QuickPickItem & { readonly lineKeys: boolean })[] = [
  {
    label: 'Without line keys',
    detail: 'Another machine takes in all records, but can not tell any more which lines they are about.',
    lineKeys: false,
  },
  {
    label: 'With line keys',
    detail:
      'It finds the lines again, and so whoever has the file can test whether a line that they guess was in your code.',
    lineKeys: true,
  },
];

/**
 * `grasp.exportData({ target, format, lineKeys })`: asks for what is not given; a target without a format is a JSON file,
 * and one without `lineKeys` is without them. Gives what was written, or `undefined` when the person called it off.
 */
export async function runExport(argument: unknown, parts: ExportParts): Promise<Exported | undefined> {
  const given = readArgument(argument);
  const format = given.format ?? (given.target === undefined ? await askForFormat() : 'json');
  if (format === undefined) return undefined;
  const lineKeys = given.lineKeys ?? (given.target === undefined && format === 'json' ? await askForLineKeys() : false);
  if (lineKeys === undefined) return undefined;
  const target = given.target === undefined ? await askForTarget(format) : targetPath(given.target);
  if (target === undefined) return undefined;
  const result =
    format === 'agent-trace'
      ? { ...{ target, format, damagedLines: 0 }, events: await written(target, exportAgentTraces(target, parts)) }
      : await write({ target, format, lineKeys, firstDay: readSetting('week.firstDay') }, parts);
  if (given.target === undefined) void offerToOpen(result);
  return result;
}

function readArgument(argument: unknown): v.InferOutput<typeof argumentSchema> {
  const parsed = v.safeParse(argumentSchema, argument ?? {});
  if (!parsed.success) {
    const formats = ALL_FORMATS.map((name) => `"${name}"`).join(' or ');
    const takes = `{ target: an absolute path, format: ${formats}, lineKeys: true or false }`;
    throw new KnownError(`The export takes ${takes}. Nothing was written.`);
  }
  return parsed.output;
}

function write(request: ExportRequest, { ledger, timers }: ExportParts): Promise<ExportResult> {
  const job = showJob('Grasp: exporting', (progress) => ledger.export(request, progress), timers);
  return written(request.target, job);
}

async function written<T extends ExportResult | number>(target: string, writing: Promise<T | Declined>): Promise<T> {
  let outcome: T | Declined;
  try {
    outcome = await writing;
  } catch (error) {
    if (error instanceof vscode.CancellationError || error instanceof KnownError) throw error;
    const place = `"${plainInNotification(target)}"`;
    throw new KnownError(
      `${place} could not be written (${codeOf(error)}). Your records are unchanged; choose another place.`,
    );
  }
  if (typeof outcome === 'object' && 'declined' in outcome) throw new KnownError(plainInNotification(outcome.declined));
  return outcome;
}

function targetPath(target: string | vscode.Uri): string {
  const path = absolutePath(target);
  if (path === undefined) throw new KnownError('The export needs an absolute path. Nothing was written.');
  return path;
}

async function askForFormat(): Promise<AnyFormat | undefined> {
  const items = ALL_FORMATS.map((format) => ({ ...FORMATS[format], format }));
  const choice = await vscode.window.showQuickPick(items, {
    title: 'Export everything that Grasp has recorded',
    placeHolder: 'As what?',
    ignoreFocusOut: true,
  });
  return choice?.format;
}

async function askForLineKeys(): Promise<boolean | undefined> {
  const choice = await vscode.window.showQuickPick(LINE_KEYS, {
    title: 'Export the keys by which lines are found again?',
    placeHolder: 'Records tell lines of code by keyed hashes.',
    ignoreFocusOut: true,
  });
  return choice?.lineKeys;
}

async function askForTarget(format: AnyFormat): Promise<string | undefined> {
  const { label, ending } = FORMATS[format];
  const name = `grasp-${new Date().toISOString().slice(0, 10)}`;
  const title = `Export everything that Grasp has recorded as ${label}`;
  if (format !== 'csv') {
    const defaultUri = vscode.Uri.file(join(homedir(), `${name}.${ending}`));
    const choice = await vscode.window.showSaveDialog({
      title,
      saveLabel: 'Export',
      defaultUri,
      filters: { [label]: [ending] },
    });
    return choice === undefined ? undefined : targetPath(choice);
  }
  const [parent] =
    (await vscode.window.showOpenDialog({
      title: `${title}: the folder "${name}" is made in the one that you choose`,
      openLabel: 'Export Here',
      defaultUri: vscode.Uri.file(homedir()),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  return parent === undefined ? undefined : join(targetPath(parent), name);
}

async function offerToOpen({ target, format, events }: Exported): Promise<void> {
  const words = `Grasp: ${counted(events, 'record')} exported to ${plainInNotification(target)}`;
  const choice = await vscode.window.showInformationMessage(words, 'Open');
  if (choice === undefined) return;
  const file = format === 'csv' ? join(target, 'acceptances.csv') : target;
  await vscode.window.showTextDocument(vscode.Uri.file(file));
}
