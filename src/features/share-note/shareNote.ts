import type { Lot, Note } from '../../domain/debt/lot.ts';
import { adrName, nextAdr } from './adrName.ts';
import { adrText, gitNoteText, noteMarkdown, titleOf } from './noteTexts.ts';
import { maskedNote, secretsIn, sharedNote, type FoundSecret, type SharedNote } from './sharedNote.ts';

/** As what a note is shared. */
export const SHARE_FORMS = ['markdown', 'adr', 'git note'] as const;
export type ShareForm = (typeof SHARE_FORMS)[number];

/** Where shared notes go. What can not be done is said in words for people; an empty text means that it is done. */
export interface ShareTargets {
  /** names of what lies in a folder; none where it is not there */
  namesIn(folder: string): Promise<readonly string[]>;
  copy(text: string): Promise<string>;
  /** makes a file, never over another one */
  writeFile(path: string, text: string): Promise<string>;
  /** makes a file in a folder of the workspace, with the folder where it is not there */
  writeInWorkspace(folder: string, name: string, text: string): Promise<string>;
  /** top folder of the repository that a lot lies in, by its absolute path; `undefined` where this window can not know it */
  repositoryOf(lot: Lot): Promise<string | undefined>;
  appendGitNote(root: string, commit: string, text: string): Promise<string>;
}

/** One text and the place that it would go to. */
export type SharePart =
  | { readonly to: 'clipboard'; readonly text: string }
  | { readonly to: 'file'; readonly path: string; readonly text: string }
  | { readonly to: 'workspace'; readonly folder: string; readonly name: string; readonly text: string }
  | { readonly to: 'git'; readonly root: string; readonly commit: string; readonly text: string };

export interface ShareRequest {
  readonly note: Note;
  readonly as: ShareForm;
  /** a file for Markdown, the clipboard without; a folder for a record of a decision */
  readonly target: string | undefined;
  /** whether likely secrets are taken out */
  readonly mask: boolean;
}

/** What would be written where; or why that can not be, in words. */
export type SharePlan = { readonly parts: readonly SharePart[] } | { readonly refused: string };

const IN_NO_COMMIT = 'The lines of this note are in no commit that Grasp knows. Nothing was written.';
const NO_REPOSITORY = 'The repository of this note is not open in this window. Nothing was written.';

/** What in a note is likely a secret, before it is shared. */
export function secretsToShare(note: Note): readonly FoundSecret[] {
  return secretsIn(sharedNote(note));
}

/** What sharing a note would write, to be shown before it is done. Asks the disk for names alone. */
export async function planShare(request: ShareRequest, targets: ShareTargets): Promise<SharePlan> {
  const { note, as, target, mask } = request;
  const found = mask ? secretsToShare(note) : [];
  const shared = (lots?: readonly Lot[]): SharedNote => maskedNote(sharedNote(note, lots), found);
  if (as === 'git note') return planGitNotes(note, shared, targets);
  if (as === 'markdown') {
    const text = noteMarkdown(shared());
    return { parts: [target === undefined ? { to: 'clipboard', text } : { to: 'file', path: target, text }] };
  }
  if (target === undefined) return { refused: 'A record of a decision needs a folder. Nothing was written.' };
  const next = nextAdr(await targets.namesIn(target));
  const name = adrName(next, titleOf(shared()));
  return { parts: [{ to: 'workspace', folder: target, name, text: adrText(shared(), next.number) }] };
}

/** Carries out what was shown. Gives what went wrong, for people, empty where all is done, and how many parts were before that. */
export async function carryOutShare(
  parts: readonly SharePart[],
  targets: ShareTargets,
): Promise<{ readonly done: number; readonly problem: string }> {
  for (const [done, part] of parts.entries()) {
    const problem = await carryOut(part, targets);
    if (problem !== '') return { done, problem };
  }
  return { done: parts.length, problem: '' };
}

/** One note a commit, about the lots of that commit alone. */
async function planGitNotes(
  note: Note,
  shared: (lots: readonly Lot[]) => SharedNote,
  targets: ShareTargets,
): Promise<SharePlan> {
  const places = new Map<string, { root: string; commit: string; lots: Lot[] }>();
  const committed = note.lots.filter(({ commit }) => commit !== undefined);
  if (committed.length === 0) return { refused: IN_NO_COMMIT };
  for (const lot of committed) {
    const { commit = '' } = lot;
    const root = await targets.repositoryOf(lot);
    if (root === undefined) continue;
    const key = JSON.stringify([root, commit]);
    const place = places.get(key) ?? { root, commit, lots: [] };
    place.lots.push(lot);
    places.set(key, place);
  }
  if (places.size === 0) return { refused: NO_REPOSITORY };
  return {
    parts: [...places.values()].map(({ root, commit, lots }) => {
      return { to: 'git', root, commit, text: gitNoteText(shared(lots)) };
    }),
  };
}

function carryOut(part: SharePart, targets: ShareTargets): Promise<string> {
  switch (part.to) {
    case 'clipboard':
      return targets.copy(part.text);
    case 'file':
      return targets.writeFile(part.path, part.text);
    case 'workspace':
      return targets.writeInWorkspace(part.folder, part.name, part.text);
    case 'git':
      return targets.appendGitNote(part.root, part.commit, part.text);
  }
}
