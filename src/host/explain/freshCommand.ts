import * as vscode from 'vscode';
import type { FreshOffer } from '../../features/explain-while-fresh/freshOffer.ts';
import { counted } from '../commands/words.ts';
import { turnPromptsOff } from '../prompts/promptChoices.ts';
import { runExplain, type ExplainCommandParts, type ExplainResult } from './explainCommands.ts';

const CHOICES = {
  explain: { label: 'Explain now', detail: 'It takes about a minute, while you still know why.' },
  later: { label: 'Later', detail: 'You are asked before the commit, as ever.' },
  off: {
    label: 'Not in this repository',
    detail: 'Nothing is offered here any more; the setting "grasp.prompts.offIn" says where.',
  },
};

/** `grasp.explainWhileFresh`: takes the offer up that the status bar shows. Without one it says so. */
export async function runExplainWhileFresh(fresh: FreshOffer, parts: ExplainCommandParts): Promise<ExplainResult> {
  const taken = fresh.take();
  if (taken === undefined) {
    void vscode.window.showInformationMessage('Grasp: nothing is offered to be explained right now.');
    return { outcome: 'nothing' };
  }
  const begun = parts.clock.now();
  const seconds = (): number => Math.max(0, Math.round((parts.clock.now() - begun) / 1_000));
  const choice = await vscode.window.showQuickPick(Object.values(CHOICES), {
    title: 'Explain While Fresh',
    placeHolder: `${counted(taken.lines, 'line')} by AI in ${counted(taken.files.length, 'file')}`,
  });
  if (choice === CHOICES.off) {
    taken.done('skipped', seconds());
    await turnPromptsOff(taken.repository);
    return { outcome: 'skipped' };
  }
  if (choice !== CHOICES.explain) {
    taken.done('later', seconds());
    return { outcome: 'later' };
  }
  const { outcome } = await runExplain({ files: taken.files }, parts);
  const came = outcome === 'saved' ? 'answered' : outcome === 'skipped' ? 'skipped' : 'later';
  taken.done(came, seconds());
  return { outcome };
}
