import { Hono } from "hono";
import { etag } from "hono/etag";
import { rankModes } from "../search/search-index.ts";
import { askedKey, malformedKey, unknownPaper } from "./asked-paper.ts";
import { coverageView } from "./coverage-view.ts";
import { storeStatistics } from "./home-view.ts";
import type { ApiOptions } from "./options.ts";
import { pageNumber } from "./page-number.ts";
import { paperView } from "./paper-view.ts";
import { problem } from "./problem.ts";
import { searchView, type SearchOptions } from "./search-view.ts";
import { suggestions } from "./suggestions.ts";

/** `/api/...`: the values of the pages as JSON, errors as problem details. */
export function dataRoutes({ library, freshness }: ApiOptions): Hono {
  const routes = new Hono();
  routes.use("*", etag());

  routes.get("/papers/:id{.+}", async (context) => {
    const key = askedKey(context.req.param("id"));
    if (!key.ok) return malformedKey(context, key.error);
    const paper = await paperView(library, key.value);
    return paper === null ? unknownPaper(context, key.value) : context.json(paper);
  });

  routes.get("/search", async (context) => {
    const { q = "", page, rank, seed, facets } = context.req.query();
    const options = searchOptions(rank, seed, facets);
    if (typeof options === "string") return problem(context, 400, "Unknown rank mode", options, { rankModes });
    const view = await searchView(library, q, pageNumber(page), options);
    if (view.fault === null) return context.json(view);
    const { message, ...place } = view.fault;
    return problem(context, 400, "Query cannot be read", message, place);
  });
  routes.get("/suggest", async (context) => context.json(await suggestions(library, context.req.query("q") ?? "")));
  routes.get("/coverage", async (context) => {
    const month = context.req.query("month") ?? null;
    if (month !== null && !isMonth(month))
      return problem(context, 400, "Malformed month", `month "${month}" is not a month such as 2204`);
    return context.json(await coverageView(library, month));
  });
  routes.get("/statistics", async (context) => context.json(await storeStatistics(library)));
  routes.get("/freshness", (context) => context.json(freshness()));
  return routes;
}

const isMonth = (text: string): boolean => /^\d\d(?:0[1-9]|1[0-2])$/.test(text);

/** The reason when there is no such rank mode. */
function searchOptions(
  rank: string | undefined,
  seed: string | undefined,
  facets: string | undefined,
): SearchOptions | string {
  const mode = rankModes.find((each) => each === (rank ?? "relevance"));
  if (mode === undefined) return `rank "${rank}" is not known; choose ${rankModes.join(", ")}`;
  const number = Number(seed ?? 0);
  return { rank: mode, seed: Number.isSafeInteger(number) ? number : 0, facets: facets === "1" || facets === "true" };
}
