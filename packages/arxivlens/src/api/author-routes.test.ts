import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { indexedLibrary, testApi, type TestApi } from "../../test/served-library.ts";
import { signedIn, type SignedInReader } from "../../test/signed-in.ts";
import { testAccounts } from "../../test/test-accounts.ts";
import { paperOf } from "../arxiv/paper.ts";
import { createTermStatistics } from "../search/term-statistics.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { authorDecisions } from "./author-decisions.ts";
import type { Library } from "./library.ts";

const papers = [
  { key: "2001.00001", authors: ["Ada Quill", "Bo Reed"], categories: ["cs.CL"] },
  { key: "2001.00002", authors: ["Ada Quill", "Bo Reed"], categories: ["cs.CL"] },
  { key: "2001.00003", authors: ["Ada Quill"], categories: ["cs.CL"] },
  { key: "2001.00004", authors: ["A. Quill", "Cy Stone"], categories: ["cs.CL"] },
  { key: "2001.00005", authors: ["Ana Quill", "Cy Stone"], categories: ["cs.CL"] },
].map(({ key, ...facts }) =>
  paperOf(key, { title: `On ${key}`, ...facts, submittedAt: "2020-01-02", sources: ["test"] }),
);

const view = z.looseObject({
  people: z.array(z.looseObject({ key: z.string(), papers: z.int() })),
  similar: z.array(z.looseObject({ names: z.array(z.looseObject({ name: z.string() })) })),
  reasons: z.array(z.looseObject({ points: z.int(), sameFullName: z.boolean() })),
  decisions: z.array(z.looseObject({ number: z.int(), by: z.string().nullable(), takenBackBy: z.string().nullable() })),
});

describe("who wrote what", () => {
  let library: Library;
  let api: TestApi;
  let member: SignedInReader;
  beforeAll(async () => {
    const store = openSqliteStore(":memory:", () => new Date(0));
    await store.papers.upsert(papers);
    library = await indexedLibrary(store, createTermStatistics(1, "nothing", []));
    api = testApi(library, { accounts: testAccounts({ mode: "accounts" }) });
  });
  afterAll(() => library.store.close());
  beforeEach(async () => {
    member = await signedIn(api, library, "member");
    for (const { number } of await library.store.authors.decisions("quill a"))
      await library.store.authors.takeBack("quill a", number, member.account.accountKey, 0);
  });

  const asked = async (name = "Ada Quill"): Promise<z.infer<typeof view>> =>
    view.parse(await (await api.request(`/api/authors/${encodeURIComponent(name)}`)).json());
  const split = { say: "different", person: "2001.00001", paper: "2001.00003", note: "another Ada" };

  test("a name leads to one person with the evidence, and to names that may be the same", async () => {
    const { people, similar, reasons } = await asked();
    expect(people.map((person) => person.papers)).toEqual([3]);
    expect(reasons).toHaveLength(2);
    expect(reasons.every(({ points, sameFullName }) => points >= 4 && sameFullName)).toBe(true);
    expect(similar.map(({ names: [first] }) => first?.name)).toEqual(["A. Quill"]);
  });

  test("a paper is parted by a member, the history says by whom, and it can be taken back", async () => {
    const answer = await member.post("/author/Ada%20Quill", split);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/author/Ada%20Quill?person=2001.00001&done=decided");
    const parted = await asked();
    expect(parted.people.map((person) => person.papers)).toEqual([2, 1]);
    expect(parted.decisions[0]).toMatchObject({ by: "A member", takenBackBy: null });
    const decision = String(parted.decisions[0]?.number);
    expect((await member.post("/author/Ada%20Quill", { say: "take-back", decision })).status).toBe(303);
    expect((await member.post("/author/Ada%20Quill", { say: "take-back", decision })).status).toBe(400);
    const again = await asked();
    expect(again.people.map((person) => person.papers)).toEqual([3]);
    expect(again.decisions.find(({ number }) => String(number) === decision)).toMatchObject({
      takenBackBy: "A member",
    });
  });

  const refusals: readonly { readonly why: string; readonly fields: Readonly<Record<string, string>> }[] = [
    { why: "no paper is ticked", fields: { say: "different", person: "2001.00001" } },
    { why: "the person is unknown", fields: { say: "different", person: "2001.99999", paper: "2001.00001" } },
    { why: "one person stands alone", fields: { say: "same", paper: "2001.00001" } },
    { why: "the request is unknown", fields: { say: "nonsense" } },
  ];
  test.each(refusals)("where $why, nothing is written", async ({ fields }) => {
    const before = (await library.store.authors.decisions("quill a")).length;
    const answer = await member.post("/author/Ada%20Quill", fields);
    expect(answer.status).toBe(400);
    expect(await library.store.authors.decisions("quill a")).toHaveLength(before);
  });

  test("readers and strangers may look and not judge; a form of another site is refused", async () => {
    const before = (await library.store.authors.decisions("quill a")).length;
    const reader = await signedIn(api, library, "reader");
    expect((await reader.post("/author/Ada%20Quill", split)).status).toBe(403);
    const nobody = await api.request("/author/Ada%20Quill", { method: "POST" });
    expect([nobody.status, nobody.headers.get("location")?.startsWith("/login")]).toEqual([303, true]);
    const forged = await member.post("/author/Ada%20Quill", split, { origin: "https://elsewhere.example" });
    expect(forged.status).toBe(403);
    expect(await library.store.authors.decisions("quill a")).toHaveLength(before);
    expect((await api.request("/author/Ada%20Quill")).status).toBe(200);
    expect((await api.request("/author/Nobody%20Atall")).status).toBe(404);
  });

  test("a member takes their decisions along and leaves them without their notes", async () => {
    await member.post("/author/Ada%20Quill", split);
    const data = authorDecisions(library.store);
    expect(JSON.stringify(await data.export(member.account.accountKey))).toContain("another Ada");
    await data.erase(member.account.accountKey);
    expect(JSON.stringify(await library.store.authors.decisions("quill a"))).not.toContain(
      `"by":${member.account.accountKey},"note":"another Ada"`,
    );
  });
});
