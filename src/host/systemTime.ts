import type { Clock } from '../ports/clock.ts';
import type { Timers } from '../ports/timers.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
  offsetMinutes: (at) => -new Date(at).getTimezoneOffset(),
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
