import type { LandedCommit } from '../../domain/debt/lot.ts';
import type { Commits, OwnCommit } from '../../ports/commits.ts';
import type { Explanations } from '../../ports/explanations.ts';

/** Of so many commits the lines may be in one. */
const MOST_REPLACED = 100;
/** Commits that become one are hardly older, in milliseconds. */
const JOINED_WITHIN = 30 * 86_400_000;
/** The latest ones that are asked about. */
const MOST_JOINED = 50;

export interface ReplacedParts {
  readonly commits: Pick<Commits, 'besideHead' | 'joinedIn'>;
  readonly explanations: Pick<Explanations, 'landed' | 'lots'>;
}

/** A commit that is taken down. */
export interface ReplacingCommit {
  readonly root: string;
  /** the name under which the repository is recorded */
  readonly uri: string;
  readonly commit: OwnCommit;
  /** commits of the branch */
  readonly own: readonly OwnCommit[];
  /** how many lines it has of lots that there were before, by lot */
  readonly inLots: ReadonlyMap<string, number>;
}

/**
 * Commits whose lines a commit has, so that they count once: those that it was made of by an amend, a rebase or a pick, which keep
 * the author's time; and those beside the branch of which it has all that AI wrote, or the files as they left them, as where
 * several become one.
 */
export async function replacedCommits(parts: ReplacedParts, asked: ReplacingCommit): Promise<readonly string[]> {
  const { uri, commit, own } = asked;
  const inBranch = new Set(own.map(({ id }) => id));
  const sameTime = (await parts.explanations.landed(commit.author.at)).filter(
    (one) => one.uri === uri && one.authored === commit.author.at && !inBranch.has(one.commit),
  );
  const all = [
    ...sameTime.map((one) => one.commit),
    ...(await joinedCommits(parts, asked, inBranch)),
    ...(await joinedByFiles(parts, asked, inBranch)),
  ];
  return [...new Set(all)].slice(0, MOST_REPLACED);
}

async function joinedCommits(
  { commits, explanations }: ReplacedParts,
  { root, uri, inLots }: ReplacingCommit,
  inBranch: ReadonlySet<string>,
): Promise<readonly string[]> {
  const lots = inLots.size === 0 ? [] : await explanations.lots([...inLots.keys()]);
  const linesOf = new Map<string, number>();
  for (const { id, commit } of lots) {
    if (commit === undefined || inBranch.has(commit)) continue;
    linesOf.set(commit, (linesOf.get(commit) ?? 0) + (inLots.get(id) ?? 0));
  }
  const beside = await commits.besideHead(root, [...linesOf.keys()]);
  if (beside.length === 0) return [];
  const landed = new Map((await explanations.landed(0)).map((one) => [one.commit, one]));
  const isWhole = (one: LandedCommit | undefined): boolean =>
    one?.uri === uri && (linesOf.get(one.commit) ?? 0) >= Math.max(1, one.ai + one.probable);
  return beside.filter((id) => isWhole(landed.get(id)));
}

/** So those count once too that have no lines by AI, or not all of them any more. */
async function joinedByFiles(
  { commits, explanations }: ReplacedParts,
  { root, uri, commit }: ReplacingCommit,
  inBranch: ReadonlySet<string>,
): Promise<readonly string[]> {
  const before = await explanations.landed(commit.committer.at - JOINED_WITHIN);
  const others = before.filter((one) => one.uri === uri && !inBranch.has(one.commit)).map((one) => one.commit);
  return others.length === 0 ? [] : commits.joinedIn(root, commit, others.slice(-MOST_JOINED));
}
