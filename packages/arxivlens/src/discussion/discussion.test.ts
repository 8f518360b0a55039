import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inventedPaper } from "../../test/invented-papers.ts";
import type { Comment } from "../store/comment.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import type { Actor } from "./actor.ts";
import { createDiscussion, type CommentDraft, type Discussion } from "./discussion.ts";
import { discussionLimits } from "./limits.ts";

const paper = inventedPaper("2001.00001", {
  title: "Routing of $\\alpha$ tokens",
  abstract: "We route tokens. Then we\nroute tokens again, with $x^2$ experts.",
  versions: [
    { version: 1, submittedAt: "2020-01-01" },
    { version: 2, submittedAt: "2020-02-01" },
  ],
});
const member = (accountKey: number): Actor => ({ accountKey, mayWrite: true, mayModerate: false });
const [ada, ben, cay] = [member(1), member(2), member(3)];
const mod: Actor = { accountKey: 9, mayWrite: true, mayModerate: true };
const reader: Actor = { accountKey: 5, mayWrite: false, mayModerate: false };

const draft = (over: Partial<CommentDraft> = {}): CommentDraft => ({
  parentId: null,
  kind: "note",
  body: "A note.",
  paperVersion: null,
  passage: "",
  prefix: "",
  suffix: "",
  ...over,
});

