import type { Declined } from '../../ports/dataJob.ts';
import { writeWholeFile } from '../wholeOutput.ts';
import { whyNotThere } from './exportTarget.ts';

/**
 * Writes records to a file, one a line, whole or not at all, and gives how many. Rejects with the error of the disk, or
 * with what the records reject with.
 *
 * @param folder the data folder, into which nothing is exported
 */
export async function writeAgentTraces(
  { target, folder }: { readonly target: string; readonly folder: string },
  records: () => Promise<readonly Record<string, unknown>[]>,
): Promise<number | Declined> {
  const declined = await whyNotThere(target, false, folder);
  if (declined !== undefined) return { declined };
  const write = async (put: (text: string) => Promise<void>): Promise<number> => {
    const all = await records();
    for (const record of all) await put(`${JSON.stringify(record)}\n`);
    return all.length;
  };
  return writeWholeFile(target, write, () => undefined);
}
