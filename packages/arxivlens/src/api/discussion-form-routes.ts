import { Hono, type Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Paper } from "../arxiv/paper.ts";
import type { Actor } from "../discussion/actor.ts";
import { actsFor, createDiscussion, type Done, type Refused } from "../discussion/discussion.ts";
import type { Comment } from "../store/comment.ts";
import type { Viewer } from "./account-contract.ts";
import { checkedForm, type Form } from "./checked-form.ts";
import { actorOf, iso } from "./discussion-comment-view.ts";
import type { DiscussionForm } from "./discussion-contract.ts";
import { commentId, discussionRequest, discussionView } from "./discussion-view.ts";
import type { ApiOptions } from "./options.ts";
import type { PageWriter } from "./page-routes.ts";
import { paperView } from "./paper-view.ts";
import { requireRole } from "./viewer.ts";
import { hrefOf } from "./work-summary.ts";

/** Room for the longest comment in a script of three bytes a letter, each of which a form writes as three characters. */
const longestForm = 262_144;

/** Who sent a form, and what is in it. */
interface Sent {
  readonly context: Context;
  readonly viewer: Viewer;
  readonly actor: Actor;
  readonly form: Form;
}

/** The forms of discussions. Each ends on the paper's page: at the comment, or at the form with what is wrong in it. */
export function discussionFormRoutes(options: ApiOptions, writer: PageWriter): Hono {
  const { library, nowMs } = options;
  const { store } = library;
  const discussion = createDiscussion(store, nowMs);
  const routes = new Hono();

  const onSent = (path: string, answer: (sent: Sent) => Promise<Response>): void => {
    routes.post(path, async (context) => {
      const viewer = requireRole(context, "reader");
      if (viewer instanceof Response) return viewer;
      const form = await checkedForm(context, { maxBytes: longestForm });
      if (form instanceof Response) return form;
      const actor = actorOf(viewer);
      if (actor === null) return refused(context, notAllowed);
      return answer({ context, viewer, actor, form });
    });
  };
  const onComment = (path: string, answer: (sent: Sent, comment: Comment, paper: Paper) => Promise<Response>): void =>
    onSent(`/comments/:id${path}`, async (sent) => {
      const id = commentId(sent.context.req.param("id"));
      const comment = id === null ? null : await store.comments.get(id);
      const paper = comment === null ? null : await store.papers.get(comment.paperKey);
      return comment === null || paper === null
        ? writer.notFound(sent.context, `comment ${sent.context.req.param("id")}`)
        : answer(sent, comment, paper);
    });

  /** The paper's page with a form that has to be sent again. */
  const again = async (
    { context, viewer, form }: Sent,
    paper: Paper,
    typed: DiscussionForm,
    status: ContentfulStatusCode,
  ): Promise<Response> => {
    const view = await paperView(library, paper.key);
    if (view === null) return writer.notFound(context, paper.key);
    const request = discussionRequest(parameterIn(form.text("view")));
    const discussion = await discussionView(store, paper, viewer, request, typed);
    return writer.page(context, { kind: "paper", paper: view, discussion }, status);
  };

  onSent("/comments", async (sent) => {
    const { context, actor, form } = sent;
    const paper = await store.papers.get(form.text("paper"));
    if (paper === null) return writer.notFound(context, form.text("paper"));
    const version = form.text("version");
    const values = {
      kind: form.text("kind"),
      body: form.text("body"),
      version,
      passage: form.text("passage"),
      prefix: form.text("prefix"),
      suffix: form.text("suffix"),
    };
    const on = commentId(form.text("parent"));
    const typed = { kind: "compose", on, issues: [], values, preview: false, againAt: null } as const;
    if (form.text("preview") !== "") return again(sent, paper, { ...typed, preview: true }, 200);
    const outcome = await discussion.write(actor, paper, {
      ...values,
      parentId: on,
      paperVersion: version === "" ? null : Number(version),
    });
    switch (outcome.outcome) {
      case "done":
        return at(context, outcome, paper, form);
      case "invalid":
        return again(sent, paper, { ...typed, issues: outcome.issues }, 422);
      case "too-many":
        context.header("retry-after", String(Math.max(1, Math.ceil((outcome.againAtMs - nowMs()) / 1000))));
        return again(sent, paper, { ...typed, againAt: iso(outcome.againAtMs) }, 429);
      case "refused":
        return refused(context, outcome);
      default:
        return outcome satisfies never;
    }
  });

  onComment("/edit", async (sent, comment, paper) => {
    const { context, actor, form } = sent;
    const values = {
      kind: form.text("kind"),
      body: form.text("body"),
      reason: form.text("reason"),
      revision: Number(form.text("revision")) || 0,
    };
    const needsReason = comment.accountKey !== actor.accountKey;
    const typed = {
      kind: "edit",
      on: comment.id,
      issues: [],
      values,
      preview: false,
      needsReason,
      conflict: null,
    } as const;
    if (form.text("preview") !== "") return again(sent, paper, { ...typed, preview: true }, 200);
    const outcome = await discussion.edit(actor, { ...values, id: comment.id });
    switch (outcome.outcome) {
      case "done":
        return at(context, outcome, paper, form);
      case "invalid":
        return again(sent, paper, { ...typed, issues: outcome.issues }, 422);
      case "conflict": {
        const { conflict } = outcome;
        const merged = { ...values, revision: conflict.revision };
        return again(sent, paper, { ...typed, values: merged, conflict }, 409);
      }
      case "refused":
        return refused(context, outcome);
      default:
        return outcome satisfies never;
    }
  });

  onComment("/delete", async ({ context, actor, form }, comment, paper) =>
    atOrRefused(context, await discussion.delete(actor, comment.id), paper, form),
  );

  onComment("/vote", async ({ context, actor, form }, comment, paper) => {
    const value = ([1, 0, -1] as const).find((each) => String(each) === form.text("value"));
    if (value === undefined)
      return context.get("refuse")(context, 400, "No such vote", `"${form.text("value")}" is none of 1, 0 and -1.`);
    return atOrRefused(context, await discussion.vote(actor, comment.id, value), paper, form);
  });

  onComment("/report", async (sent, comment, paper) => {
    const { context, actor, form } = sent;
    const values = { reason: form.text("reason"), note: form.text("note") };
    const outcome = await discussion.report(actor, comment.id, values.reason, values.note);
    if (outcome.outcome !== "invalid") return atOrRefused(context, outcome, paper, form);
    return again(sent, paper, { kind: "report", on: comment.id, issues: outcome.issues, values }, 422);
  });

  onComment("/moderate", async (sent, comment, paper) => {
    const { context, actor, form } = sent;
    const values = { act: form.text("act"), reason: form.text("reason") };
    const outcome = await discussion.moderate(actor, comment.id, values.act, values.reason);
    if (outcome.outcome === "invalid") {
      const acts = actsFor(comment);
      return again(sent, paper, { kind: "moderate", on: comment.id, issues: outcome.issues, acts, values }, 422);
    }
    if (outcome.outcome === "done")
      await store.audit.append({
        atMs: nowMs(),
        actorKey: actor.accountKey,
        action: `comment-${values.act}`,
        subjectKey: comment.accountKey,
        network: null,
        detail: `comment ${comment.id}`,
      });
    return atOrRefused(context, outcome, paper, form);
  });

  onSent("/discussions/follow", async ({ context, viewer, form }) => {
    const paper = await store.papers.get(form.text("paper"));
    if (paper === null) return writer.notFound(context, form.text("paper"));
    if (form.text("follow") === "1") await store.notifications.follow(viewer.accountKey, paper.key, nowMs());
    else await store.notifications.unfollow(viewer.accountKey, paper.key);
    if (form.text("from") === "notifications") return context.redirect("/notifications", 303);
    return context.redirect(`${hrefOf(paper.key)}${queryOf(form)}#discussion`, 303);
  });

  onSent("/notifications/read", async ({ context, viewer, form }) => {
    const upTo = commentId(form.text("up-to"));
    if (upTo !== null) await store.notifications.markRead(viewer.accountKey, { upTo }, nowMs());
    return context.redirect("/notifications", 303);
  });
  return routes;
}

