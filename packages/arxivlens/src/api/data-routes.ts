import { Hono } from "hono";
import { etag } from "hono/etag";
import { foundKey, malformedKey, unknownPaper } from "./asked-paper.ts";
import { authorNames } from "./author-names.ts";
import { authorView } from "./author-view.ts";
import { categoryView } from "./category-view.ts";
import { coverageView } from "./coverage-view.ts";
import { storeStatistics } from "./home-view.ts";
import { openApiDocument } from "./openapi/document.ts";
import { parameters, queryOf } from "./openapi/parameters.ts";
import type { ApiOptions } from "./options.ts";
import { paperView } from "./paper-view.ts";
import { problem, unreadableQuery } from "./problem.ts";
import { searchView } from "./search-view.ts";
import { statusView } from "./status-view.ts";
import { suggestions } from "./suggestions.ts";
import { termView } from "./term-page.ts";

/** `/api/...`: the values of the pages as JSON, errors as problem details. */
export function dataRoutes({ library, freshness, version, nowMs }: ApiOptions): Hono {
  const routes = new Hono();
  routes.use("*", etag());

  routes.get("/papers/:id{.+}", async (context) => {
    const key = await foundKey(library, context.req.param("id"));
    if (!key.ok) return malformedKey(context, key.error);
    const paper = await paperView(library, key.value);
    return paper === null ? unknownPaper(context, key.value) : context.json(paper);
  });

  routes.get("/search", async (context) => {
    const query = queryOf(context, parameters.search);
    if (!query.ok) return query.response;
    const { q, page, limit, rank, seed, facets } = query.value;
    const options = { rank, seed, facets: facets === "1" || facets === "true", size: limit };
    const view = await searchView(library, q, page, options);
    return view.fault === null ? context.json(view) : unreadableQuery(context, view.fault);
  });

  routes.get("/suggest", async (context) => {
    const query = queryOf(context, parameters.suggest);
    return query.ok ? context.json(await suggestions(library, query.value.q)) : query.response;
  });

  routes.get("/coverage", async (context) => {
    const query = queryOf(context, parameters.coverage);
    return query.ok ? context.json(await coverageView(library, query.value.month ?? null)) : query.response;
  });

  routes.get("/authors", async (context) => {
    const query = queryOf(context, parameters.authors);
    return query.ok ? context.json(await authorNames(library, query.value.name, query.value.count)) : query.response;
  });

  routes.get("/authors/:name{.+}", async (context) => {
    const query = queryOf(context, parameters.author);
    if (!query.ok) return query.response;
    const name = context.req.param("name");
    const view = await authorView(library, name, query.value.person ?? null, query.value.page);
    return view === null || view.total === 0
      ? problem(
          context,
          404,
          "Unknown author",
          `No paper here has an author "${name}"; /api/authors?name= finds names.`,
        )
      : context.json(view);
  });

  routes.get("/term/:term{.+}", async (context) => {
    const term = context.req.param("term");
    const view = await termView(library, term);
    return view === null || view.papers === 0
      ? problem(context, 404, "Unknown term", `No paper here holds "${term}".`, { meant: view?.meant ?? [] })
      : context.json(view);
  });

  routes.get("/categories", async (context) => {
    const { categories } = await storeStatistics(library);
    return context.json({ categories });
  });

  routes.get("/categories/:code", async (context) => {
    const query = queryOf(context, parameters.category);
    if (!query.ok) return query.response;
    const code = context.req.param("code");
    const view = await categoryView(library, code, query.value.count);
    return view === null
      ? problem(
          context,
          404,
          "Unknown category",
          `No paper here is in "${code}"; /api/categories lists those there are.`,
        )
      : context.json(view);
  });

  routes.get("/statistics", async (context) => context.json(await storeStatistics(library)));
  routes.get("/freshness", (context) => context.json(freshness()));
  routes.get("/status", async (context) => context.json(await statusView(library, nowMs())));
  routes.get("/openapi.json", (context) => context.json(openApiDocument(version)));
  return routes;
}
