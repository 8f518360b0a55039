import type { Context } from "hono";
import type { ApiOptions } from "./options.ts";

/** Origin under which readers see this instance: as the operator says, or as this request has it. */
export function ownOrigin(context: Context, { accounts }: Pick<ApiOptions, "accounts">): string {
  return accounts.publicOrigin ?? new URL(context.req.url).origin;
}

/** The part of an address below this instance, so that nobody is led elsewhere; the first page for any other. */
export function pathWithin(text: string): string {
  const here = "http://here.invalid";
  if (!text.startsWith("/") || !URL.canParse(text, here)) return "/";
  const { origin, pathname, search, hash } = new URL(text, here);
  // A path of two slashes would be read as another host by whoever gets it next.
  return origin === here && !pathname.startsWith("//") ? `${pathname}${search}${hash}` : "/";
}
