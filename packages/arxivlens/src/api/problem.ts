import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

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
