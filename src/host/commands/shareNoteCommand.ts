import { isAbsolute, join } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Note } from '../../domain/debt/lot.ts';
import {
  carryOutShare,
  planShare,
  secretsToShare,
  SHARE_FORMS,
  type ShareForm,
  type SharePart,
} from '../../features/share-note/shareNote.ts';
import type { Explanations } from '../../ports/explanations.ts';
import { KnownError } from '../guard.ts';
import { shareTargets } from '../notes/shareTargets.ts';
import type { TextPreview } from '../notes/textPreview.ts';
import { askForForm, askForMask, askForNote, askForTarget, askToShare } from './shareNoteQuestions.ts';
import type { ScopeParts } from './forgetScopes.ts';
import { absolutePath, pathSchema } from './pathArgument.ts';
import { counted, plainInNotification } from './words.ts';

export interface ShareNoteParts extends Pick<ScopeParts, 'hiddenUris'> {
  readonly explanations: Pick<Explanations, 'notes'>;
  /** the URI of a recorded file, where this window can know it */
  readonly realUri: (recorded: string) => string | undefined;
  readonly notePreview: TextPreview;
}

const TAKES =
  'Sharing takes { note: an id, as: "markdown", "adr" or "git note", target: a path, mask: true or false, preview: true or false }. Nothing was written.';
const CLIPBOARD = 'clipboard';
/** Of so many notes one can be chosen, the newest, and of as many of the active file. */
const MOST_NOTES = 200;
/** Older notes than this can be named by id, as many as these. */
const MOST_NOTES_BY_ID = 100_000;

const argumentSchema = v.strictObject({
  note: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(40))),
  as: v.optional(v.picklist(SHARE_FORMS)),
  target: v.optional(pathSchema),
  mask: v.optional(v.boolean()),
  preview: v.optional(v.boolean()),
});
type ShareArgument = v.InferOutput<typeof argumentSchema>;

/** What was or would be written: where, and what. */
export interface ShareResult {
  readonly note: string;
  readonly as: ShareForm;
  /** what in the note looks like a secret, in words */
  readonly secrets: readonly string[];
  readonly written: readonly { readonly target: string; readonly text: string }[];
}

/**
 * `grasp.shareNote({ note, as, target, mask, preview })`: asks for what is not given. `preview: true` only tells,
 * `preview: false` does it at once; without it the person sees every text first, and is asked. Gives what was or would be
 * written, or `undefined` when the person called it off.
 */
export async function runShareNote(argument: unknown, parts: ShareNoteParts): Promise<ShareResult | undefined> {
  const parsed = v.safeParse(argumentSchema, argument ?? {});
  if (!parsed.success) throw new KnownError(TAKES);
  const given = parsed.output;
  const note = given.note === undefined ? await chosenNote(parts) : await noteWithId(given.note, parts);
  const as = note && (given.as ?? (await askForForm(note)));
  if (note === undefined || as === undefined) return undefined;
  const target = await targetOf(as, given);
  if (target === undefined) return undefined;
  const mask = await maskOf(note, given);
  if (mask === undefined) return undefined;
  return share({ note, as, mask, target: target === CLIPBOARD ? undefined : target }, given.preview, parts);
}

async function share(
  request: Parameters<typeof planShare>[0],
  preview: boolean | undefined,
  { notePreview, realUri }: ShareNoteParts,
): Promise<ShareResult | undefined> {
  const { note, as } = request;
  if (as === 'git note' && !vscode.workspace.isTrusted) {
    throw new KnownError(
      'Grasp writes no git notes in Restricted Mode. Nothing was written; trust this workspace first.',
    );
  }
  const targets = shareTargets(realUri);
  const plan = await planShare(request, targets);
  if ('refused' in plan) throw new KnownError(plan.refused);
  const { parts } = plan;
  const secrets = secretsToShare(note).map(({ kind }) => kind);
  const written = parts.map((part) => ({ target: placeOf(part), text: part.text }));
  const result = { note: note.id, as, secrets, written };
  if (preview === true) return result;
  if (preview === undefined) {
    await notePreview.show(parts.map((part) => ({ name: previewName(part), text: part.text })));
    if (!(await askToShare(parts.map(placeOf)))) return undefined;
  }
  const { done, problem } = await carryOutShare(parts, targets);
  if (problem !== '') throw new KnownError(done === 0 ? problem : `${counted(done, 'note')} written. ${problem}`);
  if (preview === undefined) void tell(parts);
  return result;
}

