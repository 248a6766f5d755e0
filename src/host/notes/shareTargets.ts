import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ShareTargets } from '../../features/share-note/shareNote.ts';
import { appendGitNote, type GitNoteOutcome } from '../../git/gitNotes.ts';
import { repositoryRoot } from '../../git/repositoryRoot.ts';
import { folderWithin, writeNewText } from '../../storage/export/newTextFile.ts';
import { namesIn } from '../../storage/files.ts';
import { codeOf, plainInNotification } from '../commands/words.ts';

const NOT_WRITTEN: Readonly<Record<Exclude<GitNoteOutcome['kind'], 'written' | 'failed'>, string>> = {
  'there already': 'This note stands on the commit already. Nothing was written.',
  'no commit': 'The commit of this note is not in the repository any more. Nothing was written.',
  untrusted: 'Grasp writes no git notes in Restricted Mode. Nothing was written; trust this workspace first.',
  'no git': 'There is no git on the PATH. Nothing was written.',
  stopped: 'Git did not answer in time. Look at the note before you try again.',
};

/**
 * The clipboard, the disk and the git of this machine.
 *
 * @param realUri the URI of a recorded file, where this window can know it
 */
export function shareTargets(realUri: (recorded: string) => string | undefined): ShareTargets {
  return {
    namesIn: (folder) => namesIn(folder).catch(() => []),
    copy: async (text) => {
      await vscode.env.clipboard.writeText(text);
      return '';
    },
    writeFile: (path, text) => newFile(path, text),
    writeInWorkspace: async (folder, name, text) => {
      const roots = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
      try {
        const real = await folderWithin(folder, roots);
        if (real !== undefined) return await newFile(join(real, name), text);
      } catch (error) {
        return failed(folder, error);
      }
      return `${quoted(folder)} is in no folder of this workspace. Nothing was written; choose another one.`;
    },
    repositoryOf: async ({ uri }) => {
      const real = realUri(uri);
      const parsed = real === undefined ? undefined : vscode.Uri.parse(real);
      return parsed?.scheme === 'file' ? repositoryRoot(parsed.fsPath) : undefined;
    },
    appendGitNote: async (root, commit, text) => {
      const outcome = await appendGitNote({ folder: root, trusted: vscode.workspace.isTrusted }, commit, text);
      if (outcome.kind === 'written') return '';
      if (outcome.kind !== 'failed') return NOT_WRITTEN[outcome.kind];
      return `Git could not write the note: ${plainInNotification(outcome.reason)}`;
    },
  };
}

async function newFile(path: string, text: string): Promise<string> {
  try {
    if (await writeNewText(path, text)) return '';
  } catch (error) {
    return failed(path, error);
  }
  return `${quoted(path)} is there already. Nothing was written; choose another name.`;
}

function failed(path: string, error: unknown): string {
  return `${quoted(path)} could not be written (${codeOf(error)}). Choose another place.`;
}

function quoted(path: string): string {
  return `"${plainInNotification(path)}"`;
}
