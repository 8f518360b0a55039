import { Hono } from "hono";
import type { Paper } from "../src/arxiv/paper.ts";
import type { UpstreamTools } from "../src/sources/upstream-client.ts";

/** Ways in which real services misbehave; each one spoils one request. */
export type Fault =
  | { readonly kind: "busy"; readonly status: 429 | 503; readonly retryAfter?: string }
  | { readonly kind: "broken" | "empty" | "cut" | "html" | "unreachable" | "interrupted" };

export interface SimulatorOptions {
  /** What arXiv knows. */
  readonly papers?: readonly Paper[];
  /** What OpenAlex knows: short id, DOI, referenced short ids. */
  readonly works?: readonly { readonly id: string; readonly doi: string; readonly references: readonly string[] }[];
  /** Spoil the first requests, in this order. */
  readonly faults?: readonly Fault[];
  /** Spoil every request after those. */
  readonly faultForEver?: Fault;
  readonly nowMs: () => number;
}

export interface UpstreamSimulator {
  readonly fetch: UpstreamTools["fetch"];
  /** Every request: when, and what was asked. */
  readonly requests: readonly { readonly atMs: number; readonly url: URL }[];
}

/** arXiv's query API and OpenAlex's works as they answer, without a network. */
export function createUpstreamSimulator(options: SimulatorOptions): UpstreamSimulator {
  const requests: { atMs: number; url: URL }[] = [];
  const faults = [...(options.faults ?? [])];
  const app = new Hono();
  app.get("/api/query", (context) => {
    const ids = (context.req.query("id_list") ?? "").split(",").filter((id) => id !== "");
    return context.body(arxivAnswer(ids, options.papers ?? []), 200, { "content-type": "application/atom+xml" });
  });
  app.get("/works", (context) => {
    const dois = (context.req.query("filter") ?? "").replace(/^doi:/, "").split("|");
    return context.json(openAlexAnswer(dois, options.works ?? []));
  });
  return {
    requests,
    async fetch(url) {
      requests.push({ atMs: options.nowMs(), url: new URL(url) });
      const fault = faults.shift() ?? options.faultForEver;
      if (fault?.kind === "unreachable")
        throw new TypeError("fetch failed", { cause: new TypeError("getaddrinfo ENOTFOUND") });
      const answer = await app.request(url);
      return fault === undefined ? answer : spoiled(fault, answer, new URL(url).pathname === "/works");
    },
  };
}

async function spoiled(fault: Fault, answer: Response, json: boolean): Promise<Response> {
  const body = await answer.text();
  switch (fault.kind) {
    case "busy":
      return new Response("Rate exceeded.", {
        status: fault.status,
        headers: fault.retryAfter === undefined ? {} : { "retry-after": fault.retryAfter },
      });
    case "broken":
      return new Response("Internal Server Error", { status: 500 });
    case "empty":
      return new Response(json ? '{"results": []}' : feed(""), { status: 200 });
    case "cut":
      return new Response(body.slice(0, Math.floor(body.length / 2)), { status: 200 });
    case "html":
      return new Response("<html><body>Maintenance</body></html>", { status: 200 });
    case "interrupted":
      return new Response(new ReadableStream({ start: (controller) => controller.error(new TypeError("terminated")) }));
    case "unreachable":
    default:
      return answer;
  }
}

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function feed(entries: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">
<id>https://arxiv.org/api/x</id><title>arXiv Query</title><updated>2026-01-01T00:00:00Z</updated>
<opensearch:totalResults>${entries === "" ? 0 : entries.split("<entry>").length - 1}</opensearch:totalResults>${entries}
</feed>`;
}

function arxivAnswer(ids: readonly string[], papers: readonly Paper[]): string {
  // One malformed id spoils the whole answer, with status 200.
  const malformed = ids.find((id) => id.startsWith("bad"));
  if (malformed !== undefined)
    return feed(`<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_${malformed}</id><title>Error</title>
<updated>2026-01-01T00:00:00Z</updated><summary>incorrect id format for ${malformed}</summary><author><name>arXiv api core</name></author></entry>`);
  return feed(ids.flatMap((id) => papers.filter((paper) => paper.key === id).map(entry)).join(""));
}

function entry(paper: Paper): string {
  return `<entry><id>http://arxiv.org/abs/${paper.key}v1</id><title>${escape(paper.title)}</title>
<updated>${paper.updatedAt}T00:00:00Z</updated><published>${paper.submittedAt}T00:00:00Z</published>
<summary>${escape(paper.abstract ?? "")}</summary>${paper.authors.map((name) => `<author><name>${escape(name)}</name></author>`).join("")}
${paper.categories.map((code) => `<category term="${code}" scheme="http://arxiv.org/schemas/atom"/>`).join("")}
<arxiv:primary_category term="${paper.categories[0] ?? "cs.LG"}"/></entry>`;
}

function openAlexAnswer(dois: readonly string[], works: NonNullable<SimulatorOptions["works"]>): object {
  const found = works.filter((work) => dois.includes(work.doi));
  return {
    meta: { count: found.length, per_page: 50 },
    results: found.map(({ id, doi, references }) => ({
      id: `https://openalex.org/${id}`,
      doi: `https://doi.org/${doi}`,
      primary_location: { landing_page_url: null },
      locations: [],
      referenced_works: references.map((reference) => `https://openalex.org/${reference}`),
    })),
  };
}
