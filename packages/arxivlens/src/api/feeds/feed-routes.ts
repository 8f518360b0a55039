import { Hono, type Context } from "hono";
import { readWatch } from "../../shelf/watch.ts";
import { unknownPaper } from "../asked-paper.ts";
import { queryOf } from "../openapi/parameters.ts";
import type { ApiOptions } from "../options.ts";
import { problem } from "../problem.ts";
import { feedAnswers } from "./feed-answer.ts";
import { feedFile, type FeedFormatName } from "./feed-formats.ts";
import { feedOfList, newPapersFeed } from "./feed-of-list.ts";
import { feedParameters, isWatchKind, watchParameter } from "./feed-parameters.ts";
import { instanceBase } from "./instance-base.ts";

/** `/feeds/search.atom?q=...` and the like: any list of papers as RSS, Atom or JSON Feed. */
export function feedRoutes({ library, nowMs }: ApiOptions): Hono {
  const routes = new Hono();
  const answer = feedAnswers(instanceBase, nowMs);

  routes.get("/feeds/:file", async (context) => {
    const file = feedFile(context.req.param("file"));
    if (file === null) return unknownFeed(context);
    const query = queryOf(context, feedParameters);
    if (!query.ok) return query.response;
    const { crosslists, replacements, count } = query.value;
    const switches = { crosslists: crosslists === "yes", replacements: replacements === "yes", count };
    if (file.list === "new")
      return answer(context, await newPapersFeed(library, switches, selfOf(context)), file.format);
    if (!isWatchKind(file.list)) return unknownFeed(context);
    return listFeed(context, file.list, file.format, switches);
  });

  const listFeed = async (
    context: Context,
    kind: Parameters<typeof readWatch>[0],
    format: FeedFormatName,
    switches: Parameters<typeof feedOfList>[2],
  ): Promise<Response> => {
    const name = watchParameter[kind];
    const watch = readWatch(kind, context.req.query(name) ?? "");
    if (!watch.ok) return problem(context, 400, "Malformed parameter", `${name}: ${watch.error}`);
    const feed = await feedOfList(library, watch.value, switches, selfOf(context));
    return feed === null ? unknownPaper(context, watch.value.value) : answer(context, feed, format);
  };
  return routes;
}

/** Path and query as they were asked for. */
function selfOf(context: Context): string {
  const { pathname, search } = new URL(context.req.url);
  return pathname + search;
}

function unknownFeed(context: Context): Response {
  const detail =
    "Feeds are search, category, author, term, citations and new, each as .rss, .atom or .json: /feeds/search.atom?q=routing";
  return problem(context, 404, "No such feed", detail);
}
