import fc from "fast-check";
import { expect, test } from "vitest";
import type { Comment } from "../src/store/comment.ts";
import type { AddOutcome, NewComment } from "../src/store/comment-store.ts";
import type { LibraryStore } from "../src/store/library-store.ts";
import { bareWork, inventedPaper } from "./invented-papers.ts";

const [ada, ben, mod] = [1, 2, 9];
const unguarded = { sinceMs: 0, most: 1_000_000 };

/** What every store of comments and notifications must do, whatever it keeps them in. */
export function commentConformance(store: () => LibraryStore): void {
  const outcome = (comment: Partial<NewComment> = {}, guard = unguarded): Promise<AddOutcome> =>
    store().comments.add(
      {
        paperKey: "2001.00001",
        parentId: null,
        accountKey: ada,
        kind: "note",
        body: "A note.",
        paperVersion: 1,
        passage: null,
        writtenAtMs: 1_000,
        ...comment,
      },
      guard,
    );
  const written = async (comment: Partial<NewComment> = {}): Promise<Comment> => {
    const added = await outcome(comment);
    if (added.outcome === "too-many") throw new Error("the guard refused");
    return added.comment;
  };
  const ids = (comments: readonly Comment[]): readonly number[] => comments.map(({ id }) => id);

  test("a comment comes back as it was written, whatever its text, in threads that know their depth", async () => {
    const passage = { field: "abstract", exact: "a “word”", prefix: "before ", suffix: " after" } as const;
    const body = "<script>\u0000 '\"; DROP TABLE comment -- $\\alpha$";
    const first = await written({ kind: "error", body, passage });
    expect(first).toMatchObject({ parentId: null, threadId: first.id, depth: 0, state: "visible", revision: 1 });
    expect(first).toMatchObject({ kind: "error", body, passage, paperVersion: 1, accountKey: ada, writtenAtMs: 1_000 });
    const answer = await written({ parentId: first.id, accountKey: ben, body: "b", paperKey: "2001.00009" });
    const again = await written({ parentId: answer.id, body: "c" });
    // An answer goes where its parent is, whatever paper the caller thought of.
    expect(again).toMatchObject({ paperKey: "2001.00001", threadId: first.id, parentId: answer.id, depth: 2 });
    expect(ids(await store().comments.ofPaper("2001.00001"))).toEqual([first.id, answer.id, again.id]);
    expect(await store().comments.get(answer.id)).toEqual(answer);
    expect(await store().comments.get(999)).toBeNull();
    expect(await store().comments.ofPaper("nonsense")).toEqual([]);
  });

  test("a comment on an unknown work and an answer to an unknown comment are refused, and nothing is written", async () => {
    await expect(outcome({ paperKey: "work:none" })).rejects.toMatchObject({ code: "unknown-work" });
    await expect(outcome({ parentId: 7 })).rejects.toMatchObject({ code: "unknown-comment" });
    expect(await store().comments.recentComments({ limit: 10 })).toEqual([]);
  });

  test("no change of comments is a change of the store, but each is one of the comments", async () => {
    const revision = await store().revision();
    let version = await store().comments.version();
    const grows = async (): Promise<void> => {
      const now = await store().comments.version();
      expect(now).toBeGreaterThan(version);
      version = now;
    };
    const { id } = await written();
    await grows();
    await store().comments.vote(id, ben, 1);
    await grows();
    await store().comments.edit({ id, revision: 1, kind: "note", body: "n", accountKey: ada, atMs: 1, reason: null });
    await grows();
    await store().comments.moderate({ id, act: "hidden", accountKey: mod, reason: "r", atMs: 2 });
    await grows();
    await store().comments.delete(id, ada, 3);
    await grows();
    expect(await store().revision()).toBe(revision);
  });

  test("the same words in the same place within the span are one comment; elsewhere and later they are another", async () => {
    const first = await written();
    expect(await outcome({ writtenAtMs: 2_000 }, { sinceMs: 500, most: 5 })).toEqual({
      outcome: "repeated",
      comment: first,
    });
    for (const other of [{ parentId: first.id }, { paperKey: "2001.00002" }, { accountKey: ben }])
      expect(await outcome(other, { sinceMs: 500, most: 5 })).toMatchObject({ outcome: "added" });
    expect(await outcome({ writtenAtMs: 9_000 }, { sinceMs: 8_000, most: 5 })).toMatchObject({ outcome: "added" });
  });

  test("an account that has written enough in the span is told when the oldest of them leaves it", async () => {
    for (const writtenAtMs of [1_000, 2_000, 3_000]) await written({ writtenAtMs, body: String(writtenAtMs) });
    const guard = { sinceMs: 1_500, most: 2 };
    expect(await outcome({ body: "more", writtenAtMs: 4_000 }, guard)).toEqual({
      outcome: "too-many",
      oldestAtMs: 2_000,
    });
    expect(await outcome({ body: "more", accountKey: ben }, guard)).toMatchObject({ outcome: "added" });
    expect(await outcome({ body: "more", writtenAtMs: 4_000 }, { sinceMs: 2_500, most: 2 })).toMatchObject({
      outcome: "added",
    });
  });

  test("an edit of the revision that was seen is kept with all before it; any other is stale and writes nothing", async () => {
    const { id } = await written();
    const edit = (revision: number, body: string): ReturnType<LibraryStore["comments"]["edit"]> =>
      store().comments.edit({ id, revision, kind: "question", body, accountKey: ada, atMs: 2_000, reason: null });
    expect(await edit(1, "Second.")).toMatchObject({
      outcome: "edited",
      comment: { revision: 2, kind: "question", body: "Second.", editedAtMs: 2_000 },
    });
    expect(await edit(1, "Lost?")).toMatchObject({ outcome: "stale", comment: { revision: 2, body: "Second." } });
    expect(await store().comments.history(id)).toEqual([
      { revision: 1, kind: "note", body: "A note.", writtenAtMs: 1_000, accountKey: ada },
      { revision: 2, kind: "question", body: "Second.", writtenAtMs: 2_000, accountKey: ada },
    ]);
    expect(await store().comments.history(999)).toEqual([]);
  });

  test("a deleted comment leaves its place, and neither words nor history nor votes", async () => {
    const first = await written({ passage: { field: "title", exact: "x", prefix: "", suffix: "" } });
    const answer = await written({ parentId: first.id, body: "b" });
    await store().comments.vote(first.id, ben, 1);
    expect(await store().comments.delete(first.id, ada, 5_000)).toBe(true);
    expect(await store().comments.delete(first.id, ada, 6_000)).toBe(false);
    expect(await store().comments.get(first.id)).toMatchObject({
      state: "deleted",
      body: "",
      passage: null,
      ups: 0,
      stateAtMs: 5_000,
    });
    expect(await store().comments.history(first.id)).toEqual([]);
    expect(ids(await store().comments.ofPaper("2001.00001"))).toEqual([first.id, answer.id]);
    const late = {
      id: first.id,
      revision: 1,
      kind: "note",
      body: "n",
      accountKey: ada,
      atMs: 1,
      reason: null,
    } as const;
    expect(await store().comments.edit(late)).toBeNull();
  });

  test("whatever accounts vote, the sums are those of each account's last vote", async () => {
    const { id } = await written();
    const votes = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom(1 as const, 0 as const, -1 as const)),
      {
        maxLength: 12,
      },
    );
    await fc.assert(
      fc.asyncProperty(votes, async (cast) => {
        for (const account of [1, 2, 3, 4]) await store().comments.vote(id, account, 0);
        const last = new Map<number, number>();
        for (const [account, value] of cast) {
          await store().comments.vote(id, account, value);
          last.set(account, value);
        }
        const values = [...last.values()];
        expect(await store().comments.get(id)).toMatchObject({
          ups: values.filter((value) => value === 1).length,
          downs: values.filter((value) => value === -1).length,
        });
        for (const [account, value] of last)
          expect((await store().comments.votesOf(account, [id, 999])).get(id) ?? 0).toBe(value);
      }),
      { numRuns: 30 },
    );
    expect(await store().comments.vote(999, ada, 1)).toBeNull();
  });

  test("recent comments come newest first, of a paper, of an account, and in pages; those put away do not", async () => {
    const a = await written();
    const b = await written({ accountKey: ben });
    const c = await written({ paperKey: "2001.00002" });
    const hidden = await written({ body: "hidden" });
    await store().comments.moderate({ id: hidden.id, act: "hidden", accountKey: mod, reason: "r", atMs: 1 });
    const recent = async (wanted: object): Promise<readonly number[]> =>
      ids(await store().comments.recentComments({ limit: 10, ...wanted }));
    expect(await recent({})).toEqual([c.id, b.id, a.id]);
    expect(await recent({ paperKey: "2001.00001" })).toEqual([b.id, a.id]);
    expect(await recent({ accountKey: ada })).toEqual([c.id, a.id]);
    expect(await recent({ before: c.id, limit: 1 })).toEqual([b.id]);
    expect(await recent({ paperKey: "work:none" })).toEqual([]);
    expect(await store().comments.counts("2001.00001")).toMatchObject({ note: 2, error: 0 });
  });

  test("comments of a record that became part of a work show on the work, and go back with it", async () => {
    const own = await written();
    const other = await written({ paperKey: "work:twin", body: "on the twin" });
    await store().works.merge("work:twin", "2001.00001", "by hand", 1);
    for (const key of ["2001.00001", "work:twin"]) {
      expect(ids(await store().comments.ofPaper(key))).toEqual([own.id, other.id]);
      expect(ids(await store().comments.recentComments({ paperKey: key, limit: 5 }))).toEqual([other.id, own.id]);
    }
    expect((await store().comments.counts("2001.00001")).note).toBe(2);
    expect((await store().comments.get(other.id))?.paperKey).toBe("work:twin");
    await store().works.split("work:twin");
    expect(ids(await store().comments.ofPaper("2001.00001"))).toEqual([own.id]);
  });

  test("reports wait in line, most reported first, until a moderator settles them", async () => {
    const [a, b] = [await written(), await written({ body: "b" })];
    const report = (id: number, accountKey: number, reportedAtMs: number): Promise<boolean> =>
      store().comments.report(id, { accountKey, reason: "spam", note: "why", reportedAtMs });
    expect(await report(a.id, ada, 10)).toBe(true);
    expect(await report(b.id, ada, 20)).toBe(true);
    expect(await report(b.id, ben, 30)).toBe(true);
    expect(await report(b.id, ben, 40)).toBe(false);
    expect(await report(999, ben, 40)).toBe(false);
    const line = await store().comments.reported(10);
    expect(line.map(({ comment, reports }) => [comment.id, reports.length])).toEqual([
      [b.id, 2],
      [a.id, 1],
    ]);
    expect(line[1]?.reports).toEqual([{ accountKey: ada, reason: "spam", note: "why", reportedAtMs: 10 }]);
    await store().comments.moderate({ id: b.id, act: "dismissed", accountKey: mod, reason: "fine", atMs: 50 });
    expect((await store().comments.reported(10)).map(({ comment }) => comment.id)).toEqual([a.id]);
    expect((await store().comments.get(b.id))?.state).toBe("visible");
    expect(await report(b.id, ben, 60)).toBe(false);
    const edit = {
      id: b.id,
      revision: 1,
      kind: "note",
      body: "worse",
      accountKey: ada,
      atMs: 70,
      reason: null,
    } as const;
    await store().comments.edit(edit);
    expect(await report(b.id, ben, 80)).toBe(true);
  });

  test("moderation keeps who, when and why, in the comment and in the log, and can be taken back", async () => {
    const { id } = await written();
    const act = (what: "hidden" | "removed" | "restored", atMs: number): Promise<Comment | null> =>
      store().comments.moderate({ id, act: what, accountKey: mod, reason: what, atMs });
    expect(await act("hidden", 10)).toMatchObject({
      state: "hidden",
      stateAtMs: 10,
      stateBy: mod,
      stateReason: "hidden",
      body: "A note.",
    });
    expect(await act("removed", 20)).toMatchObject({ state: "removed" });
    expect(await act("restored", 30)).toMatchObject({ state: "visible", stateReason: "restored" });
    const edit = {
      id,
      revision: 1,
      kind: "note",
      body: "cut",
      accountKey: mod,
      atMs: 40,
      reason: "an address",
    } as const;
    await store().comments.edit(edit);
    const log = await store().comments.moderationLog({ limit: 10 });
    expect(log.map(({ act, reason, actedAtMs }) => [act, reason, actedAtMs])).toEqual([
      ["edited", "an address", 40],
      ["restored", "restored", 30],
      ["removed", "removed", 20],
      ["hidden", "hidden", 10],
    ]);
    expect(log[0]).toMatchObject({ commentId: id, paperKey: "2001.00001", accountKey: mod });
    const page = await store().comments.moderationLog({ before: log[1]?.id ?? 0, limit: 1 });
    expect(page.map(({ act }) => act)).toEqual(["removed"]);
    const unknown = { id: 999, act: "hidden", accountKey: mod, reason: "r", atMs: 1 } as const;
    expect(await store().comments.moderate(unknown)).toBeNull();
  });

  test("what an account wrote and how it voted is there to be taken along, whatever became of it", async () => {
    const mine = [await written(), await written({ body: "hidden" }), await written({ body: "deleted" })] as const;
    const theirs = await written({ accountKey: ben });
    await store().comments.moderate({ id: mine[1].id, act: "hidden", accountKey: mod, reason: "r", atMs: 2 });
    await store().comments.delete(mine[2].id, ada, 3);
    await store().comments.vote(theirs.id, ada, -1);
    expect(ids(await store().comments.writtenBy(ada))).toEqual([mine[0].id, mine[1].id]);
    expect(await store().comments.votesCast(ada)).toEqual([{ commentId: theirs.id, value: -1 }]);
  });

  test("of an erased account nothing remains but nameless traces, and what others wrote stays", async () => {
    const mine = await written();
    const theirs = await written({ accountKey: ben, parentId: mine.id, body: "An answer." });
    await store().comments.vote(theirs.id, ada, 1);
    await store().comments.report(theirs.id, { accountKey: ada, reason: "spam", note: "", reportedAtMs: 1 });
    await store().comments.moderate({ id: theirs.id, act: "hidden", accountKey: ada, reason: "r", atMs: 2 });
    await store().comments.eraseAccount(ada, 10);
    expect(await store().comments.get(mine.id)).toMatchObject({ accountKey: null, body: "", state: "deleted" });
    expect(await store().comments.get(theirs.id)).toMatchObject({ ups: 0, body: "An answer.", stateBy: null });
    expect(await store().comments.moderationLog({ limit: 1 })).toMatchObject([{ accountKey: null, reason: "r" }]);
    expect(await store().comments.reported(5)).toEqual([]);
    expect(await store().comments.recentComments({ accountKey: ada, limit: 5 })).toEqual([]);
  });

  test("notifications wait unread, newest first, until they are read up to one of them or about a comment", async () => {
    const about = (accountKey: number, commentId: number) =>
      ({ accountKey, kind: "reply", commentId, actorKey: ben, createdAtMs: commentId }) as const;
    await store().notifications.add([about(ada, 1), about(ada, 2), about(ben, 2), about(ada, 3)]);
    const list = await store().notifications.list(ada, { limit: 10 });
    expect(list.map(({ commentId, readAtMs }) => [commentId, readAtMs])).toEqual([
      [3, null],
      [2, null],
      [1, null],
    ]);
    expect(await store().notifications.unread(ada)).toBe(3);
    await store().notifications.markRead(ada, { commentId: 3 }, 50);
    await store().notifications.markRead(ada, { upTo: list[2]?.id ?? 0 }, 60);
    expect(await store().notifications.unread(ada)).toBe(1);
    expect(await store().notifications.unread(ben)).toBe(1);
    expect((await store().notifications.list(ada, { before: list[0]?.id ?? 0, limit: 1 }))[0]?.commentId).toBe(2);
    await store().notifications.eraseAccount(ben);
    expect(await store().notifications.list(ben, { limit: 5 })).toEqual([]);
    expect((await store().notifications.list(ada, { limit: 1 }))[0]?.actorKey).toBeNull();
  });

  test("a followed discussion is followed once, under every record of its work", async () => {
    await store().notifications.follow(ada, "work:twin", 1);
    await store().notifications.follow(ada, "work:twin", 2);
    await store().notifications.follow(ben, "2001.00001", 3);
    await store().works.merge("work:twin", "2001.00001", "by hand", 1);
    expect(await store().notifications.followers("2001.00001")).toEqual([ada, ben]);
    expect(await store().notifications.isFollowing(ada, "2001.00001")).toBe(true);
    expect(await store().notifications.followed(ada)).toEqual(["work:twin"]);
    await store().notifications.unfollow(ada, "2001.00001");
    expect(await store().notifications.isFollowing(ada, "work:twin")).toBe(false);
    expect(await store().notifications.followers("2001.00001")).toEqual([ben]);
    await expect(store().notifications.follow(ada, "work:none", 1)).rejects.toMatchObject({ code: "unknown-work" });
  });
}

/** Papers that the conformance of comments writes on. */
export async function papersToCommentOn(store: LibraryStore): Promise<void> {
  await store.papers.upsert([inventedPaper("2001.00001"), inventedPaper("2001.00002"), bareWork("work:twin", "Twin")]);
}
