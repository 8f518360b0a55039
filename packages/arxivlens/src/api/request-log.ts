import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { ApiOptions } from "./options.ts";

/** One answered request, without what was asked: neither query nor the rest of an address that names a paper. */
export interface RequestLog {
  readonly method: string;
  /** Pattern of the route, for example `/api/papers/:id`. */
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
  /** Network of the other end, without its last part. */
  readonly network: string | null;
}

/** Tells of every request when it has been answered. */
export function requestLogged(
  { remoteAddress, nowMs }: ApiOptions,
  tell: (entry: RequestLog) => void,
): MiddlewareHandler {
  return async (context, next) => {
    const begunAt = nowMs();
    await next();
    tell({
      method: context.req.method,
      route: routePath(context).replaceAll(/\{.*?\}/gu, ""),
      status: context.res.status,
      milliseconds: nowMs() - begunAt,
      network: networkOf(remoteAddress(context.env)),
    });
  };
}

/** `192.0.2.7` becomes `192.0.2.0/24`, an IPv6 address its first three groups. */
export function networkOf(address: string | null): string | null {
  if (address === null) return null;
  const four = /(\d+\.\d+\.\d+)\.\d+$/u.exec(address)?.[1];
  if (four !== undefined) return `${four}.0/24`;
  return `${address.split(":").slice(0, 3).join(":")}::/48`;
}
