import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testLibrary } from "../../test/served-library.ts";
import type { Library } from "./library.ts";
import { termView, termYears } from "./term-page.ts";

describe("a term's years", () => {
  const totals = new Map([2015, 2016, 2017, 2018, 2019].map((year) => [year, 1_000]));
  const years = (papers: readonly number[]): readonly { year: number; papers: number }[] =>
    papers.map((each, at) => ({ year: 2015 + at, papers: each }));

  test("a year is a burst when it leaves the three before it clearly behind", () => {
    const bursts = termYears(years([20, 22, 21, 80, 82]), totals).map(({ burst }) => burst);
    expect(bursts).toEqual([false, false, false, true, true]);
  });

  test("what chance could give is no burst, nor is a handful of papers", () => {
    expect(termYears(years([4, 4, 4, 8, 4]), totals).some(({ burst }) => burst)).toBe(false);
    expect(termYears(years([0, 0, 0, 4, 0]), totals).some(({ burst }) => burst)).toBe(false);
  });

  test("a year of which few papers are here says so, and is never a burst", () => {
    const [first] = termYears(years([9]), new Map([[2015, 12]]));
    expect(first).toEqual({ year: 2015, papers: 9, total: 12, burst: false, sparse: true });
  });
});

describe("the page of a term", () => {
  let library: Library;
  beforeAll(async () => {
    library = await testLibrary();
  });
  afterAll(() => library.store.close());

  test("a phrase is asked for as a phrase, and papers that speak of it most come first", async () => {
    const view = await termView(library, "  stable   routing ");
    expect(view?.term).toBe("stable routing");
    expect(view?.defining.every(({ termFrequency }) => termFrequency > 0)).toBe(true);
    const scores = view?.defining.map(({ score }) => score) ?? [];
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  test("a word that no paper holds comes with words that some do; what holds no word is no term", async () => {
    expect((await termView(library, "expertz"))?.meant).toContain("experts");
    expect(await termView(library, "...")).toBeNull();
  });

  test("asked again, the answer is the one that was made", async () => {
    const [one, other] = [await termView(library, "experts"), await termView(library, "Experts")];
    expect(other?.defining).toBe(one?.defining);
  });
});
