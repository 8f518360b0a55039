import type { Context } from "hono";

/** Origin of this instance as its reader sees it, without a slash at its end. */
export const instanceBase = (context: Context): string => new URL(context.req.url).origin;
