import { Hono } from "hono";
import { etag } from "hono/etag";
import { acceptedIdForms, safeParseArxivId } from "../arxiv/identifier.ts";
import { storeStatistics } from "./home-view.ts";
import type { ApiOptions } from "./options.ts";
import { pageNumber } from "./page-number.ts";
import { paperView } from "./paper-view.ts";
import { problem } from "./problem.ts";
import { searchView } from "./search-view.ts";

/** `/api/...`: the values of the pages as JSON, errors as problem details. */
export function dataRoutes({ library, freshness }: ApiOptions): Hono {
  const routes = new Hono();
  routes.use("*", etag());

  routes.get("/papers/:id{.+}", async (context) => {
    const input = context.req.param("id");
    const key = keyOf(input);
    if (!key.ok) return problem(context, 400, "Malformed identifier", key.error, { acceptedForms: acceptedIdForms });
    const paper = await paperView(library, key.value);
    if (paper !== null) return context.json(paper);
    const search = `/api/search?q=${encodeURIComponent(input)}`;
    return problem(context, 404, "Unknown paper", `${key.value} is not among the papers of this instance.`, { search });
  });

  routes.get("/search", async (context) =>
    context.json(await searchView(library, context.req.query("q") ?? "", pageNumber(context.req.query("page")))),
  );
  routes.get("/statistics", async (context) => context.json(await storeStatistics(library)));
  routes.get("/freshness", (context) => context.json(freshness()));
  return routes;
}

type Key = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly error: string };

function keyOf(input: string): Key {
  if (input.startsWith("work:")) return { ok: true, value: input };
  const id = safeParseArxivId(input);
  return id.ok ? { ok: true, value: id.value.id } : { ok: false, error: id.error.message };
}
