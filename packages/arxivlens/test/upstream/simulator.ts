import { Hono } from "hono";
import type { Paper } from "../../src/arxiv/paper.ts";
import type { UpstreamTools } from "../../src/sources/upstream-client.ts";
import { atomAnswer, errorEntry, noEntries, rssAnswer, type RssEntry } from "./arxiv-service.ts";
import {
  breaksScholar,
  crossrefAnswer,
  openAlexAnswer,
  scholarBatch,
  scholarLinks,
  type SimulatedPublication,
  type SimulatedScholarPaper,
  type SimulatedWork,
} from "./citation-services.ts";
import { spoiled, type Fault } from "./faults.ts";
import { expiredToken, noOaiRecords, oaiAnswer, type OaiEntry } from "./oai-service.ts";

export interface SimulatorOptions {
  /** What arXiv's query API knows. */
  readonly papers?: readonly Paper[];
  /** What OAI-PMH lists; may be changed between requests. */
  readonly changes?: readonly OaiEntry[];
  /** Records of one page of OAI-PMH. */
  readonly pageSize?: number;
  readonly announcements?: readonly RssEntry[];
  /** What OpenAlex knows. */
  readonly works?: readonly SimulatedWork[];
  readonly scholarPapers?: readonly SimulatedScholarPaper[];
  readonly publications?: readonly SimulatedPublication[];
  /** Spoil the first requests, in this order. */
  readonly faults?: readonly Fault[];
  /** Spoil these requests, by their number from 1. */
  readonly faultAt?: Readonly<Record<number, Fault>>;
  /** Spoil every request after `faults`. */
  readonly faultForEver?: Fault;
  readonly nowMs: () => number;
}

export interface UpstreamSimulator {
  readonly fetch: UpstreamTools["fetch"];
  /** Every request: when, and what was asked. */
  readonly requests: readonly { readonly atMs: number; readonly url: URL }[];
}

/** arXiv (OAI-PMH, query API, RSS), OpenAlex, Semantic Scholar and Crossref as they answer, without a network. */
export function createUpstreamSimulator(options: SimulatorOptions): UpstreamSimulator {
  const requests: { atMs: number; url: URL }[] = [];
  const faults = [...(options.faults ?? [])];
  const app = services(options);
  return {
    requests,
    async fetch(address, init) {
      const url = new URL(address);
      requests.push({ atMs: options.nowMs(), url });
      const fault = options.faultAt?.[requests.length] ?? faults.shift() ?? options.faultForEver;
      const { method, headers, body } = init;
      const answer = await app.request(address, { method, headers, ...(body === undefined ? {} : { body }) });
      if (fault === undefined) return answer;
      if (fault.kind === "expired token") return new Response(expiredToken(oaiState(options)));
      if (fault.kind === "error entry") return new Response(errorEntry("internal", "internal error"));
      return spoiled(fault, answer, emptyAnswer(url.pathname, options));
    },
  };
}

const oaiState = (options: SimulatorOptions): Parameters<typeof oaiAnswer>[1] => ({
  entries: options.changes ?? [],
  pageSize: options.pageSize ?? 1_000,
  nowMs: options.nowMs(),
});

function services(options: SimulatorOptions): Hono {
  const app = new Hono();
  const xml = (type: string): Record<string, string> => ({ "content-type": `application/${type}+xml` });
  app.get("/oai", (context) => context.body(oaiAnswer(new URL(context.req.url), oaiState(options)), 200, xml("oai")));
  app.get("/api/query", (context) => {
    const ids = (context.req.query("id_list") ?? "").split(",").filter((id) => id !== "");
    return context.body(atomAnswer(ids, options.papers ?? []), 200, xml("atom"));
  });
  app.get("/rss/:archives", (context) => {
    const archives = context.req.param("archives").split("+");
    return context.body(rssAnswer(archives, options.announcements ?? [], options.nowMs()), 200, xml("rss"));
  });
  app.get("/works", (context) => context.json(openAlexAnswer(context.req.query("filter") ?? "", options.works ?? [])));
  app.post("/graph/v1/paper/batch", async (context) => {
    const { ids } = await context.req.json<{ ids: string[] }>();
    if (breaksScholar(ids, options.scholarPapers ?? [])) return context.text("Internal Server Error", 500);
    const fields = (context.req.query("fields") ?? "").split(",");
    const answer = scholarBatch(ids, fields, options.scholarPapers ?? []);
    return context.json(answer, "error" in answer ? 400 : 200);
  });
  app.get("/graph/v1/paper/:id/:side{references|citations}", (context) => {
    const { id, side } = context.req.param();
    if (breaksScholar([id], options.scholarPapers ?? [])) return context.text("Internal Server Error", 500);
    const page = { offset: Number(context.req.query("offset") ?? 0), limit: Number(context.req.query("limit") ?? 100) };
    const links = scholarLinks(id, side === "citations" ? side : "references", page, options.scholarPapers ?? []);
    return links === null ? context.json({ error: `Paper with id ${id} not found` }, 404) : context.json(links);
  });
  app.get("/crossref/works/:doi", (context) => {
    const publication = options.publications?.find(({ doi }) => doi === context.req.param("doi").toLowerCase());
    return publication === undefined
      ? context.text("Resource not found.", 404)
      : context.json(crossrefAnswer(publication));
  });
  return app;
}

/** What each service says for no reason at times: a well-formed answer with nothing in it. */
function emptyAnswer(path: string, options: SimulatorOptions): string {
  if (path === "/oai") return noOaiRecords(oaiState(options));
  if (path.startsWith("/api")) return noEntries();
  if (path.startsWith("/rss")) return rssAnswer([], [], options.nowMs());
  return path.startsWith("/works") ? '{"results": []}' : "{}";
}
