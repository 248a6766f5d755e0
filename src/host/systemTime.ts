import type { Clock } from '../ports/clock.ts';
import type { Timers } from '../ports/timers.ts';

/** How long the zone's name is kept, in milliseconds: to ask for it takes longer than all else that an event costs. */
const ZONE_KEPT = 60_000;

let known = { zone: '', offset: NaN, at: NaN };

/** A machine may change its zone while this runs: mostly the offset tells so at once, otherwise the next minute does. */
function zone(): string {
  const at = Date.now();
  const offset = new Date(at).getTimezoneOffset();
  const isFresh = offset === known.offset && Math.abs(at - known.at) < ZONE_KEPT;
  if (!isFresh) known = { zone: Intl.DateTimeFormat().resolvedOptions().timeZone, offset, at };
  return known.zone;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  zone,
  offsetMinutes: (at) => 0 - new Date(at).getTimezoneOffset(),
};

export const systemTimers: Timers = {
  after(milliseconds, run) {
    let immediate: NodeJS.Immediate | undefined;
    const timer = setTimeout(() => {
      // Timers come before messages in a turn of Node's loop, and immediates after them.
      immediate = setImmediate(run);
    }, milliseconds);
    return {
      dispose: () => {
        clearTimeout(timer);
        clearImmediate(immediate);
      },
    };
  },
};
