import { setTimeout as delay } from "node:timers/promises";

/** Waits, or returns early when the signal fires. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  // Aborting rejects the delay; the caller looks at the signal.
  await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
