import { homedir } from 'node:os';
import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Declined, ImportReport, ImportRequest } from '../../ports/dataJob.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import { KnownError } from '../guard.ts';
import { absolutePath, pathSchema } from './pathArgument.ts';
import { showJob } from './showJob.ts';
import { codeOf, counted, daysInWords, plainInNotification } from './words.ts';

export interface ImportParts {
  readonly ledger: Ledger;
  readonly timers: Timers;
  readonly log: Logger;
  readonly showLog: () => void;
}

const argumentSchema = v.object({
  source: v.optional(pathSchema),
  preview: v.optional(v.boolean()),
  allowRefused: v.optional(v.boolean(), false),
});

/** What the command gives to whoever called it. */
export type ImportResult = Omit<ImportReport, 'order'>;

/**
 * `grasp.importData({ source, preview, allowRefused })`: asks for the source when it is not given. `preview: true` only
 * tells what an import would do, `preview: false` imports at once; without it the person is shown the one and asked for
 * the other. Gives what was done, or `undefined` when the person called it off.
 */
export async function runImport(argument: unknown, parts: ImportParts): Promise<ImportResult | undefined> {
  const parsed = v.safeParse(argumentSchema, argument ?? {});
  if (!parsed.success) {
    const takes = '{ source: an absolute path, preview: true or false, allowRefused: true or false }';
    throw new KnownError(`The import takes ${takes}. Nothing was imported.`);
  }
  const { preview, allowRefused, source: given } = parsed.output;
  const source = given === undefined ? await askForSource() : sourcePath(given);
  if (source === undefined) return undefined;
  if (preview !== undefined) return run({ source, preview, allowRefused }, parts);
  const report = await run({ source, preview: true, allowRefused }, parts);
  const answer = await askWhether(report, source);
  if (answer === 'show') showRefused(report, source, parts);
  if (answer !== 'import') return undefined;
  const result = await run({ source, preview: false, allowRefused: report.refusedTotal > 0 }, parts);
  void vscode.window.showInformationMessage(`Grasp: ${counted(result.added, 'record')} imported.`);
  return result;
}

async function run(request: ImportRequest, { ledger, timers }: ImportParts): Promise<ImportResult> {
  const title = request.preview ? 'Grasp: looking at what is to be imported' : 'Grasp: importing';
  let outcome: ImportReport | Declined;
  try {
    outcome = await showJob(title, (progress) => ledger.import(request, progress), timers);
  } catch (error) {
    if (error instanceof vscode.CancellationError) throw error;
    const source = plainInNotification(request.source);
    throw new KnownError(`"${source}" could not be imported (${codeOf(error)}). Your records are as they were.`);
  }
  if ('declined' in outcome) throw new KnownError(plainInNotification(outcome.declined));
  const { order: _order, ...result } = outcome;
  return result;
}

type Answer = 'import' | 'show' | 'cancel';

async function askWhether(report: ImportResult, source: string): Promise<Answer> {
  const { added, known, refusedTotal, forgotten, lineKeys = 0 } = report;
  if (added + refusedTotal + lineKeys === 0) {
    void vscode.window.showInformationMessage(
      `Grasp: nothing is new there; ${counted(known, 'record')} known already${forgotten === 0 ? '' : `, ${counted(forgotten, 'record')} forgotten`}.`,
    );
    return 'cancel';
  }
  const choice = await vscode.window.showQuickPick(answersTo(report), {
    title: `Grasp: import from ${source}`,
    placeHolder: 'What you have recorded stays as it is.',
    ignoreFocusOut: true,
  });
  return choice?.answer ?? 'cancel';
}

function answersTo(report: ImportResult): (vscode.QuickPickItem & { answer: Answer })[] {
  const { added, refused, refusedTotal, lineKeys = 0 } = report;
  const lines = counted(refusedTotal, 'line');
  const without = refusedTotal === 0 ? '' : ` without ${lines} that can not be taken in`;
  const what = [
    ...(added === 0 ? [] : [counted(added, 'record')]),
    ...(lineKeys === 0 ? [] : [counted(lineKeys, 'line key')]),
  ];
  return [
    ...(what.length === 0
      ? []
      : [{ label: `Import ${what.join(' and ')}${without}`, detail: detailOf(report), answer: 'import' as const }]),
    ...(refusedTotal === 0
      ? []
      : [
          {
            label: `Show ${lines} that can not be taken in`,
            detail: `The first: line ${String(refused[0]?.line)} of ${refused[0]?.file ?? ''}, ${refused[0]?.why ?? ''}`,
            answer: 'show' as const,
          },
        ]),
    { label: 'Cancel', detail: 'Nothing is changed.', answer: 'cancel' },
  ];
}

function detailOf(report: ImportResult): string {
  const { added, known, files, forgotten, forgets } = report;
  return [
    added === 0 ? 'no new records' : `${daysInWords(report)}, about ${counted(files, 'file')}`,
    ...(known === 0 ? [] : [`${counted(known, 'record')} known already`]),
    ...(forgotten === 0 ? [] : [`${counted(forgotten, 'record')} forgotten here, and so left out`]),
    ...(forgets === 0 ? [] : [`${counted(forgets, 'record')} of yours were forgotten there, and go`]),
  ].join('; ');
}

function showRefused({ refused, refusedTotal }: ImportResult, source: string, { log, showLog }: ImportParts): void {
  log.info(`Of ${source} ${counted(refusedTotal, 'line')} can not be taken in:`);
  for (const { file, line, why } of refused) log.info(`line ${String(line)} of ${file}: ${why}`);
  if (refusedTotal > refused.length) log.info(`and ${counted(refusedTotal - refused.length, 'line')} more`);
  showLog();
}

function sourcePath(source: string | vscode.Uri): string {
  const path = absolutePath(source);
  if (path === undefined) throw new KnownError('The import needs an absolute path. Nothing was imported.');
  return path;
}

async function askForSource(): Promise<string | undefined> {
  const [choice] =
    (await vscode.window.showOpenDialog({
      title: 'Import an export of Grasp, or a folder of journals',
      openLabel: 'Import',
      defaultUri: vscode.Uri.file(homedir()),
      canSelectFiles: true,
      canSelectFolders: true,
    })) ?? [];
  return choice === undefined ? undefined : sourcePath(choice);
}
