import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { linkPath } from "../../src/accounts/one-time-links.ts";
import type { Page } from "../../src/api/contract.ts";
import { argon2Hasher } from "../../src/cli/argon2-hasher.ts";
import { attackable, cookieOf, goodPassword, type Attackable } from "./attackable.ts";

// ASVS 5 chapter V6: authentication.

let instance: Attackable;
beforeEach(async () => {
  instance = await attackable();
  await instance.person("member", { name: "ada", email: "ada@example.org", password: goodPassword });
});
afterEach(() => instance.close());

const signIn = (name: string, password: string, from?: string): Promise<Response> =>
  instance.post("/login", { name, password }, {}, from);
const fault = (page: Page | null): string | null => (page?.kind === "login" ? page.fault : null);

describe("guessing passwords", () => {
  test("is slowed down per name, wherever it comes from, and the right password has to wait as well", async () => {
    for (let guess = 0; guess < 5; guess++) await signIn("ada", `guess ${guess} of a long list`, `192.0.2.${guess}`);
    for (let guess = 0; guess < 20; guess++)
      expect((await signIn("ada", `another guess ${guess}`, `198.51.100.${guess}`)).status).toBe(429);
    expect((await signIn("ada", goodPassword)).status).toBe(429);
    instance.pass(10_000);
    expect((await signIn("ada", goodPassword)).status).toBe(303);
  });

  test("one password against many names is slowed down per address", async () => {
    const statuses: number[] = [];
    for (let guess = 0; guess < 25; guess++)
      statuses.push((await signIn(`name-${guess}`, "summer at the sea 2026", "192.0.2.7")).status);
    expect(statuses.slice(0, 20).every((status) => status === 400)).toBe(true);
    expect(statuses.slice(20).every((status) => status === 429)).toBe(true);
  });

  test("all at once gets no more tries than one by one", async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, guess) => signIn("ada", `guess ${guess} at once`)),
    );
    expect(answers.filter(({ status }) => status === 400).length).toBeLessThanOrEqual(6);
  });

  test("keeps nobody out for longer than a quarter of an hour", async () => {
    for (let guess = 0; guess < 100; guess++) {
      await signIn("ada", `guess ${guess} of a long list`);
      instance.pass(1_000);
    }
    instance.pass(15 * 60_000);
    expect((await signIn("ada", goodPassword)).status).toBe(303);
  });

  test("of the present password, by somebody at an open browser, is counted as well", async () => {
    const ada = await instance.person("member", { password: goodPassword });
    const change = (current: string): Promise<Response> =>
      ada.post("/account/password", {
        current,
        password: "a sentence for tomorrow",
        repeated: "a sentence for tomorrow",
      });
    for (let guess = 0; guess < 5; guess++) expect((await change(`guess ${guess} of a list`)).status).toBe(400);
    expect((await change(goodPassword)).status).toBe(400);
  });
});

describe("finding out who has an account", () => {
  test("an unknown name, a wrong password and a disabled account are answered alike", async () => {
    const bob = await instance.person("member", { name: "bob", password: goodPassword });
    await instance.library.store.accounts.change(bob.account.accountKey, { disabledAtMs: 1 });
    const bodies: string[] = [];
    for (const [name, password] of [
      ["ada", "not the password"],
      ["nobody-at-all", "not the password"],
      ["bob", goodPassword],
    ] as const) {
      const answer = await signIn(name, password);
      expect([answer.status, fault(instance.page())]).toEqual([400, "refused"]);
      bodies.push((await answer.text()).replaceAll(name, "NAME"));
    }
    expect(new Set(bodies).size).toBe(1);
  });

  test("does the same work for a name that nobody has", async () => {
    let verified = 0;
    const real = argon2Hasher({ memoryKib: 8, passes: 1 });
    const counting = await attackable({
      passwords: {
        hash: (password) => real.hash(password),
        verify: (hash, password) => {
          verified += 1;
          return real.verify(hash, password);
        },
      },
    });
    for (const name of ["nobody", "somebody"]) {
      verified = 0;
      if (name === "somebody") await counting.person("reader", { name, password: goodPassword });
      await counting.post("/login", { name, password: "wrong password here" });
      expect(verified, name).toBe(1);
    }
    await counting.close();
  });

  test("unknown names have to wait as known ones do", async () => {
    for (let guess = 0; guess < 5; guess++) await signIn("nobody-at-all", "x");
    expect((await signIn("nobody-at-all", "x")).status).toBe(429);
  });
});

