import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { QueryFault } from "./contract.ts";

/** An error as RFC 9457 problem details. `more` adds fields that help to mend it. */
export function problem(
  context: Context,
  status: ContentfulStatusCode,
  title: string,
  detail: string,
  more: Readonly<Record<string, unknown>> = {},
): Response {
  return context.body(JSON.stringify({ type: "about:blank", title, status, detail, ...more }), status, {
    "content-type": "application/problem+json",
  });
}

/** A query that cannot be read, with the place of its fault and a query that can. */
export function unreadableQuery(context: Context, { message, ...place }: QueryFault): Response {
  return problem(context, 400, "Query cannot be read", message, place);
}