/** Those of the active file first, then all others, the newest first. */
async function chosenNote({ explanations, hiddenUris }: ShareNoteParts): Promise<Note | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri.toString();
  const uris = active === undefined ? [] : [active, ...(await hiddenUris(active))];
  const here = uris.length === 0 ? [] : await explanations.notes({ uris, most: MOST_NOTES });
  const newest = await explanations.notes({ most: MOST_NOTES });
  const known = new Set(here.map(({ id }) => id));
  return askForNote(
    here,
    newest.filter(({ id }) => !known.has(id)),
  );
}

async function noteWithId(id: string, { explanations }: ShareNoteParts): Promise<Note> {
  const one = (await explanations.notes({ most: MOST_NOTES_BY_ID })).find((note) => note.id === id);
  if (one === undefined) throw new KnownError('There is no note with this id. Nothing was written.');
  return one;
}

/** A file, a folder or the clipboard; `undefined` when the person called it off. */
async function targetOf(as: ShareForm, { target, preview, as: given }: ShareArgument): Promise<string | undefined> {
  const named = typeof target === 'object' ? (absolutePath(target) ?? '') : target;
  if (as === 'git note') {
    if (named === undefined) return CLIPBOARD;
    throw new KnownError('A git note goes to its commit and takes no target. Nothing was written.');
  }
  if (named === undefined && (preview === undefined || given === undefined)) return askForTarget(as);
  return as === 'adr' ? recordFolder(named ?? 'docs/adr') : markdownFile(named ?? CLIPBOARD);
}

function markdownFile(named: string): string {
  if (named === CLIPBOARD || isAbsolute(named)) return named;
  throw new KnownError('Markdown needs "clipboard" or an absolute path. Nothing was written.');
}

function recordFolder(named: string): string {
  if (isAbsolute(named)) return named;
  if (named === '') throw new KnownError('A record of a decision needs a folder of files. Nothing was written.');
  const [first] = vscode.workspace.workspaceFolders ?? [];
  if (first?.uri.scheme !== 'file') {
    throw new KnownError(
      'A record of a decision goes to a folder of the workspace, and none is open. Nothing was written.',
    );
  }
  return join(first.uri.fsPath, named);
}

/** Whether secrets are taken out; `undefined` when the person called it off. A program has to say so where there are some. */
async function maskOf(note: Note, { mask, preview }: ShareArgument): Promise<boolean | undefined> {
  const found = secretsToShare(note);
  if (found.length === 0) return false;
  if (mask !== undefined) return mask;
  if (preview === undefined) return askForMask(found);
  if (preview) return true;
  const kinds = [...new Set(found.map(({ kind }) => kind))].join(', ');
  throw new KnownError(
    `This note has what looks like ${kinds} in it. Nothing was written; say mask: true to take it out, or mask: false.`,
  );
}

function placeOf(part: SharePart): string {
  switch (part.to) {
    case 'clipboard':
      return CLIPBOARD;
    case 'file':
      return part.path;
    case 'workspace':
      return join(part.folder, part.name);
    case 'git':
      return part.commit;
  }
}

function previewName(part: SharePart): string {
  if (part.to === 'workspace') return part.name;
  return part.to === 'git' ? `Note on ${part.commit.slice(0, 8)}` : 'Note.md';
}

async function tell(parts: readonly SharePart[]): Promise<void> {
  const [first] = parts;
  if (first === undefined) return;
  if (first.to === 'clipboard') void vscode.window.showInformationMessage('Grasp: the note is in the clipboard.');
  else if (first.to === 'git') {
    const words = 'Git pushes it only where you say so ("git push origin refs/notes/grasp").';
    void vscode.window.showInformationMessage(`Grasp: ${counted(parts.length, 'commit')} noted. ${words}`);
  } else {
    const place = placeOf(first);
    const words = `Grasp: the note was written to ${plainInNotification(place)}`;
    if ((await vscode.window.showInformationMessage(words, 'Open')) === undefined) return;
    await vscode.window.showTextDocument(vscode.Uri.file(place));
  }
}
