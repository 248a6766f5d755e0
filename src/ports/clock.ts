/** Time, as an argument for everything that must not read it by itself. */
export interface Clock {
  /** wall clock, milliseconds since 1970 UTC; may jump */
  now(): number;
  /** IANA name of the local time zone */
  zone(): string;
  /** offset of local time from UTC at the given wall time, in minutes, east positive */
  offsetMinutes(at: number): number;
}
