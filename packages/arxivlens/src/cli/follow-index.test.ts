import { expect, test } from "vitest";
import { followIndex } from "./follow-index.ts";

test("a look at the index that fails is reported once while the reason stays, and the next looks come", async () => {
  const looks = ["no space", "no space", null, "no space", "no permission", null];
  const stop = new AbortController();
  const reported: string[] = [];
  let looked = 0;
  await followIndex({
    takeOver: async () => {
      const failure = looks[looked++];
      if (looked === looks.length) stop.abort();
      if (typeof failure === "string") throw new Error(failure);
    },
    pause: async () => undefined,
    signal: stop.signal,
    report: (error) => void reported.push(String(error)),
  });
  expect(looked).toBe(looks.length);
  expect(reported).toEqual(["Error: no space", "Error: no space", "Error: no permission"]);
});