const notAllowed: Refused = { outcome: "refused", code: "not-allowed" };

function refused(context: Context, { code }: Refused): Response {
  return code === "not-allowed"
    ? context.get("refuse")(
        context,
        403,
        "Not allowed",
        "This takes another role, or is not possible with this comment.",
      )
    : context.get("refuse")(context, 400, "No such comment", "The comment is not here, or was deleted meanwhile.");
}

function at(context: Context, { comment }: Done, { key }: Paper, form: Form): Response {
  return context.redirect(`${hrefOf(key)}${queryOf(form, comment.id)}#comment-${comment.id}`, 303);
}

function atOrRefused(context: Context, outcome: Done | Refused, paper: Paper, form: Form): Response {
  return outcome.outcome === "done" ? at(context, outcome, paper, form) : refused(context, outcome);
}

/** The part of the discussion that the form was sent from, as far as it can be read. */
function queryOf(form: Form, comment: number | null = null): string {
  const { order } = discussionRequest(parameterIn(form.text("view")));
  const query = new URLSearchParams();
  if (order !== "newest") query.set("order", order);
  if (comment !== null) query.set("comment", String(comment));
  return query.size === 0 ? "" : `?${query}`;
}

function parameterIn(text: string): (name: string) => string | undefined {
  const query = new URLSearchParams(text);
  return (name) => query.get(name) ?? undefined;
}
