import { readCommitLanded } from '../../domain/events/commitLanded.ts';
import type { JournalEvent } from '../../domain/events/journalEvent.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';
import { rowWriter, setLater, type Columns } from './orderedColumns.ts';
import { packedCommit } from './packedCommit.ts';
import { packedOrder } from './packedLines.ts';
import type { RowIds } from './rowIds.ts';

const writeRow = rowWriter({
  table: 'landed',
  keys: ['name', 'repository'],
  own: [],
  ordered: { commit_order: ['authored', 'utc_offset', 'typed', 'ai', 'probable', 'unseen'] },
  most: ['replaced'],
});

/** What events say of commits: of one that is told twice the later holds, and one that was ever replaced stays so. */
export class CommitFold {
  readonly #ids: RowIds;
  readonly #rows = new Map<string, Columns>();

  constructor(ids: RowIds) {
    this.#ids = ids;
  }

  take(event: JournalEvent): void {
    const landed = readCommitLanded(event.p);
    const name = landed && packedCommit(landed.commit);
    const order = packedOrder(event);
    if (landed === undefined || name === undefined || order === undefined) return;
    const repository = this.#ids.word(landed.uri);
    const { authored, offset, typed, ai, probable, unseen } = landed;
    const values = { authored, utc_offset: offset, typed, ai, probable, unseen };
    setLater(this.#row(name, repository), 'commit_order', order, values);
    for (const one of landed.replaces ?? []) {
      const replaced = one === landed.commit ? undefined : packedCommit(one);
      if (replaced !== undefined) this.#row(replaced, repository)['replaced'] = 1;
    }
  }

  write(database: LedgerDatabase): void {
    for (const row of this.#rows.values()) writeRow(database, row);
  }

  #row(name: Buffer, repository: number): Columns {
    const key = `${name.toString('hex')} ${String(repository)}`;
    const row = this.#rows.get(key) ?? { name, repository };
    this.#rows.set(key, row);
    return row;
  }
}
