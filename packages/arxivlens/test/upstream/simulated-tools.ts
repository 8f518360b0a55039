import type { RequestLimiter, UpstreamTools } from "../../src/sources/upstream-client.ts";
import { createVirtualClock, type VirtualClock } from "../virtual-clock.ts";
import { createUpstreamSimulator, type SimulatorOptions, type UpstreamSimulator } from "./simulator.ts";

export interface SimulatedUpstream {
  readonly tools: UpstreamTools;
  readonly simulator: UpstreamSimulator;
  readonly clock: VirtualClock;
}

/** A client's tools with simulated services and a clock on which waiting takes no time. */
export function simulatedUpstream(
  limiter: RequestLimiter,
  options: Omit<SimulatorOptions, "nowMs">,
  {
    clock = createVirtualClock(),
    offline = false,
    signal = new AbortController().signal,
  }: { readonly clock?: VirtualClock; readonly offline?: boolean; readonly signal?: AbortSignal } = {},
): SimulatedUpstream {
  const simulator = createUpstreamSimulator({ ...options, nowMs: clock.nowMs });
  const { nowMs, sleep } = clock;
  return { tools: { fetch: simulator.fetch, nowMs, sleep, limiter, offline, signal }, simulator, clock };
}
