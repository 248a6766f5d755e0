/** When somebody was last seen, in whatever window. */
export interface Presence {
  /** Somebody is here now. Rejects with the error of the disk. */
  touch(): Promise<void>;
  /** Wall time of the last touch, in milliseconds; `undefined` before the first. Rejects with the error of the disk. */
  latest(): Promise<number | undefined>;
}
