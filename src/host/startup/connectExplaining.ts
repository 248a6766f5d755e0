import * as vscode from 'vscode';
import type { StagedOwed } from '../../features/explain-commit/stagedCount.ts';
import { FreshOffer } from '../../features/explain-while-fresh/freshOffer.ts';
import type { AcceptanceLog } from '../../features/record-edits/acceptanceLog.ts';
import type { Corrections } from '../../features/corrections/corrections.ts';
import type { AgentActivity } from '../../features/record-edits/agentActivity.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { OutputLog } from '../log/outputLog.ts';
import type { Guard } from '../guard.ts';
import { NoteLenses } from '../notes/noteLenses.ts';
import type { HiddenNames } from '../privacy/hiddenNames.ts';
import { watchPauses } from '../prompts/watchPauses.ts';
import { setContext } from '../setContext.ts';
import { DiagnosticsGate, type OwedFile } from '../scm/diagnosticsGate.ts';
import type { GateChoices } from '../settings/gateChoices.ts';
import { onDidChangeSettings } from '../settings/readSetting.ts';
import { systemClock, systemTimers } from '../systemTime.ts';
import { pathInRepository, repositoryOf, type Explaining } from './startExplaining.ts';

export interface ConnectParts {
  readonly explaining: Explaining;
  readonly acceptances: AcceptanceLog;
  readonly corrections: Corrections;
  readonly activity: AgentActivity;
  readonly ledger: Ledger & ConstructorParameters<typeof NoteLenses>[0]['explanations'];
  readonly names: HiddenNames;
  readonly choices: GateChoices;
  readonly guard: Guard;
  readonly log: OutputLog;
  readonly mayRecord: (document: vscode.TextDocument) => boolean;
  readonly hiddenUris: (uri: string) => Promise<readonly string[]>;
  /** shows all screens anew */
  readonly refresh: () => void;
}

/** Joins what asks for explanations to the editor: offers, lines above explained code, the commit button, the screens. */
export function connectExplaining(context: vscode.ExtensionContext, parts: ConnectParts) {
  const { explaining, acceptances, corrections, guard, ledger, mayRecord, hiddenUris, names, refresh } = parts;
  const { count, asking, landed, noteEdits, budget, plan } = explaining;
  // Before anything can be shown as waiting: else VS Code's own key would commit it unasked.
  guard.listener('Enabling the commit key', () => setContext('grasp.commitKeyEnabled', true))();
  const fresh = freshOffer(parts);
  const lenses = new NoteLenses({
    ...{ explanations: ledger, timers: systemTimers, clock: systemClock, open: 'grasp.openNote' },
    namesOf: async (document) => {
      if (!mayRecord(document)) return undefined;
      const uri = document.uri.toString();
      const folder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri.toString();
      return { uri: names.recorded({ uri, folder }).uri, uris: [uri, ...(await hiddenUris(uri))] };
    },
  });
  const gate = new DiagnosticsGate(context.globalState, guard);
  const showAll = (): void => {
    lenses.refresh();
    refresh();
  };
  count.onDidChange(() => {
    gate.show(count.owed.flatMap(owedFiles));
    refresh();
  });
  const learned = (): void => {
    count.learned();
  };
  // What an agent wrote may be told of after it was staged, and may be corrected. What is recorded while somebody types says
  // nothing of it: a look writes such records itself, and would lead to the next one.
  acceptances.onDidRecord(learned);
  acceptances.onDidChange(learned);
  corrections.onDidCorrect(learned);
  asking.onDidAnswer(({ files }) => {
    fresh.explained(files.flatMap(({ uri }) => uri ?? []));
    count.lookAgain();
    showAll();
  });
  landed.onDidLand(showAll);
  noteEdits.onDidEdit(showAll);
  fresh.onDidChange(refresh);
  plan.onDidChange(refresh);
  budget.onDidHalve(() => {
    void vscode.window.showInformationMessage(
      'Grasp asks half as often from now on, since the last three offers went by. Take one up, and it is as before.',
    );
  });
  const disposables: vscode.Disposable[] = [
    ...[fresh, lenses, gate, watchPauses(fresh, parts.activity, guard)],
    onDidChangeSettings(() => {
      count.lookAgain();
    }),
    // It may have been explained in the window that they come from.
    vscode.window.onDidChangeWindowState(
      guard.listener('Looking again at what is staged', ({ focused }: vscode.WindowState) => {
        if (focused) learned();
      }),
    ),
  ];
  return { fresh, lenses, gate, disposables };
}

/** The files of a repository that the commit button is to ask about, but for those whose names are hidden from this window. */
function owedFiles({ root, work }: StagedOwed): OwedFile[] {
  return work.files.flatMap(({ uri, owed }) =>
    uri === undefined ? [] : [{ root, uri: vscode.Uri.parse(uri, true), line: owed[0] ?? 0, lines: owed.length }],
  );
}

function freshOffer({ explaining, acceptances, ledger, names, choices, log }: ConnectParts): FreshOffer {
  const fresh = new FreshOffer({
    ...{ budget: explaining.budget, clock: systemClock, timers: systemTimers, log },
    minimumLines: explaining.minimum,
    repositoryOf,
    classOf: async (uri) => choices.ownedBy(await pathInRepository(uri)).class,
    isLeftOut: async (uri) => choices.isLeftOut({ path: await pathInRepository(uri), isGenerated: false }),
    acceptances: async (since) => (await ledger.acceptances({ since })).acceptances,
  });
  acceptances.onDidRecord((one) => {
    const seen = { ...one, uri: names.realUri(one.uri) ?? one.uri };
    fresh.recorded(seen);
    void explaining.plan.recorded(seen);
  });
  return fresh;
}
