import assert from 'node:assert/strict';
import type { ImportReport } from '../../src/ports/dataJob.ts';
import { importData, type ImportOptions } from '../../src/storage/import/importData.ts';

export const IMPORTED_AT = Date.UTC(2026, 10, 21, 12);

type Options = Pick<ImportOptions, 'source'> & Partial<ImportOptions>;

/** Imports into a data folder, at a fixed time. */
export function importInto(folder: string, part: Options): ReturnType<typeof importData> {
  const nothing = (): void => undefined;
  const signal = new AbortController().signal;
  const defaults = {
    preview: false,
    allowRefused: false,
    now: IMPORTED_AT,
    signal,
    progress: nothing,
    reached: nothing,
  };
  return importData({ folder, ...defaults, ...part });
}

/** What an import did; it fails where nothing was imported. */
export async function imported(folder: string, part: Options): Promise<ImportReport> {
  const outcome = await importInto(folder, part);
  assert.ok(!('declined' in outcome), 'declined' in outcome ? outcome.declined : '');
  return outcome;
}

/** Why nothing was imported. */
export async function whyDeclined(folder: string, part: Options): Promise<string> {
  const outcome = await importInto(folder, part);
  return 'declined' in outcome ? outcome.declined : 'it was imported';
}
