import { Hono, type Context } from "hono";
import { readWatch } from "../../shelf/watch.ts";
import { askedKey, malformedKey, unknownPaper } from "../asked-paper.ts";
import { queryOf } from "../openapi/parameters.ts";
import type { ApiOptions } from "../options.ts";
import { problem } from "../problem.ts";
import { commentFeed } from "./comment-feed.ts";
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
    if (file.list === "comments") return commentsFeed(context, file.format, count);
    if (!isWatchKind(file.list)) return unknownFeed(context);
    return listFeed(context, file.list, file.format, switches);
  });

  const commentsFeed = async (context: Context, format: FeedFormatName, count: number): Promise<Response> => {
    const id = context.req.query("id");
    const key = id === undefined ? null : askedKey(id);
    if (key?.ok === false) return malformedKey(context, key.error);
    const asked = { paper: key?.value ?? null, person: context.req.query("person") ?? null };
    const feed = await commentFeed(library, asked, count, selfOf(context));
    if (feed !== null) return answer(context, feed, format);
    return problem(context, 404, "No such feed", "Nobody of this name, and no such paper, has comments here.");
  };

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
    "Feeds are search, category, author, term, citations, comments and new, each as .rss, .atom or .json: /feeds/search.atom?q=routing";
  return problem(context, 404, "No such feed", detail);
}
