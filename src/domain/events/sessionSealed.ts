/** The last line of a journal file: its window writes nothing into it any more. */
export const SESSION_SEALED = 'seal';

export interface SessionSealed {
  readonly why: 'closed' | 'size' | 'day' | 'pause';
}
