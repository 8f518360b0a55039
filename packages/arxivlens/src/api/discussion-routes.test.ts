import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testApi, testLibrary, type TestApi } from "../../test/served-library.ts";
import { signedIn, type SignedInReader } from "../../test/signed-in.ts";
import { testAccounts } from "../../test/test-accounts.ts";
import type { CommentList, DiscussionView, Page } from "./contract.ts";
import type { Library } from "./library.ts";
import { personalData } from "./personal-data.ts";

const paper = "2204.08396";
const paperPath = `/abs/${paper}`;

describe("discussions over HTTP", () => {
  let library: Library;
  let api: TestApi;
  let now: number;
  let ada: SignedInReader;
  let ben: SignedInReader;
  let mod: SignedInReader;
  let page: Page | null;

  beforeEach(async () => {
    now = 1_000_000;
    page = null;
    library = await testLibrary();
    api = testApi(library, {
      accounts: testAccounts({ mode: "accounts" }),
      nowMs: () => now,
      // Pages as the values they are drawn from.
      site: {
        render(value) {
          page = value;
          return "<!doctype html>";
        },
      },
    });
    ada = await signedIn(api, library, "member");
    ben = await signedIn(api, library, "member");
    mod = await signedIn(api, library, "moderator");
  });
  afterEach(() => library.store.close());

  const discussion = (): DiscussionView => {
    if (page?.kind !== "paper") throw new Error(`the page is ${page?.kind ?? "none"}`);
    return page.discussion;
  };
  const write = async (who: SignedInReader, fields: Readonly<Record<string, string>> = {}): Promise<number> => {
    const answer = await who.post("/comments", { paper, kind: "note", body: "A note.", ...fields });
    expect(answer.status).toBe(303);
    const id = /#comment-(\d+)$/u.exec(answer.headers.get("location") ?? "")?.[1];
    expect(answer.headers.get("location")).toBe(`${paperPath}?comment=${id ?? ""}#comment-${id ?? ""}`);
    return Number(id);
  };

  test("a member writes, and everybody reads it on the paper's page, at its permanent address, and as JSON", async () => {
    const id = await write(ada, { kind: "question", body: "Why?", passage: "StableMoE" });
    await api.request(paperPath);
    expect(discussion()).toMatchObject({ total: 1, counts: { question: 1 }, mayWrite: false, form: null });
    expect(discussion().threads[0]?.comment).toMatchObject({ body: "Why?", author: { displayName: "A member" } });
    const permanent = await api.request(`/comments/${id}`);
    expect([permanent.status, permanent.headers.get("location")]).toEqual([
      302,
      `${paperPath}?comment=${id}#comment-${id}`,
    ]);
    const json = await (await api.request(`/api/comments/${id}`)).json();
    expect(json).toMatchObject({ comment: { id, passage: { found: true } }, paper: { key: paper } });
    const list = (await (await api.request(`/api/comments?paper=${paper}`)).json()) as CommentList;
    expect(list.comments.map(({ comment }) => comment.id)).toEqual([id]);
    expect((await api.request("/api/comments/999")).status).toBe(404);
    expect((await api.request("/api/comments?person=nobody")).status).toBe(404);
    expect((await api.request("/api/comments?size=0")).status).toBe(400);
  });

  test("nobody writes without signing in, without the role, or from another site", async () => {
    const fields = { paper, kind: "note", body: "x" };
    const form = new URLSearchParams(fields).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded", origin: "http://localhost:8410" };
    const anonymous = await api.request("/comments", { method: "POST", headers, body: form } as object);
    expect([anonymous.status, anonymous.headers.get("location")?.startsWith("/login")]).toEqual([303, true]);
    const reader = await signedIn(api, library, "reader");
    expect((await reader.post("/comments", fields)).status).toBe(403);
    expect((await ada.post("/comments", fields, { origin: "https://evil.test" })).status).toBe(403);
    expect((await ada.post("/comments", { ...fields, "form-token": "guessed" })).status).toBe(403);
    expect((await ben.post("/comments/999/vote", { value: "1" })).status).toBe(404);
    expect(await library.store.comments.recentComments({ limit: 5 })).toEqual([]);
  });

  test("what is wrong stands beside its field, and what was typed is kept", async () => {
    const typed = { paper, kind: "rant", body: " ", passage: "not of this paper", version: "99" };
    expect((await ada.post("/comments", typed)).status).toBe(422);
    expect(discussion().form).toMatchObject({
      kind: "compose",
      values: { kind: "rant", body: " ", passage: "not of this paper", version: "99" },
      issues: [
        { field: "kind", code: "unknown" },
        { field: "body", code: "missing" },
        { field: "version", code: "unknown" },
        { field: "passage", code: "not-in-paper" },
      ],
    });
    expect((await ada.post("/comments", { paper, kind: "note", body: "**b**", preview: "1" })).status).toBe(200);
    expect(discussion().form).toMatchObject({ preview: true, values: { body: "**b**" } });
    expect(await library.store.comments.recentComments({ limit: 5 })).toEqual([]);
  });

  test("the longest comment is taken in any script; one letter more is said to be too long, and kept", async () => {
    await write(ada, { body: "\u8AD6".repeat(10_000) });
    const body = "\u8AD6".repeat(10_001);
    expect((await ada.post("/comments", { paper, kind: "note", body })).status).toBe(422);
    expect(discussion().form).toMatchObject({
      values: { body },
      issues: [{ field: "body", code: "too-long", limit: 10_000, length: 10_001 }],
    });
  });

  test("too much in a short time is told with when to go on, and keeps the text", async () => {
    for (let at = 0; at < 12; at++) await write(ada, { body: String(at) });
    const answer = await ada.post("/comments", { paper, kind: "note", body: "more" });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "600"]);
    expect(discussion().form).toMatchObject({ values: { body: "more" }, againAt: "1970-01-01T00:26:40.000Z" });
  });

  test("the second of two editors gets the merge view with status 409, and its merged text is taken", async () => {
    const id = await write(ada, { body: "base" });
    const edit = (body: string, revision: number): Promise<Response> =>
      ada.post(`/comments/${id}/edit`, { kind: "note", body, revision: String(revision) });
    expect((await edit("theirs", 1)).status).toBe(303);
    expect((await edit("yours", 1)).status).toBe(409);
    expect(discussion().form).toMatchObject({
      kind: "edit",
      values: { body: "yours", revision: 2 },
      conflict: { base: "base", theirs: "theirs", yours: "yours" },
    });
    expect((await edit("merged", 2)).status).toBe(303);
    await api.request(`/comments/${id}/history`);
    expect(page).toMatchObject({
      kind: "comment-history",
      revisions: [{ body: "base" }, { body: "theirs" }, { body: "merged" }],
    });
  });

  test("reports come into the queue, decisions into the public log, and the author is told", async () => {
    const id = await write(ada, { body: "Buy this." });
    expect((await ben.get("/moderation")).status).toBe(403);
    expect((await ben.post(`/comments/${id}/report`, { reason: "", note: "" })).status).toBe(422);
    expect((await ben.post(`/comments/${id}/report`, { reason: "spam", note: "An advert." })).status).toBe(303);
    await mod.get("/moderation");
    expect(page).toMatchObject({ reported: [{ comment: { id }, reports: [{ reason: "spam", note: "An advert." }] }] });
    expect((await mod.post(`/comments/${id}/moderate`, { act: "hidden", reason: "" })).status).toBe(422);
    expect((await ben.post(`/comments/${id}/moderate`, { act: "hidden", reason: "x" })).status).toBe(403);
    expect((await mod.post(`/comments/${id}/moderate`, { act: "hidden", reason: "Advertising." })).status).toBe(303);
    await api.request(paperPath);
    expect(discussion()).toMatchObject({
      total: 0,
      threads: [{ comment: { state: "hidden", body: null, author: null } }],
    });
    expect(discussion().threads[0]?.comment.moderation).toMatchObject({
      reason: "Advertising.",
      by: { displayName: "A moderator" },
    });
    expect(await (await api.request(`/api/comments/${id}`)).json()).toMatchObject({ comment: { body: null } });
    expect((await api.request(`/comments/${id}/history`)).status).toBe(404);
    await ada.get(paperPath);
    expect(discussion().threads[0]?.comment.body).toBe("Buy this.");
    await api.request("/moderation/log");
    expect(page).toMatchObject({
      entries: [{ act: "hidden", reason: "Advertising.", commentHref: `/comments/${id}` }],
    });
    expect(JSON.stringify(page)).not.toContain("Buy this.");
    await ada.get("/notifications");
    expect(page).toMatchObject({ notifications: [{ kind: "moderation", isRead: false }], viewer: { unread: 1 } });
  });

  test("followers and answered authors find notifications, which following the link or the button reads", async () => {
    await ben.post("/discussions/follow", { paper, follow: "1" });
    const first = await write(ada);
    const answer = await write(ben, { parent: String(first), body: "An answer." });
    await ben.get("/notifications");
    expect(page).toMatchObject({
      notifications: [{ kind: "comment", comment: { id: first } }],
      followed: [{ key: paper }],
    });
    await ada.get("/notifications");
    expect(page).toMatchObject({ notifications: [{ kind: "reply", comment: { id: answer } }], viewer: { unread: 1 } });
    await ada.get(`/comments/${answer}`);
    await ada.get("/notifications");
    expect(page).toMatchObject({ notifications: [{ isRead: true }], viewer: { unread: 0 } });
    await ben.post("/notifications/read", { "up-to": "999" });
    await ben.get(paperPath);
    expect(page).toMatchObject({ viewer: { unread: 0 }, discussion: { isFollowing: true } });
    await ben.post("/discussions/follow", { paper, follow: "0" });
    await ben.get(paperPath);
    expect(discussion().isFollowing).toBe(false);
  });

  test("votes change, and nobody votes for themselves", async () => {
    const id = await write(ada);
    expect((await ada.post(`/comments/${id}/vote`, { value: "1" })).status).toBe(403);
    expect((await ben.post(`/comments/${id}/vote`, { value: "5" })).status).toBe(400);
    for (const [value, ups, downs] of [
      ["1", 1, 0],
      ["-1", 0, 1],
      ["0", 0, 0],
    ] as const) {
      expect((await ben.post(`/comments/${id}/vote`, { value, view: "order=votes" })).headers.get("location")).toBe(
        `${paperPath}?order=votes&comment=${id}#comment-${id}`,
      );
      await ben.get(paperPath);
      expect(discussion().threads[0]?.comment).toMatchObject({ ups, downs, myVote: Number(value) });
    }
  });

  test("a deleted comment keeps its place between its answers, without words or name", async () => {
    const first = await write(ada, { body: "Regretted." });
    await write(ben, { parent: String(first), body: "An answer." });
    expect((await ben.post(`/comments/${first}/delete`, {})).status).toBe(403);
    expect((await ada.post(`/comments/${first}/delete`, {})).status).toBe(303);
    await api.request(paperPath);
    expect(discussion()).toMatchObject({
      total: 1,
      threads: [
        { comment: { state: "deleted", body: null, author: null }, replies: [{ comment: { body: "An answer." } }] },
      ],
    });
    expect(JSON.stringify(page)).not.toContain("Regretted.");
  });

  test("forms that a reader may not use do not open, whatever the address says", async () => {
    const id = await write(ada);
    for (const form of ["edit", "delete", "moderate", "reply", "report", "nonsense"]) {
      await api.request(`${paperPath}?form=${form}&on=${id}`);
      expect(discussion().form, form).toBeNull();
    }
    await ben.get(`${paperPath}?form=reply&on=${id}`);
    expect(discussion().form).toMatchObject({ kind: "compose", on: id });
    await ben.get(`${paperPath}?form=edit&on=${id}&page=-1&order=x&kind=y&comment=z`);
    expect(discussion().form).toMatchObject({ kind: "compose", on: null });
    await mod.get(`${paperPath}?form=edit&on=${id}`);
    expect(discussion().form).toMatchObject({ kind: "edit", needsReason: true });
  });

  test("comments of a record that became part of a work show on the work, and can be answered there", async () => {
    const other = "1706.03762";
    const stored = await library.store.papers.get(other);
    const key = stored === null ? ([...(await library.store.papers.changes(0, 1))][0]?.paper?.key ?? "") : other;
    expect(key).not.toBe(paper);
    const on = await ada.post("/comments", { paper: key, kind: "note", body: "On the other record." });
    expect(on.status).toBe(303);
    await library.store.works.merge(key, paper, "by hand", 1);
    await ben.get(paperPath);
    const [thread] = discussion().threads;
    expect(thread?.comment.body).toBe("On the other record.");
    await write(ben, { parent: String(thread?.comment.id ?? 0), body: "Answered on the work." });
    await ben.get(paperPath);
    expect(discussion().threads[0]?.replies[0]?.comment.body).toBe("Answered on the work.");
  });

  test("a person's page lists what they said in public; nobody of that name is a 404", async () => {
    await write(ada);
    await api.request(`/people/${ada.account.name.toUpperCase()}`);
    expect(page).toMatchObject({ kind: "person", list: { comments: [{ comment: { body: "A note." } }] } });
    expect((await api.request("/people/nobody")).status).toBe(404);
    expect((await api.request(`/people/${ben.account.name}`)).status).toBe(404);
    expect((await api.request(`/api/comments?person=${ben.account.name}`)).status).toBe(404);
    expect((await api.request(`/api/comments?person=${ada.account.name}`)).status).toBe(200);
    expect((await ben.get(`/people/${ben.account.name}`)).status).toBe(200);
    await api.request("/comments");
    expect(page).toMatchObject({ kind: "comments", list: { comments: [{}], next: null } });
  });

  test("comments of a paper are handed on as Web Annotations", async () => {
    const id = await write(ada, { kind: "question", passage: "StableMoE" });
    const answer = await api.request(`/api/annotations/${paper}`);
    expect(answer.headers.get("content-type")).toBe('application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"');
    expect(await answer.json()).toMatchObject({
      type: "AnnotationCollection",
      total: 1,
      first: { items: [{ id: `http://localhost:8410/comments/${id}`, motivation: "questioning" }] },
    });
    expect((await api.request("/api/annotations/nonsense")).status).toBe(400);
  });

  test("what somebody wrote can be taken along, and leaves with them", async () => {
    const id = await write(ada, { body: "Mine." });
    await write(ben, { parent: String(id), body: "An answer." });
    const [part] = personalData(library.store, () => now).filter(({ name }) => name === "discussion");
    expect(await part?.export(ada.account.accountKey)).toMatchObject({
      comments: [{ id, body: "Mine.", history: [{ revision: 1 }] }],
      notifications: [{ kind: "reply" }],
    });
    await part?.erase(ada.account.accountKey);
    await api.request(paperPath);
    expect(discussion().threads[0]).toMatchObject({
      comment: { state: "deleted", body: null, author: null },
      replies: [{ comment: { body: "An answer." } }],
    });
  });
});
