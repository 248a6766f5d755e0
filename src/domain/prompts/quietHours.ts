const MINUTE = 60_000;
const DAY = 86_400_000;
const MINUTES_A_DAY = 1_440;

/** What is longer is no list of times that a person wrote, in characters. */
const LONGEST = 500;

/** A stretch of the day by the clock on the wall, in minutes since midnight; `to` is exclusive, and before `from` on the next day. */
export interface QuietRange {
  readonly from: number;
  readonly to: number;
}

export interface QuietHours {
  readonly ranges: readonly QuietRange[];
  /** a sentence for people about what can not be used; empty when there is nothing */
  readonly notice: string;
}

const RANGE = /^(\d{1,2}):(\d{2}) ?[-–] ?(\d{1,2}):(\d{2})$/u;

/** Reads `grasp.prompts.quietHours`, such as `22:00-07:00, 12:00-13:00`. What is no time says nothing, and the notice says so. */
export function readQuietHours(text: string): QuietHours {
  const unusable: string[] = [];
  const ranges: QuietRange[] = [];
  const entries = text.length > LONGEST ? [text] : text.split(',');
  for (const entry of entries.map((one) => one.trim())) {
    const range = entry.length > LONGEST ? undefined : rangeOf(entry);
    if (range !== undefined) ranges.push(range);
    else if (entry !== '') unusable.push(`"${entry.length > 40 ? `${entry.slice(0, 40)}…` : entry}"`);
  }
  return { ranges, notice: unusableInWords(unusable, ranges.length) };
}

function unusableInWords(unusable: readonly string[], usable: number): string {
  if (unusable.length === 0) return '';
  const rest = usable === 0 ? 'No hour is quiet.' : 'All other hours in it are quiet.';
  return `The setting "grasp.prompts.quietHours" should have times such as "22:00-07:00", and not ${unusable.join(', ')}. ${rest}`;
}

/** The end of the quiet hours that hold a moment, in milliseconds; `undefined` outside of them. */
export function quietUntil(ranges: readonly QuietRange[], at: number, offset: number): number | undefined {
  const sinceMidnight = (((at + offset * MINUTE) % DAY) + DAY) % DAY;
  const ends = ranges.flatMap(({ from, to }) => {
    const isLate = sinceMidnight >= from * MINUTE;
    const isEarly = sinceMidnight < to * MINUTE;
    const isWithin = from < to ? isLate && isEarly : isLate || isEarly;
    return isWithin ? [to * MINUTE - sinceMidnight + (isEarly ? 0 : DAY)] : [];
  });
  return ends.length === 0 ? undefined : at + Math.max(...ends);
}

function rangeOf(entry: string): QuietRange | undefined {
  const [, ...parts] = RANGE.exec(entry) ?? [];
  const [fromHour, fromMinute, toHour, toMinute] = parts.map(Number);
  const from = minuteOfDay(fromHour, fromMinute);
  const to = minuteOfDay(toHour, toMinute);
  if (from === undefined || to === undefined || from === MINUTES_A_DAY || from === to) return undefined;
  return { from, to };
}

/** `24:00` is the end of the day. */
function minuteOfDay(hour = NaN, minute = NaN): number | undefined {
  const all = hour * 60 + minute;
  return minute < 60 && all <= MINUTES_A_DAY ? all : undefined;
}
