import { Hono } from "hono";
import { annotationCollection } from "../discussion/web-annotation.ts";
import { withAskedPaper } from "./asked-paper.ts";
import type { CommentList } from "./discussion-contract.ts";
import { listedComments } from "./discussion-comment-view.ts";
import { commentList } from "./discussion-page-routes.ts";
import { commentId } from "./discussion-view.ts";
import type { Library } from "./library.ts";
import { parameters, queryOf } from "./openapi/parameters.ts";
import { problem } from "./problem.ts";
import { viewerOf } from "./viewer.ts";
import { hrefOf } from "./work-summary.ts";

const emptyList: CommentList = { comments: [], next: null };

/** Comments as JSON, and as annotations for other tools. */
export function discussionDataRoutes(library: Library): Hono {
  const { store } = library;
  const routes = new Hono();

  routes.get("/comments", async (context) => {
    const query = queryOf(context, parameters.comments);
    if (!query.ok) return query.response;
    const { paper: paperKey, person, before = null, size } = query.value;
    const account = person === undefined ? null : await store.accounts.byName(person.toLowerCase());
    const wanted = {
      before,
      ...(paperKey === undefined ? {} : { paperKey }),
      ...(account === null ? {} : { accountKey: account.accountKey }),
    };
    const isKnown = account !== null && account.erasedAtMs === null;
    const list =
      person === undefined || isKnown ? await commentList(store, viewerOf(context), wanted, size) : emptyList;
    // Accounts that have said nothing in public cannot be told from those that do not exist.
    return person !== undefined && list.comments.length === 0 && before === null
      ? problem(context, 404, "Unknown person", `Nobody called "${person}" has commented here.`)
      : context.json(list);
  });

  routes.get("/comments/:comment", async (context) => {
    const id = commentId(context.req.param("comment"));
    const comment = id === null ? null : await store.comments.get(id);
    const [listed] = comment === null ? [] : await listedComments(store, viewerOf(context), [comment]);
    return listed === undefined
      ? problem(
          context,
          404,
          "Unknown comment",
          `There is no comment ${context.req.param("comment")}; /api/comments lists those there are.`,
        )
      : context.json(listed);
  });

  routes.get("/annotations/:id{.*}", (context) =>
    withAskedPaper(context, library, context.req.param("id"), async (paper) => {
      const comments = await store.comments.ofPaper(paper.key);
      const people = await store.accounts.getMany([
        ...new Set(comments.map(({ accountKey }) => accountKey).filter((key) => key !== null)),
      ]);
      const collection = annotationCollection({
        paper,
        comments,
        href: hrefOf(paper.key),
        origin: context.get("publicOrigin") ?? new URL(context.req.url).origin,
        nameOf(accountKey) {
          const account = people.get(accountKey);
          return account === undefined || account.erasedAtMs !== null ? null : account;
        },
      });
      return context.body(JSON.stringify(collection), 200, {
        "content-type": 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
      });
    }),
  );
  return routes;
}
