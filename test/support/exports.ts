import { exportData, type ExportOptions } from '../../src/storage/export/exportData.ts';
import { explainedParts } from '../../src/storage/ledger/explainedParts.ts';
import type { LedgerStore } from '../../src/storage/ledger/ledgerStore.ts';
import { openLedger } from './ledger.ts';

/** Exports what a data folder holds, at a fixed time. */
export function exportBelow(
  folder: string,
  part: Pick<ExportOptions, 'target'> & Partial<ExportOptions>,
): ReturnType<typeof exportData> {
  const nothing = (): void => undefined;
  const asked = async <T>(question: (ledger: LedgerStore) => T): Promise<T> => {
    const ledger = await openLedger(folder, { from: 'journals' });
    try {
      await ledger.catchUp();
      return question(ledger);
    } finally {
      ledger.close();
    }
  };
  const known = (): ReturnType<ExportOptions['known']> => asked((ledger) => ledger.answer({}));
  const explained = explainedParts((question) => asked((ledger) => ledger.ask(question)));
  const time = { now: Date.UTC(2026, 10, 21, 12), offset: 60 };
  const signal = new AbortController().signal;
  const choices = { format: 'json', firstDay: 'monday', lineKeys: false } as const;
  const defaults = { ...choices, signal, progress: nothing, reached: nothing };
  return exportData({ folder, ...time, ...defaults, known, explained, isForgotten: () => false, ...part });
}