describe("a discussion", () => {
  let store: LibraryStore;
  let discussion: Discussion;
  let now = 0;
  beforeEach(async () => {
    now = 1_000_000;
    store = openSqliteStore(":memory:", () => new Date(0));
    await store.papers.upsert([paper]);
    discussion = createDiscussion(store, () => now);
  });
  afterEach(() => store.close());

  const written = async (actor: Actor, over: Partial<CommentDraft> = {}): Promise<Comment> => {
    const outcome = await discussion.write(actor, paper, draft(over));
    if (outcome.outcome !== "done") throw new Error(JSON.stringify(outcome));
    return outcome.comment;
  };
  const kindsOf = async (accountKey: number): Promise<readonly string[]> =>
    (await store.notifications.list(accountKey, { limit: 10 })).map(({ kind, commentId }) => `${kind} ${commentId}`);

  test("a comment is about the latest version unless it names another that exists", async () => {
    expect(await written(ada)).toMatchObject({ paperVersion: 2 });
    expect(await written(ada, { paperVersion: 1, body: "v1" })).toMatchObject({ paperVersion: 1 });
    expect(await discussion.write(ada, paper, draft({ paperVersion: 3 }))).toEqual({
      outcome: "invalid",
      issues: [{ field: "version", code: "unknown" }],
    });
  });

  test("every fault of a form is named at once, and nothing is written", async () => {
    const body = "x".repeat(discussionLimits.bodyLength + 1);
    expect(
      await discussion.write(ada, paper, draft({ body, kind: "rant", passage: "words of another paper" })),
    ).toEqual({
      outcome: "invalid",
      issues: [
        { field: "kind", code: "unknown" },
        { field: "body", code: "too-long", limit: discussionLimits.bodyLength, length: body.length },
        { field: "passage", code: "not-in-paper" },
      ],
    });
    expect(await discussion.write(ada, paper, draft({ body: " \u0000\n " }))).toMatchObject({
      issues: [{ field: "body", code: "missing" }],
    });
    expect(await store.comments.recentComments({ limit: 5 })).toEqual([]);
  });

  test("text is kept with one kind of line end and without characters that deceive the eye", async () => {
    const { body } = await written(ada, { body: "  one\r\ntwo\rthree \u202Eevil\u0007 \uD800 " });
    expect(body).toBe("one\ntwo\nthree evil \uFFFD");
  });

  test("a passage is found in abstract or title however its lines break, with what stands around it", async () => {
    expect((await written(ada, { passage: "we route\n tokens again" })).passage).toEqual({
      field: "abstract",
      exact: "we route tokens again",
      prefix: "We route tokens. Then ",
      suffix: ", with x^2 experts.",
    });
    expect((await written(ada, { passage: "of \\alpha tokens", body: "b" })).passage).toMatchObject({ field: "title" });
    const second = await written(ada, { passage: "route tokens", prefix: "Then we", body: "c" });
    expect(second.passage?.suffix).toBe(" again, with x^2 experts.");
  });

  test("readers without the role neither write nor vote nor report", async () => {
    const { id } = await written(ada);
    const refused = { outcome: "refused", code: "not-allowed" };
    expect(await discussion.write(reader, paper, draft())).toEqual(refused);
    expect(await discussion.vote(reader, id, 1)).toEqual(refused);
    expect(await discussion.report(reader, id, "spam", "")).toEqual(refused);
    expect(await discussion.moderate(ben, id, "hidden", "because")).toEqual(refused);
  });

  test("authors edit and delete their own, nobody votes on or reports their own, and strangers touch nothing", async () => {
    const { id } = await written(ada);
    const edit = { id, revision: 1, kind: "note", body: "Better.", reason: "" };
    expect(await discussion.edit(ben, edit)).toMatchObject({ outcome: "refused" });
    expect(await discussion.delete(ben, id)).toMatchObject({ outcome: "refused" });
    expect(await discussion.delete(mod, id)).toMatchObject({ outcome: "refused" });
    expect(await discussion.vote(ada, id, 1)).toMatchObject({ outcome: "refused" });
    expect(await discussion.report(ada, id, "spam", "")).toMatchObject({ outcome: "refused" });
    expect(await discussion.edit(ada, edit)).toMatchObject({ outcome: "done", comment: { revision: 2 } });
    expect(await discussion.vote(ben, id, 1)).toMatchObject({ comment: { ups: 1 } });
    expect(await discussion.delete(ada, id)).toMatchObject({ comment: { state: "deleted" } });
    expect(await discussion.write(ben, paper, draft({ parentId: id }))).toMatchObject({ outcome: "refused" });
  });

  test("an answer at the depth limit joins the line above it, and its author is told all the same", async () => {
    let parent = await written(ada);
    for (let depth = 1; depth <= discussionLimits.depth; depth++) {
      now += discussionLimits.spanMs;
      parent = await written(ben, { parentId: parent.id, body: String(depth) });
    }
    expect(parent.depth).toBe(discussionLimits.depth);
    const answer = await written(cay, { parentId: parent.id });
    expect(answer).toMatchObject({ depth: discussionLimits.depth, parentId: parent.parentId });
    expect(await kindsOf(ben.accountKey)).toContain(`reply ${answer.id}`);
  });

  test("the second editor of a comment gets both texts and what both began with, and can send the merged one", async () => {
    const { id } = await written(ada, { body: "base" });
    const edit = (revision: number, body: string): ReturnType<Discussion["edit"]> =>
      discussion.edit(ada, { id, revision, kind: "note", body, reason: "" });
    await edit(1, "theirs");
    expect(await edit(1, "yours")).toEqual({
      outcome: "conflict",
      conflict: { base: "base", theirs: "theirs", yours: "yours", revision: 2 },
    });
    expect((await store.comments.get(id))?.body).toBe("theirs");
    // The same words from both need no merging.
    expect(await edit(1, "theirs")).toMatchObject({ outcome: "done", comment: { revision: 2 } });
    expect(await edit(2, "theirs and yours")).toMatchObject({ outcome: "done", comment: { revision: 3 } });
  });

  test("a form sent twice is one comment; too many in a short time are refused until the first of them is old", async () => {
    const first = await written(ada);
    expect((await written(ada)).id).toBe(first.id);
    for (let count = 1; count < discussionLimits.commentsInSpan; count++) await written(ada, { body: String(count) });
    expect(await discussion.write(ada, paper, draft({ body: "one more" }))).toEqual({
      outcome: "too-many",
      againAtMs: now + discussionLimits.spanMs,
    });
    now += discussionLimits.spanMs + 1;
    expect(await written(ada, { body: "one more" })).toBeDefined();
  });

  test("moderators give reasons, to the author and to the log, even when they mend somebody's words", async () => {
    const { id } = await written(ada);
    expect(await discussion.moderate(mod, id, "hidden", " ")).toEqual({
      outcome: "invalid",
      issues: [{ field: "reason", code: "missing" }],
    });
    expect(await discussion.moderate(mod, id, "restored", "why")).toMatchObject({ issues: [{ field: "act" }] });
    await discussion.moderate(mod, id, "hidden", "Names a private person.");
    expect(await discussion.write(ben, paper, draft({ parentId: id }))).toMatchObject({ outcome: "refused" });
    await discussion.moderate(mod, id, "restored", "Mended.");
    const edit = { id, revision: 1, kind: "note", body: "Mended.", reason: "" };
    expect(await discussion.edit(mod, edit)).toMatchObject({ issues: [{ field: "reason", code: "missing" }] });
    await discussion.edit(mod, { ...edit, reason: "A name was cut." });
    expect((await store.comments.moderationLog({ limit: 5 })).map(({ act, reason }) => `${act}: ${reason}`)).toEqual([
      "edited: A name was cut.",
      "restored: Mended.",
      "hidden: Names a private person.",
    ]);
    expect(await kindsOf(ada.accountKey)).toEqual(Array.from({ length: 3 }, () => `moderation ${id}`));
  });

  test("a report names a known reason, and says something when it is none of the others", async () => {
    const { id } = await written(ada);
    expect(await discussion.report(ben, id, "boring", "")).toMatchObject({
      issues: [{ field: "reason", code: "unknown" }],
    });
    expect(await discussion.report(ben, id, "other", " ")).toMatchObject({
      issues: [{ field: "note", code: "missing" }],
    });
    expect(await discussion.report(ben, id, "spam", "")).toMatchObject({ outcome: "done" });
    expect(await store.comments.reported(5)).toHaveLength(1);
  });

  test("followers and answered authors are told once each, and nobody of what they did themselves", async () => {
    for (const account of [ada, ben, cay]) await store.notifications.follow(account.accountKey, paper.key, 1);
    const first = await written(ada);
    const answer = await written(ben, { parentId: first.id });
    expect(await kindsOf(ada.accountKey)).toEqual([`reply ${answer.id}`]);
    expect(await kindsOf(ben.accountKey)).toEqual([`comment ${first.id}`]);
    expect(await kindsOf(cay.accountKey)).toEqual([`comment ${answer.id}`, `comment ${first.id}`]);
  });
});
