import type { CommitObject } from './commitObject.ts';

/** Mail addresses, in small letters, by which agents name themselves in commits. Each was found where the comment says. */
const AGENTS: readonly RegExp[] = [
  // VS Code's setting git.addAICoAuthor
  /^copilot@github\.com$/u,
  // github/copilot-cli 0.0.410; the coding agent on GitHub has another number
  /^(?:\d+\+)?copilot@users\.noreply\.github\.com$/u,
  // Claude Code's setting attribution.commit
  /^noreply@anthropic\.com$/u,
  // openai/codex, commit_attribution
  /^noreply@openai\.com$/u,
  // Aider-AI/aider, --attribute-co-authored-by
  /^noreply@aider\.chat$/u,
  // git-ai-project/git-ai, src/authorship/agent_detection.rs: Cursor, Devin, Roo Code
  /^cursoragent@cursor\.com$/u,
  /^(?:\d+\+)?devin-ai-integration\[bot\]@users\.noreply\.github\.com$/u,
  /^roomote@roocode\.com$/u,
];

/** Whether a mail address is one of an agent. */
export function isAgent(mail: string): boolean {
  const small = mail.toLowerCase();
  return AGENTS.some((agent) => agent.test(small));
}

/** No message has more co-authors that are looked at. */
const MOST_CO_AUTHORS = 50;

/** Whether a commit names an agent among its authors. That says nothing of single lines. */
export function namesAgent({ author, message }: Pick<CommitObject, 'author' | 'message'>): boolean {
  return isAgent(author.mail) || coAuthors(message).some(isAgent);
}

/** The mail addresses of co-authors, from the last paragraph of a message; what it quotes further up is none of its own. */
function coAuthors(message: string): string[] {
  const paragraphs = message.trimEnd().split(/\n[ \t]*\n/u);
  // The first one is the title, whatever it looks like.
  const last = paragraphs.length > 1 ? (paragraphs.at(-1) ?? '') : '';
  return last
    .split('\n')
    .flatMap((line) => /^co-authored-by:[^<>]{0,200}<(?<mail>[^<>\s]{1,200})>\s*$/iu.exec(line)?.groups?.['mail'] ?? [])
    .slice(0, MOST_CO_AUTHORS);
}

/**
 * Whether a commit is the person's own work: they are its author, or an agent is and they committed it. What they only
 * committed for somebody else is not, as after a rebase of a colleague's work.
 *
 * @param mail of the person, as git has it
 */
export function isOwnCommit({ author, committer }: Pick<CommitObject, 'author' | 'committer'>, mail: string): boolean {
  const own = mail.toLowerCase();
  if (own === '') return false;
  return author.mail.toLowerCase() === own || (isAgent(author.mail) && committer.mail.toLowerCase() === own);
}
