const original = { setTimeout, setImmediate };

type Run = (...values: unknown[]) => unknown;

/** How long each callback of a timer took that was set after this call, in milliseconds; more come while time passes. */
export function watchTimers(): number[] {
  const times: number[] = [];
  const timed = (run: Run): Run => {
    return (...values) => {
      const before = performance.now();
      run(...values);
      times.push(performance.now() - before);
    };
  };
  Object.assign(globalThis, {
    setTimeout: (run: Run, wait?: number) => original.setTimeout(timed(run), wait),
    setImmediate: (run: Run) => original.setImmediate(timed(run)),
  });
  return times;
}

/** Tells for how long this process's loop was blocked at the most, by how late a timer of one millisecond came. */
export class LoopWatch {
  #longest = 0;
  #last = performance.now();
  #stopped = false;

  constructor() {
    this.#tick();
  }

  /** Begins anew. */
  reset(): void {
    this.#longest = 0;
    this.#last = performance.now();
  }

  /** The longest block so far, one that has just ended included. */
  get longest(): number {
    return Math.max(this.#longest, performance.now() - this.#last - 1);
  }

  stop(): void {
    this.#stopped = true;
  }

  #tick(): void {
    original.setTimeout(() => {
      this.#longest = this.longest;
      this.#last = performance.now();
      if (!this.#stopped) this.#tick();
    }, 1);
  }
}

/** Bytes in use once everything that nobody holds is gone. */
export function memoryInUse(): { heap: number; rss: number } {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, rss };
}
