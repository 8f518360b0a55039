import type { Context } from "hono";

/** Origin of this instance as its reader sees it, without a slash at its end: configured, or as it was asked for. */
export const instanceBase = (context: Context): string =>
  context.get("publicOrigin") ?? new URL(context.req.url).origin;
