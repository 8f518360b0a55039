import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inventedPaper } from "../../test/invented-papers.ts";
import { smallStore, type SmallStore } from "../../test/small-store.ts";

let cwd: string;
let small: SmallStore;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "lens-coverage-"));
  small = smallStore(cwd);
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

describe("coverage", () => {
  test("says of each run what is here, and folds months in a row of which nothing is", async () => {
    await small.fill((store) =>
      store.papers.upsert([
        ...["math/0611002", "0704.0001", "0706.0001", "0706.0004", "1001.0001"].map((key) => inventedPaper(key)),
        inventedPaper("0706.0002", { withdrawn: true }),
      ]),
    );
    const { code, stdout, stderr } = await small.call("coverage");
    expect(code).toBe(0);
    expect(stdout().split("\n")).toEqual([
      "0611\tmath\t1 of 2\t50 %\t1 hole\t0 withdrawn\t0 vacant",
      "0704\t\t1 of 1\t100 %\t0 holes\t0 withdrawn\t0 vacant",
      "0705\t\tnothing here",
      "0706\t\t3 of 4\t75 %\t1 hole\t1 withdrawn\t0 vacant",
      "0707..0912\t\tnothing here (30 months)",
      "1001\t\t1 of 1\t100 %\t0 holes\t0 withdrawn\t0 vacant",
      "",
    ]);
    expect(stderr()).toContain("6 papers, 2 holes below the highest numbers");
    expect(stderr()).toContain("31 months with nothing here: arxivlens sync --from 2007-05-01");
    const { json } = await small.call("coverage", "--json");
    expect(json()).toMatchObject([{ present: 6, holes: 2, emptyMonths: 31, latest: "1001", missing: null }]);
  });

  test("of a month names its missing identifiers, or that nothing of it is here", async () => {
    await small.fill((store) =>
      store.papers.upsert(["2001.00001", "2001.00004", "2003.00001"].map((key) => inventedPaper(key))),
    );
    const held = await small.call("coverage", "--month", "2001");
    expect(held.stdout()).toBe("2001\t\t2 of 4\t50 %\t2 holes\t0 withdrawn\t0 vacant\n2001.00002\n2001.00003\n");
    expect(held.stderr()).not.toContain("nothing here");
    expect((await small.call("coverage", "2020-02")).stdout()).toBe("2002\t\tnothing here\n");
    const { json } = await small.call("coverage", "2002", "--json");
    expect(json()).toMatchObject([{ month: "2002", present: 0, emptyMonths: 1, latest: null, missing: [] }]);
  });

  test("of an empty store is nothing, and no failure", async () => {
    const { code, stdout, stderr } = await small.call("coverage");
    expect([code, stdout()]).toEqual([0, ""]);
    expect(stderr()).toContain("0 papers, 0 holes");
  });
});
