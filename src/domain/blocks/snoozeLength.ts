const MINUTE = 60_000;
/** From this minor version on the command takes minutes (microsoft/vscode#269706). */
const MINUTES_SINCE = 106;

/**
 * The number that VS Code's snooze takes for some minutes: these, and milliseconds before 1.106. Without a number, or with 0, it would
 * open a list, so it is never less than a moment.
 *
 * @param version of VS Code, such as "1.103.2" or "1.140.0-insider"
 */
export function snoozeLength(minutes: number, version: string): number {
  const { major = '1', minor = '' } = /^(?<major>\d+)\.(?<minor>\d+)/u.exec(version)?.groups ?? {};
  const isOld = major === '1' && minor !== '' && Number(minor) < MINUTES_SINCE;
  const least = Math.max(minutes, 0.001);
  return isOld ? least * MINUTE : least;
}
