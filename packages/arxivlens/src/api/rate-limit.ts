import type { MiddlewareHandler } from "hono";
import { isLoopback } from "./local-request.ts";
import type { ApiOptions } from "./options.ts";
import { problem } from "./problem.ts";
import { RecentValues } from "./recent-values.ts";

/** How many requests one address may make. */
export interface RateLimit {
  readonly perMinute: number;
  /** Requests that may come at once after a rest. */
  readonly burst: number;
}

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

/** Addresses remembered; an attacker with more of them than this has other means as well. */
const rememberedAddresses = 10_000;

/**
 * A token bucket per address: 429 with `Retry-After` when it is empty. Readers at this machine are never limited, nor
 * is anyone while no limit is set.
 */
export function rateLimited({ rateLimit, remoteAddress, nowMs }: ApiOptions): MiddlewareHandler {
  const buckets = new RecentValues<string, Bucket>(rememberedAddresses);
  return async (context, next) => {
    const address = remoteAddress(context.env);
    if (rateLimit === null || address === null || isLoopback(address)) return next();
    const { perMinute, burst } = rateLimit;
    const now = nowMs();
    const bucket = buckets.get(address) ?? { tokens: burst, filledAtMs: now };
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.filledAtMs) / 60_000) * perMinute);
    bucket.filledAtMs = now;
    buckets.set(address, bucket);
    if (bucket.tokens < 1) {
      const seconds = Math.ceil(((1 - bucket.tokens) * 60) / perMinute);
      context.header("retry-after", String(seconds));
      return problem(
        context,
        429,
        "Too many requests",
        `At most ${perMinute} requests a minute; ask again in ${seconds} s.`,
      );
    }
    bucket.tokens -= 1;
    await next();
    context.header("ratelimit-limit", String(burst));
    context.header("ratelimit-remaining", String(Math.floor(bucket.tokens)));
  };
}
