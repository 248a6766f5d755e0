import type { Declined } from '../../ports/dataJob.ts';
import { writeWholeFile } from '../wholeOutput.ts';
import { whyNotThere } from './exportTarget.ts';

/**
 * Writes a calendar to a file, whole or not at all; one that is there stays as it was until then. `undefined` once that is done.
 * Rejects with the error of the disk.
 *
 * @param folder the data folder, into which nothing is exported
 */
export async function writeCalendar(target: string, text: string, folder: string): Promise<Declined | undefined> {
  const declined = await whyNotThere(target, false, folder);
  if (declined !== undefined) return { declined };
  await writeWholeFile(
    target,
    (put) => put(text),
    () => undefined,
  );
  return undefined;
}
