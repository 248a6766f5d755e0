import { askBySigns, JAVASCRIPT, SHELL, type Change, type Sign } from './change.ts';
import { expressionAt, findCode } from './expressions.ts';
import { quote } from './quote.ts';

const SIGNS: readonly Sign[] = [
  {
    pattern:
      /\b(?:Promise\s?\.\s?(?:all|race|any|allSettled)|asyncio\.gather|Task\.WhenAll|(?:try_)?join!|errgroup\.\w{1,20})/u,
    part: 'expression',
    ask: (it) => `What happens to the others when one of ${it} fails?`,
  },
  {
    pattern: /(?:^|[\s{])go\s+[\w.]/u,
    languages: ['go'],
    part: 'expression',
    ask: (it) => `What ends ${it}, and what happens when it never ends?`,
  },
  {
    pattern: /\bselect\s*\{|<-\s?\w|\w\s?<-/u,
    languages: ['go'],
    part: 'expression',
    ask: (it) => `What happens at ${it} when nobody is at the other end?`,
  },
  {
    pattern:
      /\bsynchronized\b|\block\s*\(|[\w.>-]{0,60}[.>](?:try_?|r|w)?(?:lock|acquire)\s*\(|\b(?:lock_guard|unique_lock|scoped_lock)\b|\bwith\s+[\w.]{0,40}(?:lock|mutex|semaphore)\w{0,20}\b|\bflock\b/iu,
    part: 'expression',
    ask: (it) => `What happens when the lock at ${it} is never given back, or somebody takes it twice?`,
  },
  {
    pattern:
      /\bnew\s+(?:Worker|Thread)\b|\bThread\.new\b|\bthread(?:ing)?(?:\.|::)(?:Thread|spawn)\b|\bstd::(?:thread|async)\b|\bpthread_create\b|\bTask\.Run\b|\btokio::spawn\b|\.(?:submit|parallelStream|par_iter)\(|\bExecutorService\b|\bThreadPoolExecutor\b/u,
    part: 'expression',
    ask: (it) => `What happens when two of what ${it} starts touch the same thing at the same time?`,
  },
  {
    pattern: /^[^&|;]{1,300}[^&|;<>\s\d]\s?&\s*$/u,
    languages: SHELL,
    part: 'expression',
    ask: (it) => `What happens when ${it} fails, or is still running at the end?`,
  },
];

const AWAITING = [...JAVASCRIPT, 'python', 'csharp', 'rust', 'dart', 'swift'];

/** Asks about code that runs beside other code, or that waits for something which may fail. */
export function askOfConcurrency(change: Change): string {
  return askBySigns(change, SIGNS) || askOfBareAwait(change);
}

/** What is awaited with nothing around it that would take care of a failure, as far as the added lines show. */
function askOfBareAwait({ added, language }: Change): string {
  if (!AWAITING.includes(language)) return '';
  const isCared = findCode(added, /\b(?:try|except|catch)\b|\.catch\s*\(/u) !== undefined;
  const found = isCared
    ? undefined
    : findCode(added, language === 'rust' ? /[\w.:]{1,80}\([^()]{0,80}\)\.await/u : /\bawait\s/u);
  return found === undefined ? '' : `What happens when ${quote(expressionAt(found))} fails, or never ends?`;
}
