import { expect, test } from "vitest";
import type { Account, NewAccount } from "../src/store/account-store.ts";
import type { LibraryStore } from "../src/store/library-store.ts";
import type { OneTimeToken } from "../src/store/one-time-token-store.ts";
import type { Session } from "../src/store/session-store.ts";

/** What every store must do with people, sessions, one-time tokens, attempts and the audit log. */
export function peopleConformance(store: () => LibraryStore): void {
  const made = async (name: string, more: Partial<NewAccount> = {}): Promise<Account> => {
    const account = await store().accounts.create({
      name,
      displayName: name.toUpperCase(),
      email: null,
      role: "reader",
      createdAtMs: 5,
      ...more,
    });
    if (account === null) throw new Error(`${name} is taken`);
    return account;
  };
  const session = (accountKey: number, tokenHash: string, more: Partial<Session> = {}): Session => ({
    accountKey,
    tokenHash,
    createdAtMs: 1,
    lastSeenAtMs: 1,
    expiresAtMs: 100,
    network: "192.0.2.0/24",
    browser: "Firefox on Linux",
    ...more,
  });

  test("an account comes back as it was made, by key and by name, and its name is taken", async () => {
    const ada = await made("ada", { email: "ada@example.org", role: "admin" });
    expect(ada).toEqual({
      accountKey: ada.accountKey,
      name: "ada",
      displayName: "ADA",
      email: "ada@example.org",
      role: "admin",
      createdAtMs: 5,
      disabledAtMs: null,
      erasedAtMs: null,
    });
    expect(await store().accounts.get(ada.accountKey)).toEqual(ada);
    expect(await store().accounts.byName("ada")).toEqual(ada);
    expect(await store().accounts.create({ ...ada, displayName: "Another" })).toBeNull();
    expect(await store().accounts.byName("bob")).toBeNull();
    expect(await store().accounts.get(999)).toBeNull();
    const bob = await made("bob");
    expect(await store().accounts.list()).toEqual([ada, bob]);
    const found = await store().accounts.getMany([bob.accountKey, 999, bob.accountKey]);
    expect([...found]).toEqual([[bob.accountKey, bob]]);
  });

  test("an account changes in what is named, and in nothing else", async () => {
    const ada = await made("ada");
    expect(await store().accounts.change(ada.accountKey, { displayName: "Ada L.", role: "moderator" })).toBe("done");
    expect(await store().accounts.get(ada.accountKey)).toEqual({ ...ada, displayName: "Ada L.", role: "moderator" });
    expect(await store().accounts.change(999, { role: "admin" })).toBe("unknown");
    await made("bob");
    expect(await store().accounts.change(ada.accountKey, { name: "bob" })).toBe("name-taken");
    expect(await store().accounts.change(ada.accountKey, { name: "countess" })).toBe("done");
    expect(await store().accounts.byName("countess")).toMatchObject({ accountKey: ada.accountKey });
  });

  test("the last admin can be neither demoted, disabled nor erased", async () => {
    const [ada, bob] = [await made("ada", { role: "admin" }), await made("bob", { role: "admin" })];
    expect(await store().accounts.change(bob.accountKey, { disabledAtMs: 7 })).toBe("done");
    expect(await store().accounts.change(ada.accountKey, { role: "moderator" })).toBe("last-admin");
    expect(await store().accounts.change(ada.accountKey, { disabledAtMs: 7 })).toBe("last-admin");
    expect(await store().accounts.erase(ada.accountKey, 7)).toBe("last-admin");
    expect(await store().accounts.get(ada.accountKey)).toEqual(ada);
    expect(await store().accounts.change(ada.accountKey, { displayName: "Ada" })).toBe("done");
    expect(await store().accounts.change(bob.accountKey, { disabledAtMs: null })).toBe("done");
    expect(await store().accounts.erase(ada.accountKey, 7)).toBe("done");
  });

  test("an erased account keeps its key and nothing else, and its name is free again", async () => {
    const ada = await made("ada", { email: "ada@example.org" });
    await store().accounts.setPasswordHash(ada.accountKey, "hash", 1);
    await store().accounts.addIdentity(ada.accountKey, { issuer: "https://id", subject: "1" });
    await store().sessions.begin(session(ada.accountKey, "s"));
    expect(await store().accounts.erase(ada.accountKey, 9)).toBe("done");
    expect(await store().accounts.get(ada.accountKey)).toMatchObject({
      name: `erased-${ada.accountKey}`,
      displayName: "",
      email: null,
      erasedAtMs: 9,
    });
    expect(await store().accounts.passwordHash(ada.accountKey)).toBeNull();
    expect(await store().accounts.byIdentity({ issuer: "https://id", subject: "1" })).toBeNull();
    expect(await store().sessions.list(ada.accountKey)).toEqual([]);
    expect(await store().accounts.list()).toEqual([]);
    expect(await store().accounts.erase(ada.accountKey, 10)).toBe("unknown");
    const again = await made("ada");
    expect(again.accountKey).not.toBe(ada.accountKey);
  });

  test("a password replaces the one before; an identity elsewhere belongs to one account", async () => {
    const [ada, bob] = [await made("ada"), await made("bob")];
    expect(await store().accounts.passwordHash(ada.accountKey)).toBeNull();
    await store().accounts.setPasswordHash(ada.accountKey, "one", 1);
    await store().accounts.setPasswordHash(ada.accountKey, "two", 2);
    expect(await store().accounts.passwordHash(ada.accountKey)).toBe("two");
    const identity = { issuer: "https://id.example.org", subject: "42" };
    expect(await store().accounts.addIdentity(ada.accountKey, identity)).toBe(true);
    expect(await store().accounts.addIdentity(bob.accountKey, identity)).toBe(false);
    expect(await store().accounts.byIdentity(identity)).toEqual(ada);
    expect(await store().accounts.identities(ada.accountKey)).toEqual([identity]);
  });

  test("the instance's secret is the one that was proposed first", async () => {
    expect(await store().accounts.instanceSecret("first")).toBe("first");
    expect(await store().accounts.instanceSecret("second")).toBe("first");
  });

  test("sessions are found by account and token, last seen first, and end one by one or all but one", async () => {
    const ada = await made("ada");
    for (const [hash, seen] of [
      ["a", 1],
      ["b", 3],
      ["c", 2],
    ] as const)
      await store().sessions.begin(session(ada.accountKey, hash, { lastSeenAtMs: seen }));
    expect(await store().sessions.find(ada.accountKey, "b")).toEqual(session(ada.accountKey, "b", { lastSeenAtMs: 3 }));
    expect(await store().sessions.find(ada.accountKey + 1, "b")).toBeNull();
    await store().sessions.touch(ada.accountKey, "a", 9);
    expect((await store().sessions.list(ada.accountKey)).map(({ tokenHash }) => tokenHash)).toEqual(["a", "b", "c"]);
    expect(await store().sessions.end(ada.accountKey, "b")).toBe(true);
    expect(await store().sessions.end(ada.accountKey, "b")).toBe(false);
    expect(await store().sessions.endAll(ada.accountKey, "c")).toBe(1);
    expect((await store().sessions.list(ada.accountKey)).map(({ tokenHash }) => tokenHash)).toEqual(["c"]);
    expect(await store().sessions.endAll(ada.accountKey, null)).toBe(1);
  });

  test("sessions that have expired or were not seen for long are removed", async () => {
    const ada = await made("ada");
    await store().sessions.begin(session(ada.accountKey, "expired", { lastSeenAtMs: 90, expiresAtMs: 100 }));
    await store().sessions.begin(session(ada.accountKey, "idle", { lastSeenAtMs: 10, expiresAtMs: 200 }));
    await store().sessions.begin(session(ada.accountKey, "used", { lastSeenAtMs: 90, expiresAtMs: 200 }));
    await store().sessions.prune(100, 50);
    expect((await store().sessions.list(ada.accountKey)).map(({ tokenHash }) => tokenHash)).toEqual(["used"]);
  });

  test("a one-time token works once and until it expires", async () => {
    const token: OneTimeToken = {
      purpose: "invitation",
      accountKey: null,
      role: "member",
      note: "for Bob",
      createdBy: 1,
      createdAtMs: 5,
      expiresAtMs: 50,
    };
    await store().oneTimeTokens.issue("h", token);
    expect(await store().oneTimeTokens.find("h", 49)).toEqual(token);
    expect(await store().oneTimeTokens.find("h", 50)).toBeNull();
    expect(await store().oneTimeTokens.spend("h", 50)).toBeNull();
    expect(await store().oneTimeTokens.spend("h", 49)).toEqual(token);
    expect(await store().oneTimeTokens.spend("h", 49)).toBeNull();
    expect(await store().oneTimeTokens.find("h", 49)).toBeNull();
  });

  test("tokens are listed while they work, and revoked one by one or by purpose and account", async () => {
    const token = (purpose: OneTimeToken["purpose"], accountKey: number | null, createdAtMs: number): OneTimeToken => ({
      purpose,
      accountKey,
      role: null,
      note: "",
      createdBy: null,
      createdAtMs,
      expiresAtMs: 50,
    });
    await store().oneTimeTokens.issue("a", token("reset", 1, 1));
    await store().oneTimeTokens.issue("b", token("reset", 2, 2));
    await store().oneTimeTokens.issue("c", token("setup", null, 3));
    await store().oneTimeTokens.issue("d", token("invitation", null, 4));
    const listed = async (): Promise<readonly string[]> =>
      (await store().oneTimeTokens.list(10)).map(({ tokenHash }) => tokenHash);
    expect(await listed()).toEqual(["d", "c", "b", "a"]);
    await store().oneTimeTokens.revokeAll("reset", 1);
    expect(await listed()).toEqual(["d", "c", "b"]);
    await store().oneTimeTokens.revokeAll("setup", null);
    expect(await store().oneTimeTokens.revoke("b")).toBe(true);
    expect(await store().oneTimeTokens.revoke("b")).toBe(false);
    expect(await listed()).toEqual(["d"]);
    expect(await store().oneTimeTokens.list(50)).toEqual([]);
  });

  test("the audit log is read backwards, by page and by person", async () => {
    const event = { atMs: 1, actorKey: 1, action: "sign-in", subjectKey: null, network: null, detail: "" };
    for (const [at, actorKey, subjectKey] of [
      [1, 1, null],
      [2, null, 1],
      [3, 2, 3],
    ] as const)
      await store().audit.append({ ...event, atMs: at, actorKey, subjectKey });
    const all = await store().audit.list({ limit: 10 });
    expect(all.map(({ atMs }) => atMs)).toEqual([3, 2, 1]);
    const before = all[1]?.eventKey ?? 0;
    expect((await store().audit.list({ limit: 10, before })).map(({ atMs }) => atMs)).toEqual([1]);
    expect((await store().audit.list({ limit: 1 })).map(({ atMs }) => atMs)).toEqual([3]);
    expect((await store().audit.about(1, 10)).map(({ atMs }) => atMs)).toEqual([2, 1]);
    await store().audit.prune(3);
    expect(await store().audit.list({ limit: 10 })).toEqual([all[0]]);
  });

  test("an attempt can be taken back, once", async () => {
    await store().attempts.takeBack("k");
    expect(await store().attempts.get("k")).toBeNull();
    await store().attempts.add("k", 10, 100);
    await store().attempts.takeBack("k");
    await store().attempts.takeBack("k");
    expect(await store().attempts.add("k", 20, 100)).toBe(1);
  });

  test("attempts are counted until they are cleared, forgotten or pruned", async () => {
    expect(await store().attempts.get("k")).toBeNull();
    expect(await store().attempts.add("k", 10, 100)).toBe(1);
    expect(await store().attempts.add("k", 20, 100)).toBe(2);
    expect(await store().attempts.get("k")).toEqual({ count: 2, lastAtMs: 20 });
    expect(await store().attempts.add("k", 121, 100)).toBe(1);
    await store().attempts.clear("k");
    expect(await store().attempts.get("k")).toBeNull();
    await store().attempts.add("old", 1, 100);
    await store().attempts.add("new", 5, 100);
    await store().attempts.prune(5);
    expect([await store().attempts.get("old"), (await store().attempts.get("new"))?.count]).toEqual([null, 1]);
  });
}
