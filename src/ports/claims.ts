/** Things that one window of many does. A name that is claimed stays so for weeks. */
export interface Claims {
  /** `true` for the one that claims a name first, of all windows and at whatever moment. Rejects with the error of the disk. */
  claim(name: string): Promise<boolean>;
  /** Whether somebody has claimed a name. Rejects with the error of the disk. */
  isClaimed(name: string): Promise<boolean>;
}