describe("passwords", () => {
  test.each(["short", "password1234", "qwertyuiop12", "aaaaaaaaaaaaaaa", "eve-eve-eve-eve"])(
    "%s is refused for a new account",
    async (password) => {
      const path = linkPath("invitation", await instance.accounts.links.invite("reader", "", null));
      const answer = await instance.post(path, {
        name: "eve",
        displayName: "",
        email: "",
        password,
        repeated: password,
      });
      expect(answer.status).toBe(400);
      expect(await instance.library.store.accounts.byName("eve")).toBeNull();
    },
  );

  test("count with every character, up to 256, in any script, and are neither trimmed nor folded", async () => {
    const password = ` ${"ほとけのざ すずな ".repeat(10)}`;
    const ada = await instance.person("member", { password });
    const name = ada.account.name;
    expect((await signIn(name, password.trim())).status).toBe(400);
    expect((await signIn(name, password.normalize("NFD"))).status).toBe(400);
    expect((await signIn(name, password)).status).toBe(303);
    expect((await signIn("ada", goodPassword.toUpperCase())).status).toBe(400);
    expect((await signIn("ada", `${goodPassword} `)).status).toBe(400);
  });

  test("an account without a password cannot be entered with an empty one", async () => {
    await instance.person("admin", { name: "provider-only" });
    for (const password of ["", " ", "null", "undefined"])
      expect((await signIn("provider-only", password)).status).not.toBe(303);
  });

  test("of the account that single-user mode made is none until it is set up", async () => {
    const open = await attackable();
    await open.library.store.accounts.create({
      name: "owner",
      displayName: "Owner",
      email: null,
      role: "admin",
      createdAtMs: 0,
    });
    for (const password of ["", "owner", "admin", "password"])
      expect((await open.post("/login", { name: "owner", password })).status).toBe(400);
    await open.close();
  });
});

describe("links that work once", () => {
  test("are neither guessed nor used twice, by two at once neither", async () => {
    const token = await instance.accounts.links.invite("admin", "", null);
    for (const wrong of ["", "x", token.slice(1), `${token}x`, token.toUpperCase(), "x".repeat(43)])
      expect((await instance.get(`/join/${wrong}`)).status, wrong).toBe(404);
    // A link of one purpose opens no page of another.
    for (const page of ["setup", "reset"]) expect((await instance.get(`/${page}/${token}`)).status).toBe(404);
    const joins = ["one", "two"].map((name) =>
      instance.post(`/join/${token}`, {
        name,
        displayName: "",
        email: "",
        password: goodPassword,
        repeated: goodPassword,
      }),
    );
    const statuses = (await Promise.all(joins)).map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([303, 404]);
  });

  test("for a new password name no other account, whatever the form says", async () => {
    const eve = await instance.person("reader", { name: "eve" });
    const token = await instance.accounts.links.reset(eve.account, null);
    const fields = {
      name: "ada",
      account: "1",
      password: "a sentence for tomorrow",
      repeated: "a sentence for tomorrow",
    };
    expect((await instance.post(`/reset/${token}`, fields)).status).toBe(303);
    expect((await signIn("ada", "a sentence for tomorrow")).status).toBe(400);
  });

  test("an invitation's role cannot be raised by its form", async () => {
    const token = await instance.accounts.links.invite("reader", "", null);
    const fields = {
      name: "eve",
      displayName: "",
      email: "",
      password: goodPassword,
      repeated: goodPassword,
      role: "admin",
    };
    const answer = await instance.post(`/join/${token}`, fields);
    expect((await instance.viewer(cookieOf(answer)))?.role).toBe("reader");
  });
});
