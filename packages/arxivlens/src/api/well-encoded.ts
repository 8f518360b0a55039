import type { MiddlewareHandler } from "hono";
import { problem } from "./problem.ts";

/**
 * Refuses addresses whose percent signs are not followed by the hexadecimal digits of UTF-8: what they name nobody can
 * know. The answer says where they stand and repeats nothing of them.
 */
export const wellEncoded: MiddlewareHandler = (context, next) => {
  const { pathname, search } = new URL(context.req.url);
  const fault = faultOf(pathname, search.slice(1));
  if (fault === null) return next();
  const mend = "Write each byte of UTF-8 text as % and two hexadecimal digits, and % itself as %25.";
  return Promise.resolve(problem(context, 400, "Malformed address", `${fault} is not percent-encoded UTF-8. ${mend}`));
};

/** The part of an address that cannot be decoded, for people; null where all can. */
function faultOf(path: string, query: string): string | null {
  const segment = path
    .split("/")
    .slice(1)
    .findIndex((part) => !canDecode(part));
  if (segment >= 0) return `Part ${segment + 1} of the path`;
  for (const parameter of query.split("&")) {
    const [name = "", value = ""] = parameter.split(/=(.*)/su);
    if (!canDecode(name)) return "The name of a parameter";
    if (!canDecode(value)) return `The value of the parameter "${decodeURIComponent(name)}"`;
  }
  return null;
}

function canDecode(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
