const FORM =
  /^(?:(?<hours>\d{1,4}(?:[.,]\d{1,3})?) ?(?:h|hours?)(?: ?(?<more>\d{1,2}) ?(?:m|min|minutes?)?)?|(?<minutes>\d{1,6}(?:[.,]\d{1,3})?) ?(?:m|min|minutes?)?)$/u;

/** The minutes in what somebody wrote, such as "45", "90 min", "1.5 h" or "1h30"; `undefined` where that is no time. */
export function minutesRead(text: string): number | undefined {
  const groups = FORM.exec(text.trim().toLowerCase())?.groups;
  if (groups === undefined) return undefined;
  const number = (part: string | undefined): number => Number((part ?? '0').replace(',', '.'));
  return 60 * number(groups['hours']) + number(groups['more']) + number(groups['minutes']);
}

/** Minutes in words, such as "45 min" or "1 h 30 min". */
export function minutesInWords(minutes: number): string {
  const whole = Math.round(minutes);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours === 0) return `${String(rest)}\u{A0}min`;
  const inHours = `${hours.toLocaleString('en')}\u{A0}h`;
  return rest === 0 ? inHours : `${inHours} ${String(rest)}\u{A0}min`;
}
