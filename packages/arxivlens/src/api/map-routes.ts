import { Hono, type Context } from "hono";
import { etag } from "hono/etag";
import { safeParseArxivId } from "../arxiv/identifier.ts";
import { boundedForm } from "./checked-form.ts";
import { hrefOf, workSummary } from "./work-summary.ts";
import { selectionOf } from "./library-view.ts";
import { jointMap, mapOfList, mapPageView } from "./map-view.ts";
import { mostSeeds, seedKeys, seedLines } from "./map-lines.ts";
import { parameters, queryOf } from "./openapi/parameters.ts";
import type { ApiOptions } from "./options.ts";
import { pageNumber } from "./page-number.ts";
import type { PageWriter } from "./page-routes.ts";
import { problem } from "./problem.ts";
import { relatedPage } from "./related-page.ts";
import { requireRole, viewerOf } from "./viewer.ts";
import type { Library } from "./library.ts";
import type { RelatedOrder } from "./contract.ts";

/** `/api/map`: the neighbourhood of one work or of several. */
export function mapDataRoutes(library: Library): Hono {
  const routes = new Hono();
  routes.use("*", etag());
  routes.get("/map", async (context) => {
    const query = queryOf(context, parameters.map);
    if (!query.ok) return query.response;
    const { ids, limit, likeness } = query.value;
    const lines = await seedLines(library, ids.replaceAll(",", "\n"));
    const unresolved = lines.flatMap(({ text, key, reason }) => (key === null ? [{ text, reason }] : []));
    const seeds = seedKeys(lines);
    if (seeds.length === 0)
      return problem(
        context,
        400,
        "No paper to map",
        `ids names no paper of this instance; name 1 to ${mostSeeds} identifiers, parted by commas`,
        { unresolved },
      );
    return context.json({
      seeds,
      unresolved,
      ...(await jointMap(library, seeds, { limit, likeness: likeness === "1" })),
    });
  });
  return routes;
}

const orders: readonly RelatedOrder[] = ["new", "old", "cited"];
const worksOfPage = 100;

/** `/map`, and the whole lists of who cites a paper and what it cites. */
export function mapPageRoutes({ library }: ApiOptions, { page, notFound }: PageWriter): Hono {
  const routes = new Hono();

  const mapPage = async (context: Context, typed: string): Promise<Response> => {
    const map = await mapPageView(library, typed, viewerOf(context)?.accountKey ?? null);
    return page(context, { kind: "map", map });
  };
  // `from=library` with the conditions of `/library`: whoever opens it sees that part of their own one.
  routes.get("/map", async (context) => {
    if (context.req.query("from") !== "library")
      return mapPage(context, (context.req.query("ids") ?? "").replaceAll(",", "\n"));
    const viewer = requireRole(context, "reader");
    if (viewer instanceof Response) return viewer;
    const map = await mapOfList(library, viewer.accountKey, selectionOf(context.req.query()));
    return page(context, { kind: "map", map });
  });
  // A list may be longer than an address; nothing is written, so the answer is the page itself.
  routes.post("/map", async (context) => {
    const form = await boundedForm(context);
    if (form instanceof Response) return form;
    const typed = form.text("list");
    const lines = await seedLines(library, typed);
    const keys = seedKeys(lines);
    if (keys.length === 0 || lines.some(({ key }) => key === null)) return mapPage(context, typed);
    return context.redirect(`/map?ids=${keys.map(encodeURIComponent).join(",")}`, 303);
  });

  const related = async (context: Context, key: string, side: string): Promise<Response> => {
    const paper = await library.store.papers.get(key);
    const snapshot = await library.snapshot();
    if (paper === null) return notFound(context, key);
    if (paper.key !== key) return context.redirect(`${hrefOf(paper.key)}/${side}`, 302);
    const view = await relatedPage(library, snapshot, key, {
      role: side === "citations" ? "citing" : "reference",
      order: orders.find((each) => each === context.req.query("sort")) ?? "new",
      page: pageNumber(context.req.query("page")),
      pageSize: worksOfPage,
    });
    const citedBy = (await snapshot.citations.citedBy([key])).get(key) ?? 0;
    const work = workSummary(key, paper, citedBy);
    return page(context, { kind: "related", work, related: view });
  };
  routes.get("/abs/:path{.+/(?:citations|references)}", async (context) => {
    const path = context.req.param("path");
    const side = path.slice(path.lastIndexOf("/") + 1);
    const input = path.slice(0, -side.length - 1);
    const id = safeParseArxivId(input);
    if (!id.ok) return context.redirect(`/abs/${encodeURIComponent(input)}`, 302);
    const canonical = `/abs/${id.value.id}/${side}`;
    const { pathname, search } = new URL(context.req.url);
    if (pathname !== canonical) return context.redirect(`${canonical}${search}`, 301);
    return related(context, id.value.id, side);
  });
  routes.get("/works/:slug/:side{citations|references}", (context) =>
    related(context, `work:${context.req.param("slug")}`, context.req.param("side")),
  );
  return routes;
}
