/** Ways in which real services misbehave; each one spoils one request. */
export type Fault =
  | { readonly kind: "busy"; readonly status: 429 | 503; readonly retryAfter?: string }
  | {
      readonly kind:
        | "broken"
        | "empty"
        | "cut"
        | "html"
        | "unreachable"
        | "interrupted"
        | "slow"
        | "redirect"
        | "latin-1"
        | "garbled entry"
        | "error entry"
        | "expired token";
    };

/** Every client overcomes each of these, and then gives what it would have given without. */
export const passingFaults: readonly (readonly [name: string, fault: Fault])[] = [
  ["429 without Retry-After", { kind: "busy", status: 429 }],
  ["503 with Retry-After", { kind: "busy", status: 503, retryAfter: "60" }],
  ["503 with an unreadable Retry-After", { kind: "busy", status: 503, retryAfter: "soon" }],
  ["status 500", { kind: "broken" }],
  ["an empty answer", { kind: "empty" }],
  ["a cut body", { kind: "cut" }],
  ["a maintenance page", { kind: "html" }],
  ["an interrupted body", { kind: "interrupted" }],
  ["a lost connection", { kind: "unreachable" }],
  ["an answer that does not come in time", { kind: "slow" }],
  ["a redirect", { kind: "redirect" }],
  ["another encoding than usual", { kind: "latin-1" }],
];

/** Against these nothing helps; every client says so in the end, with a code. */
export const lastingFaults: readonly (readonly [name: string, fault: Fault, code: string])[] = [
  ["429 for hours", { kind: "busy", status: 429 }, "busy"],
  ["503 with a Retry-After of hours", { kind: "busy", status: 503, retryAfter: "7200" }, "busy"],
  ["nothing but status 500", { kind: "broken" }, "status"],
  ["cut bodies only", { kind: "cut" }, "unusable"],
  ["a maintenance page for hours", { kind: "html" }, "unusable"],
  ["no network", { kind: "unreachable" }, "unreachable"],
  ["no answer in time, ever", { kind: "slow" }, "unreachable"],
];

/**
 * What the client sees in place of an answer.
 *
 * @param empty what the service would say if it knew nothing, for no reason
 */
export async function spoiled(fault: Fault, answer: Response, empty: string): Promise<Response> {
  const type = answer.headers.get("content-type") ?? "text/plain";
  switch (fault.kind) {
    case "busy":
      return new Response("Rate exceeded.", {
        status: fault.status,
        headers: fault.retryAfter === undefined ? {} : { "retry-after": fault.retryAfter },
      });
    case "broken":
      return new Response("Internal Server Error", { status: 500 });
    case "empty":
      return new Response(empty, { headers: { "content-type": type } });
    case "cut": {
      const body = await answer.text();
      return new Response(body.slice(0, Math.floor(body.length / 2)), { headers: { "content-type": type } });
    }
    case "html":
      return new Response("<html><body>Maintenance</body></html>");
    case "interrupted":
      return new Response(new ReadableStream({ start: (controller) => controller.error(new TypeError("terminated")) }));
    case "unreachable":
      throw new TypeError("fetch failed", { cause: new TypeError("getaddrinfo ENOTFOUND") });
    case "slow":
      throw new DOMException("The operation was aborted due to timeout", "TimeoutError");
    case "latin-1":
      return new Response(Buffer.from(await answer.text(), "latin1"), {
        headers: { "content-type": `${type.split(";")[0]}; charset=ISO-8859-1` },
      });
    case "garbled entry":
      return new Response((await answer.text()).replace("</title>\n<updated>", "</titel>\n<updated>"), {
        headers: { "content-type": type },
      });
    case "redirect":
    case "error entry":
    case "expired token":
      return answer;
    default:
      return fault satisfies never;
  }
}
