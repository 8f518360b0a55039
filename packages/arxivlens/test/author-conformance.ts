import { expect, test } from "vitest";
import type { AuthorJudgement } from "../src/store/author-identity.ts";
import type { LibraryStore } from "../src/store/library-store.ts";

const judgement: AuthorJudgement = {
  kind: "different",
  these: [{ paper: "2001.00001", name: "Z. Wang" }],
  those: [
    { paper: "2001.00002", name: "Z. Wang" },
    { paper: "hep-th/9901001", name: 'Zhen Wang; "Jr." O\'Neill' },
  ],
  by: 1,
  note: "",
};

/** What a store of decisions about authors must do, whatever it keeps its rows in. */
export function authorConformance(store: () => LibraryStore): void {
  test("a decision comes back as it was made, numbered within its block", async () => {
    const { authors } = store();
    const first = await authors.decide("wang z", judgement, 1_000);
    const second = await authors.decide("wang z", { ...judgement, kind: "same", note: "her own list" }, 2_000.7);
    expect(first).toEqual({ ...judgement, number: 1, decidedAtMs: 1_000, takenBackBy: null, takenBackAtMs: null });
    expect(second).toMatchObject({ number: 2, kind: "same", note: "her own list", decidedAtMs: 2_000 });
    expect(await authors.decisions("wang z")).toEqual([first, second]);
    expect((await authors.decide("wang y", judgement, 3_000)).number).toBe(1);
    expect(await authors.decisions("nobody")).toEqual([]);
  });

  test("what is taken back stays in the history, with who did it, and is taken back once", async () => {
    const { authors } = store();
    const { number } = await authors.decide("wang z", judgement, 1_000);
    expect(await authors.takeBack("wang z", number, 2, 2_000)).toBe(true);
    expect(await authors.takeBack("wang z", number, 3, 3_000)).toBe(false);
    expect(await authors.takeBack("wang z", 99, 3, 3_000)).toBe(false);
    expect(await authors.decisions("wang z")).toMatchObject([{ number, takenBackBy: 2, takenBackAtMs: 2_000 }]);
  });

  test("whoever leaves takes their notes along, and their decisions stay", async () => {
    const { authors } = store();
    const mine = await authors.decide("wang z", { ...judgement, note: "I am she" }, 1_000);
    await authors.decide("wang y", { ...judgement, by: 2, note: "his" }, 1_000);
    expect(await authors.madeBy(1)).toEqual([{ block: "wang z", ...mine }]);
    await authors.eraseNotes(1);
    expect(await authors.decisions("wang z")).toEqual([{ ...mine, note: "" }]);
    expect(await authors.decisions("wang y")).toMatchObject([{ note: "his" }]);
  });

  test("a decision is no change of papers", async () => {
    const before = await store().revision();
    await store().authors.decide("wang z", judgement, 1_000);
    expect(await store().revision()).toBe(before);
  });
}
