/** In the order of an ISO week. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** How long a block is proposed to be, in minutes: for a beginning, for a full week, and the usual one. */
export const BLOCK_LADDER = [20, 45, 90] as const;
/** How long a block is where nobody says, in minutes. */
export const USUAL_MINUTES = 90;
const SHORTEST = 5;
/** No block is longer, in minutes. */
export const LONGEST_BLOCK = 480;
/** What is longer is no schedule that a person wrote, in characters. */
const LONGEST_TEXT = 60;

/** When the weekly block without AI is, by the clock on the wall, wherever the person is. */
export interface BlockSchedule {
  readonly weekday: Weekday;
  /** such as "09:00" */
  readonly time: string;
  /** length, in real minutes */
  readonly minutes: number;
}

export interface BlockScheduleRead {
  /** `undefined` where there is none, or none that can be used */
  readonly schedule: BlockSchedule | undefined;
  /** a sentence for people about what can not be used; empty when there is nothing */
  readonly notice: string;
}

/** Reads `grasp.block.schedule`, such as "thursday 09:00, 90 minutes", of whatever form it is in somebody's settings. */
export function readBlockSchedule(value: unknown): BlockScheduleRead {
  if (value === undefined || value === null || value === '') return { schedule: undefined, notice: '' };
  const schedule = typeof value === 'string' ? scheduleFrom(value) : undefined;
  return { schedule, notice: schedule === undefined ? unusableInWords(value) : '' };
}

/** The text that `readBlockSchedule` reads. */
export function scheduleText({ weekday, time, minutes }: BlockSchedule): string {
  return `${weekday} ${time}, ${String(minutes)} minutes`;
}

/** "09:00" for "9:00"; `undefined` for what is no time of a day. */
export function readTime(text: string): string | undefined {
  const groups = /^(?<hour>\d{1,2}):(?<minute>\d{2})$/u.exec(text.trim())?.groups;
  const [hour, minute] = [Number(groups?.['hour'] ?? NaN), Number(groups?.['minute'] ?? NaN)];
  return hour < 24 && minute < 60 ? `${String(hour).padStart(2, '0')}:${groups?.['minute'] ?? ''}` : undefined;
}

/** Whether a block may be so long, in minutes. */
export function isBlockLength(minutes: number): boolean {
  return Number.isInteger(minutes) && minutes >= SHORTEST && minutes <= LONGEST_BLOCK;
}

function scheduleFrom(text: string): BlockSchedule | undefined {
  if (text.length > LONGEST_TEXT) return undefined;
  const [day = '', at = '', length = String(USUAL_MINUTES), unit = 'minutes', ...more] = text
    .trim()
    .toLowerCase()
    .split(/[\s,]+/u);
  const weekday = WEEKDAYS.find((name) => name === day || name.slice(0, 3) === day);
  const time = readTime(at);
  const minutes = /^\d{1,3}$/u.test(length) ? Number(length) : NaN;
  const isWhole = more.length === 0 && ['min', 'minutes'].includes(unit) && isBlockLength(minutes);
  return weekday === undefined || time === undefined || !isWhole ? undefined : { weekday, time, minutes };
}

function unusableInWords(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  const bounds = `with ${String(SHORTEST)} to ${String(LONGEST_BLOCK)} minutes`;
  return `The setting "grasp.block.schedule" should be such as "thursday 09:00, 90 minutes", ${bounds}, and not "${shown}". No block is scheduled.`;
}
