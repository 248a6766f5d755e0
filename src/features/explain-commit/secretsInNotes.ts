import { likelySecrets, withLikelySecretsMasked } from '../../domain/privacy/likelySecrets.ts';
import type { ExplainAnswer } from '../../ports/explainPage.ts';

/** No more kinds of secrets than this are named. */
const MOST_NAMED = 3;

/** What of an answer looks like a secret, in words and with a way out; empty where nothing does. */
export function secretsInWords(answer: ExplainAnswer): string {
  if (answer.kind !== 'saved') return '';
  const found = [answer.draft.text, answer.draft.turnedDown].flatMap(likelySecrets);
  const kinds = [...new Set(found.map(({ kind }) => kind))].slice(0, MOST_NAMED);
  if (kinds.length === 0) return '';
  return `There is likely a secret in it: ${kinds.join(', ')}. Save again, and it is masked in what is written down; or take it out.`;
}

/** The same answer in which nothing usable of a likely secret is left. */
export function withoutSecretsIn(answer: ExplainAnswer): ExplainAnswer {
  if (answer.kind !== 'saved') return answer;
  const { text, turnedDown } = answer.draft;
  return {
    ...answer,
    draft: {
      ...answer.draft,
      text: withLikelySecretsMasked(text),
      turnedDown: withLikelySecretsMasked(turnedDown),
    },
  };
}
