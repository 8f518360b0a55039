import { Hono } from "hono";
import type { Comment } from "../store/comment.ts";
import type { LibraryStore } from "../store/library-store.ts";
import type { Viewer } from "./account-contract.ts";
import { commentContext, commentedPaper, iso, listedComments, personView } from "./discussion-comment-view.ts";
import type { CommentList, ListedComment, ModerationLogEntry, NotificationView } from "./discussion-contract.ts";
import { commentId } from "./discussion-view.ts";
import type { ApiOptions } from "./options.ts";
import type { PageWriter } from "./page-routes.ts";
import { requireRole, viewerOf } from "./viewer.ts";
import { hrefOf } from "./work-summary.ts";

const perPage = 30;
const queueLength = 100;

/** Pages about comments beside those of papers: recent ones, of a person, history, moderation, notifications. */
export function discussionPageRoutes({ library, nowMs }: ApiOptions, { page, notFound }: PageWriter): Hono {
  const { store } = library;
  const routes = new Hono();

  routes.get("/comments", async (context) => {
    const before = commentId(context.req.query("before"));
    return page(context, { kind: "comments", list: await commentList(store, viewerOf(context), { before }) });
  });

  routes.get("/comments/:id", async (context) => {
    const comment = await asked(store, context.req.param("id"));
    const paper = comment === null ? null : await store.papers.get(comment.paperKey);
    if (comment === null || paper === null) return notFound(context, `comment ${context.req.param("id")}`);
    const viewer = viewerOf(context);
    // Whoever follows a notification has read it.
    if (viewer !== null) await store.notifications.markRead(viewer.accountKey, { commentId: comment.id }, nowMs());
    return context.redirect(`${hrefOf(paper.key)}?comment=${comment.id}#comment-${comment.id}`, 302);
  });

  routes.get("/comments/:id/history", async (context) => {
    const comment = await asked(store, context.req.param("id"));
    const [listed] = comment === null ? [] : await listedComments(store, viewerOf(context), [comment]);
    if (comment === null || listed === undefined || !listed.comment.rights.read)
      return notFound(context, `history of comment ${context.req.param("id")}`);
    const history = await store.comments.history(comment.id);
    const names = await commentContext(
      store,
      null,
      [],
      history.map(({ accountKey }) => accountKey),
    );
    const revisions = history.map(({ accountKey, writtenAtMs, ...revision }) => ({
      ...revision,
      writtenAt: iso(writtenAtMs),
      by: personView(names, accountKey),
    }));
    return page(context, { kind: "comment-history", listed, revisions });
  });

  routes.get("/people/:name", async (context) => {
    const account = await store.accounts.byName(context.req.param("name").toLowerCase());
    if (account === null || account.erasedAtMs !== null) return notFound(context, context.req.param("name"));
    const { accountKey, name, displayName, createdAtMs } = account;
    const viewer = viewerOf(context);
    const list = await commentList(store, viewer, { before: commentId(context.req.query("before")), accountKey });
    // Who has said nothing in public is nobody's business: accounts cannot be guessed by their names.
    if (list.comments.length === 0 && viewer?.accountKey !== accountKey)
      return notFound(context, context.req.param("name"));
    return page(context, {
      kind: "person",
      person: { name, displayName, href: `/people/${encodeURIComponent(name)}` },
      since: iso(createdAtMs),
      list,
    });
  });

  routes.get("/moderation", async (context) => {
    const viewer = requireRole(context, "moderator");
    if (viewer instanceof Response) return viewer;
    const line = await store.comments.reported(queueLength);
    const listed = await listedComments(
      store,
      viewer,
      line.map(({ comment }) => comment),
    );
    const names = await commentContext(
      store,
      null,
      [],
      line.flatMap(({ reports }) => reports.map(({ accountKey }) => accountKey)),
    );
    const reported = listed.map((each) => ({
      ...each,
      reports: (line.find(({ comment }) => comment.id === each.comment.id)?.reports ?? []).map(
        ({ accountKey, reason, note, reportedAtMs }) => ({
          by: personView(names, accountKey),
          reason,
          note,
          reportedAt: iso(reportedAtMs),
        }),
      ),
    }));
    return page(context, { kind: "moderation", reported });
  });

  routes.get("/moderation/log", async (context) => {
    const entries = await store.comments.moderationLog({
      limit: perPage + 1,
      ...beforeOf(commentId(context.req.query("before"))),
    });
    const shown = entries.slice(0, perPage);
    const papers = await store.papers.getMany(shown.map(({ paperKey }) => paperKey));
    const names = await commentContext(
      store,
      null,
      [],
      shown.map(({ accountKey }) => accountKey),
    );
    const lines = shown.flatMap((entry): ModerationLogEntry[] => {
      const paper = papers.get(entry.paperKey);
      if (paper === undefined) return [];
      const { id, act, reason, accountKey, actedAtMs, commentId: on } = entry;
      const by = personView(names, accountKey);
      return [
        { id, act, reason, by, actedAt: iso(actedAtMs), commentHref: `/comments/${on}`, paper: commentedPaper(paper) },
      ];
    });
    const next = entries.length > perPage ? (shown.at(-1)?.id ?? null) : null;
    return page(context, { kind: "moderation-log", entries: lines, next });
  });

  routes.get("/notifications", async (context) => {
    const viewer = requireRole(context, "reader");
    if (viewer instanceof Response) return viewer;
    const all = await store.notifications.list(viewer.accountKey, {
      limit: perPage + 1,
      ...beforeOf(commentId(context.req.query("before"))),
    });
    const shown = all.slice(0, perPage);
    const comments = (await Promise.all(shown.map(({ commentId: on }) => store.comments.get(on)))).filter(
      (comment) => comment !== null,
    );
    const listed = new Map<number, ListedComment>();
    for (const each of await listedComments(store, viewer, comments)) listed.set(each.comment.id, each);
    const names = await commentContext(
      store,
      null,
      [],
      shown.map(({ actorKey }) => actorKey),
    );
    const notifications = shown.flatMap(({ id, kind, commentId: on, actorKey, createdAtMs, readAtMs }) => {
      const each = listed.get(on);
      const told: NotificationView[] = [];
      if (each !== undefined)
        told.push({
          ...each,
          id,
          kind,
          by: personView(names, actorKey),
          createdAt: iso(createdAtMs),
          isRead: readAtMs !== null,
        });
      return told;
    });
    const papers = await store.papers.getMany(await store.notifications.followed(viewer.accountKey));
    const next = all.length > perPage ? (shown.at(-1)?.id ?? null) : null;
    return page(context, {
      kind: "notifications",
      notifications,
      followed: [...papers.values()].map(commentedPaper),
      next,
    });
  });
  return routes;
}

/** Recent comments with what the next page is asked by. */
export async function commentList(
  store: LibraryStore,
  viewer: Viewer | null,
  wanted: { readonly before: number | null; readonly accountKey?: number; readonly paperKey?: string },
  size: number = perPage,
): Promise<CommentList> {
  const { before, ...rest } = wanted;
  const comments = await store.comments.recentComments({ ...rest, ...beforeOf(before), limit: size + 1 });
  const shown = comments.slice(0, size);
  return {
    comments: await listedComments(store, viewer, shown),
    next: comments.length > size ? (shown.at(-1)?.id ?? null) : null,
  };
}

const beforeOf = (before: number | null): { readonly before?: number } => (before === null ? {} : { before });

async function asked(store: LibraryStore, text: string): Promise<Comment | null> {
  const id = commentId(text);
  return id === null ? null : store.comments.get(id);
}
