import { Hono } from "hono";
import { rankModes } from "../search/search-index.ts";
import { categoryPage } from "./category-page.ts";
import { coveragePage } from "./coverage-page.ts";
import { askedIdentifier } from "./asked-dois.ts";
import { storeStatistics } from "./home-view.ts";
import type { ApiOptions } from "./options.ts";
import { pageNumber } from "./page-number.ts";
import type { PageWriter } from "./page-routes.ts";
import { refinements } from "./refinements.ts";
import { searchView } from "./search-view.ts";
import { termView } from "./term-page.ts";
import { hrefOf } from "./work-summary.ts";

/** The pages that list papers: results, categories, authors, terms, and what is here at all. */
export function listRoutes({ library, nowMs }: ApiOptions, { page, notFound }: PageWriter): Hono {
  const routes = new Hono();

  routes.get("/search", async (context) => {
    const query = context.req.query("q") ?? "";
    const asked = await askedIdentifier(library.store.papers, query);
    // Whoever types an identifier wants that paper, not a list with it.
    if (asked !== null && asked.key !== null) return context.redirect(hrefOf(asked.key), 302);
    const begun = nowMs();
    const seed = seedOf(context.req.query("seed"));
    const search = await searchView(library, query, pageNumber(context.req.query("page")), {
      rank: rankModes.find((mode) => mode === context.req.query("rank")) ?? "relevance",
      seed,
      facets: true,
    });
    const refine = refinements(query, search.facets);
    return page(context, { kind: "search", search, refine, seed, tookMs: nowMs() - begun });
  });

  routes.get("/categories", async (context) =>
    page(context, { kind: "categories", statistics: await storeStatistics(library) }),
  );

  routes.get("/category/:code", async (context) => {
    const code = context.req.param("code");
    const view = await categoryPage(library, code);
    return view === null ? notFound(context, code) : page(context, { kind: "category", view });
  });

  routes.get("/term/:term{.+}", async (context) => {
    const term = context.req.param("term");
    const view = await termView(library, term);
    if (view === null) return notFound(context, term);
    return page(context, { kind: "term", view }, view.papers === 0 ? 404 : 200);
  });

  routes.get("/coverage", async (context) => {
    const month = context.req.query("month") ?? null;
    if (month !== null && !/^\d\d(?:0[1-9]|1[0-2])$/u.test(month)) return context.redirect("/coverage", 302);
    return page(context, { kind: "coverage", view: await coveragePage(library, month, nowMs()) });
  });
  return routes;
}

/** The seed of a shuffle in an address; anything else means the first shuffle. */
function seedOf(text: string | undefined): number {
  const seed = Number(text ?? "0");
  return Number.isSafeInteger(seed) ? seed : 0;
}
