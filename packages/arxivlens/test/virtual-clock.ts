/** A clock that stands still until someone sleeps; tests of waiting take no time. */
export interface VirtualClock {
  readonly nowMs: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Every sleep so far, in ms. */
  readonly sleeps: readonly number[];
}

export function createVirtualClock(startMs = 1_000_000): VirtualClock {
  let now = startMs;
  const sleeps: number[] = [];
  return {
    nowMs: () => now,
    sleeps,
    async sleep(ms, signal) {
      if (signal.aborted) return;
      sleeps.push(ms);
      now += ms;
    },
  };
}
