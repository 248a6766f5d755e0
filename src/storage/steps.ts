/**
 * A point at which a process may die. What lies on the disk is whole at each of them; the tests kill processes there.
 */
export type Step =
  | 'journal-made'
  | 'events-written'
  | 'events-flushed'
  | 'journal-read'
  | 'ledger-folded'
  | 'draft-begun'
  | 'draft-flushed'
  | 'draft-linked'
  | 'draft-removed'
  | 'original-removed'
  | 'ledgers-swept'
  | 'export-drafted'
  | 'import-drafted'
  | 'file-replaced'
  | 'journal-purged';

/** Told of every step that is reached. */
export type Reached = (step: Step) => void;
