import { exportData, type ExportOptions } from '../../src/storage/export/exportData.ts';
import { openLedger } from './ledger.ts';

/** Exports what a data folder holds, at a fixed time. */
export function exportBelow(
  folder: string,
  part: Pick<ExportOptions, 'target'> & Partial<ExportOptions>,
): ReturnType<typeof exportData> {
  const nothing = (): void => undefined;
  const known = async (): ReturnType<ExportOptions['known']> => {
    const ledger = await openLedger(folder, { from: 'journals' });
    await ledger.catchUp();
    return ledger.answer({});
  };
  const time = { now: Date.UTC(2026, 10, 21, 12), offset: 60 };
  const signal = new AbortController().signal;
  const choices = { format: 'json', firstDay: 'monday', lineKeys: false } as const;
  const defaults = { ...choices, signal, progress: nothing, reached: nothing };
  return exportData({ folder, ...time, ...defaults, known, isForgotten: () => false, ...part });
}
