import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LibraryStore } from "../store/library-store.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { createSignInWaits, type SignInWaits } from "./sign-in-waits.ts";

let store: LibraryStore;
let nowMs: number;
let waits: SignInWaits;
beforeEach(() => {
  nowMs = 1_000_000;
  store = openSqliteStore(":memory:", () => new Date(0));
  waits = createSignInWaits(
    store.attempts,
    () => nowMs,
    async () => "secret",
  );
});
afterEach(() => store.close());

const tryOnce = (name: string, address: string | null = null): Promise<number> => waits.begin({ name, address });

describe("waits", () => {
  test("five failures are free, then one waits twice as long each time, up to a quarter of an hour", async () => {
    for (let failure = 0; failure < 5; failure++) expect(await tryOnce("ada")).toBe(0);
    const waited: number[] = [];
    for (let failure = 0; failure < 10; failure++) {
      const seconds = await tryOnce("ada");
      waited.push(seconds);
      nowMs += seconds * 1000;
      expect(await tryOnce("ada")).toBe(0);
    }
    expect(waited).toEqual([10, 20, 40, 80, 160, 320, 640, 900, 900, 900]);
  });

  test("asking again while one waits makes the wait no longer", async () => {
    for (let failure = 0; failure < 5; failure++) await tryOnce("ada");
    expect(await tryOnce("ada")).toBe(10);
    nowMs += 9_000;
    expect(await tryOnce("ada")).toBe(1);
  });

  test("of guesses that come all at once, no more get through than one by one", async () => {
    const results = await Promise.all(Array.from({ length: 50 }, () => tryOnce("ada")));
    expect(results.filter((seconds) => seconds === 0).length).toBeLessThanOrEqual(6);
  });

  test("other names are not held up, but an address that tries many is", async () => {
    for (let name = 0; name < 20; name++) expect(await tryOnce(`name-${name}`, "192.0.2.7")).toBe(0);
    expect(await tryOnce("name-20", "192.0.2.7")).toBe(10);
    expect(await tryOnce("name-20", "192.0.2.8")).toBe(0);
  });

  test("people who share an address and know their passwords never wait", async () => {
    for (let person = 0; person < 100; person++) {
      expect(await tryOnce(`name-${person}`, "192.0.2.7")).toBe(0);
      await waits.succeed({ name: `name-${person}`, address: "192.0.2.7" });
    }
  });

  test("good sign-ins in between clear nothing of what an address has guessed", async () => {
    for (let name = 0; name < 19; name++) {
      expect(await tryOnce(`name-${name}`, "192.0.2.7")).toBe(0);
      expect(await tryOnce("own", "192.0.2.7")).toBe(0);
      await waits.succeed({ name: "own", address: "192.0.2.7" });
    }
    expect(await tryOnce("name-19", "192.0.2.7")).toBe(0);
    expect(await tryOnce("name-20", "192.0.2.7")).toBe(10);
  });

  test("success forgets the failures of the name, and a day forgets all", async () => {
    for (let failure = 0; failure < 5; failure++) await tryOnce("ada");
    await waits.succeed({ name: "ada", address: null });
    expect(await tryOnce("ada")).toBe(0);
    for (let failure = 0; failure < 4; failure++) await tryOnce("ada");
    nowMs += 86_400_001;
    for (let failure = 0; failure < 5; failure++) expect(await tryOnce("ada")).toBe(0);
  });
});
