import { Hono } from "hono";
import { richText } from "../arxiv/latex-text.ts";
import { parameters, queryOf } from "./openapi/parameters.ts";
import type { ApiOptions } from "./options.ts";
import { problem } from "./problem.ts";

/** Titles of one request. */
const mostTitles = 100;

/** `/api/titles`: titles as the pages set them, for what scripts fetch after the page; formulas are set nowhere else. */
export function titleRoutes({ library, site }: Pick<ApiOptions, "library" | "site">): Hono {
  const routes = new Hono();
  routes.get("/titles", async (context) => {
    const query = queryOf(context, parameters.titles);
    if (!query.ok) return query.response;
    const keys = query.value.ids.split(",").filter((key) => key !== "");
    if (keys.length > mostTitles)
      return problem(
        context,
        400,
        "Too many papers",
        `ids names ${keys.length} papers; at most ${mostTitles} are read`,
      );
    const titles: Record<string, string> = {};
    for (const [key, paper] of await library.store.papers.getMany(keys)) {
      const html = site.richHtml?.(richText(paper.title)) ?? null;
      if (html !== null) titles[key] = html;
    }
    return context.json({ titles });
  });
  return routes;
}
