import type { ExplanationCall, ExplanationCalls } from './askExplanations.ts';
import type { LedgerCall, LedgerCalls, LedgerRequest } from './ledgerMessages.ts';
import type { LedgerStore } from './ledgerStore.ts';

export type Asked<Call extends LedgerCall> = LedgerCalls[Call]['asked'];
export type Answer<Call extends LedgerCall> = LedgerCalls[Call]['answer'];

/** What takes long. All else is a question. */
const JOBS = ['rebuild', 'export', 'import', 'find', 'purge'] as const;
export type JobCall = (typeof JOBS)[number];
export type Question = Exclude<LedgerCall, JobCall>;

export type Questions = {
  readonly [Call in Question]: (asked: Asked<Call>) => Answer<Call> | Promise<Answer<Call>>;
};

type AskedRequest = Extract<LedgerRequest, { readonly call: LedgerCall }>;

export function isJob(request: AskedRequest): request is Extract<AskedRequest, { readonly call: JobCall }> {
  return (JOBS as readonly string[]).includes(request.call);
}

/** How each question is answered: by the store in use then, which makes a key only while it may write. */
export function questionsOf(store: () => LedgerStore, mayWrite: () => boolean): Questions {
  const explanation = <Call extends ExplanationCall>(call: Call) => {
    return (asked: ExplanationCalls[Call]['asked']) => store().explanation(call, asked, mayWrite());
  };
  return {
    acceptances: (query) => store().answer(query),
    lineOrigins: (query) => store().lineOrigins(query),
    unrecordedLines: (asked) => store().unrecordedLines(asked, mayWrite()),
    lotsOfLines: explanation('lotsOfLines'),
    filesOfAi: explanation('filesOfAi'),
    lotNames: explanation('lotNames'),
    owed: explanation('owed'),
    lots: explanation('lots'),
    notes: explanation('notes'),
    earlierTexts: explanation('earlierTexts'),
    landed: explanation('landed'),
    knownCommits: explanation('knownCommits'),
    prompts: explanation('prompts'),
    plans: explanation('plans'),
    blockPlans: explanation('blockPlans'),
    tasks: explanation('tasks'),
    blockRuns: explanation('blockRuns'),
  };
}
