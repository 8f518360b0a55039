import type { MiddlewareHandler } from "hono";
import type { AccountOptions } from "./options.ts";
import { isSecure } from "./session-cookie.ts";

// Every source is this server; scripts and styles stand in files, none in a page. Pictures may be data, because styles
// draw small signs with them.
const contentPolicy = [
  "default-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "script-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const unusedPowers = ["camera", "display-capture", "geolocation", "microphone", "payment", "serial", "usb"];

const headers: readonly (readonly [string, string])[] = [
  ["content-security-policy", contentPolicy],
  ["x-content-type-options", "nosniff"],
  ["x-frame-options", "DENY"],
  ["referrer-policy", "same-origin"],
  ["permissions-policy", unusedPowers.map((name) => `${name}=()`).join(", ")],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
];

const yearSeconds = 31_536_000;

/** Keeps every page to this origin: no third party is asked for anything, and none learns what is read here. */
export function securityHeaders(accounts: AccountOptions): MiddlewareHandler {
  return async (context, next) => {
    await next();
    for (const [name, value] of headers) context.header(name, value);
    // Once over TLS, always over TLS: only where the operator says that readers come that way.
    if (isSecure(accounts)) context.header("strict-transport-security", `max-age=${yearSeconds}`);
  };
}
