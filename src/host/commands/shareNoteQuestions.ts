import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Note } from '../../domain/debt/lot.ts';
import { shortDay } from '../../domain/velocity/dateWords.ts';
import type { FoundSecret } from '../../features/share-note/sharedNote.ts';
import type { ShareForm } from '../../features/share-note/shareNote.ts';
import { absolutePath } from './pathArgument.ts';
import { counted, plainInQuickPick } from './words.ts';

const TITLE = 'Grasp: Share Note';
const LONGEST_LABEL = 80;

/** Asks which note is meant; `undefined` when the person called it off, or there is none. */
export async function askForNote(here: readonly Note[], others: readonly Note[]): Promise<Note | undefined> {
  if (here.length + others.length === 0) {
    void vscode.window.showInformationMessage(
      'Grasp: there are no notes yet. The first explanation that you save is one.',
    );
    return undefined;
  }
  const items: (vscode.QuickPickItem & { note?: Note })[] = [
    ...(here.length === 0 ? [] : [separator('Of this file')]),
    ...here.map(toItem),
    ...(others.length === 0 ? [] : [separator(here.length === 0 ? 'Newest first' : 'Others')]),
    ...others.map(toItem),
  ];
  const placeHolder = 'Which one? Ratings are never shared.';
  const options = { title: TITLE, placeHolder, matchOnDescription: true, matchOnDetail: true, ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(items, options))?.note;
}

export async function askForForm(note: Note): Promise<ShareForm | undefined> {
  const commits = new Set(note.lots.flatMap(({ commit }) => commit ?? [])).size;
  const gitNote = { label: 'Git note', as: 'git note' as const };
  const forms: (vscode.QuickPickItem & { readonly as: ShareForm })[] = [
    { label: 'Markdown', detail: 'To the clipboard, or to a new file', as: 'markdown' },
    { label: 'Record of a decision (ADR)', detail: 'A new file of the workspace, under the next number', as: 'adr' },
    ...(commits === 0
      ? []
      : [{ ...gitNote, detail: `On ${counted(commits, 'commit')}, under refs/notes/grasp of your repository` }]),
  ];
  return (await vscode.window.showQuickPick(forms, { title: TITLE, placeHolder: 'As what?', ignoreFocusOut: true }))
    ?.as;
}

/** Asks where to: a file or the clipboard for Markdown, a folder for a record of a decision. */
export function askForTarget(as: Exclude<ShareForm, 'git note'>): Promise<string | undefined> {
  return as === 'adr' ? askForFolder() : askForMarkdownTarget();
}

/** Points out what is likely a secret, and asks what to do; `undefined` when the person called it off. */
export async function askForMask(found: readonly FoundSecret[]): Promise<boolean | undefined> {
  const kinds = [...new Set(found.map(({ kind }) => kind))].join(', ');
  const choices = [
    { label: 'Take it out', detail: 'Of each only ••• stays, of a long one its first characters too.', mask: true },
    { label: 'Share it as it is', detail: 'It is no secret.', mask: false },
  ];
  const choice = await vscode.window.showQuickPick(choices, {
    title: `This note has what looks like ${kinds} in it`,
    placeHolder: `${counted(found.length, 'place')} in the text that would be shared`,
    ignoreFocusOut: true,
  });
  return choice?.mask;
}

/** Asks whether to write what the editor shows. */
export async function askToShare(places: readonly string[]): Promise<boolean> {
  const [first = ''] = places;
  const label = first === 'clipboard' ? 'Copy to the clipboard' : 'Write it';
  const yes = { label, detail: first === 'clipboard' ? '' : plainInQuickPick(places.join(', ')) };
  const choice = await vscode.window.showQuickPick([yes, { label: 'Cancel', detail: 'Nothing is written.' }], {
    title: TITLE,
    placeHolder: 'The editor shows all that would be shared',
    ignoreFocusOut: true,
  });
  return choice === yes;
}

async function askForMarkdownTarget(): Promise<string | undefined> {
  const places = [{ label: 'To the clipboard' }, { label: 'To a new file…' }];
  const choice = await vscode.window.showQuickPick(places, {
    title: TITLE,
    placeHolder: 'Where to?',
    ignoreFocusOut: true,
  });
  if (choice === undefined || choice === places[0]) return choice && 'clipboard';
  const [first] = vscode.workspace.workspaceFolders ?? [];
  const file = await vscode.window.showSaveDialog({
    title: 'Share a note: a new file, since Grasp writes over none',
    saveLabel: 'Use This Name',
    defaultUri: vscode.Uri.file(join(first?.uri.scheme === 'file' ? first.uri.fsPath : homedir(), 'note.md')),
    filters: { Markdown: ['md'] },
  });
  return file && absolutePath(file);
}

async function askForFolder(): Promise<string | undefined> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (folders.length === 0) {
    void vscode.window.showInformationMessage(
      'Grasp: a record of a decision goes to a folder of the workspace, and none is open.',
    );
    return undefined;
  }
  const usual = folders.map(({ name, uri }) => {
    const label = folders.length === 1 ? 'docs/adr' : `${plainInQuickPick(name)}/docs/adr`;
    return { label, detail: 'Made where it is not there', path: join(uri.fsPath, 'docs', 'adr') };
  });
  const other = { label: 'Another folder of the workspace…', path: '' };
  const options = { title: TITLE, placeHolder: 'Where are your decisions?', ignoreFocusOut: true };
  const choice = await vscode.window.showQuickPick([...usual, other], options);
  if (choice?.path !== '') return choice?.path;
  const [folder] =
    (await vscode.window.showOpenDialog({
      title: 'Share a note: the folder of your decisions, in this workspace',
      openLabel: 'Use This Folder',
      ...(folders[0] === undefined ? {} : { defaultUri: folders[0].uri }),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  return folder && absolutePath(folder);
}

function separator(label: string): vscode.QuickPickItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function toItem(note: Note): vscode.QuickPickItem & { note: Note } {
  const { text, lots, time } = note;
  const words = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  const paths = [...new Set(lots.map(({ path }) => path))];
  const more = paths.length > 1 ? ` and ${counted(paths.length - 1, 'other file')}` : '';
  return {
    label: plainInQuickPick(Array.from(words).slice(0, LONGEST_LABEL).join('')) || '(no text)',
    description: shortDay(time),
    detail: plainInQuickPick(`${paths[0] ?? ''}${more}`),
    note,
  };
}
