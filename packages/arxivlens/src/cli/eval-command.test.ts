import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { capturedIo } from "../../test/captured-io.ts";
import { inventedPaper } from "../../test/invented-papers.ts";
import { smallStore, type SmallStore } from "../../test/small-store.ts";
import { main } from "./main.ts";

let cwd: string;
let small: SmallStore;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "lens-eval-"));
  small = smallStore(cwd);
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const past = Array.from({ length: 12 }, (_, at) => `1901.${String(at + 1).padStart(5, "0")}`);
const future = Array.from({ length: 6 }, (_, at) => `2201.${String(at + 1).padStart(5, "0")}`);

/** Twelve papers of which the later six cite every other one: those belong together. */
const fill = (): Promise<void> =>
  small.fill(async ({ papers, citations }) => {
    await papers.upsert([
      ...past.map((key, at) => inventedPaper(key, { submittedAt: `2019-01-${10 + at}` })),
      ...future.map((key) => inventedPaper(key, { submittedAt: "2022-01-01" })),
    ]);
    await citations.upsert(
      future.flatMap((citing) =>
        past.filter((_, at) => at % 2 === 0).map((cited) => ({ citing, cited, source: "test" })),
      ),
    );
  });
const similar = ["similar", "--split", "2021-01-01", "--queries", "4"];

describe("eval similar", () => {
  test("measures every system on the citers of the future, and chance and popularity beside", async () => {
    await fill();
    const { code, json } = await small.call("eval", ...similar, "--json");
    expect([code, json()]).toMatchObject([
      0,
      [
        {
          split: "2021-01-01",
          commonCiters: 3,
          candidates: 12,
          futureCitations: 36,
          eligible: 6,
          groups: [{ name: "all", queries: 4 }, {}, {}],
        },
      ],
    ]);
    const { stdout } = await small.call("eval", ...similar);
    expect(stdout()).toMatch(/^12 papers before 2021-01-01, 0 known citations; 36 later ones/u);
    expect(stdout()).toMatch(/^all: 4 papers$/mu);
    expect(stdout()).not.toMatch(/NaN|undefined/u);
    const once = (await small.call("eval", ...similar, "--seed", "7", "--json")).stdout();
    expect((await small.call("eval", ...similar, "--seed", "7", "--json")).stdout()).toBe(once);
  });

  test("says what to change where nothing can be measured", async () => {
    await fill();
    const { code, stdout, stderr } = await small.call("eval", ...similar, "--common-citers", "7");
    expect([code, stdout()]).toEqual([1, ""]);
    expect(stderr()).toContain("choose another --split or fewer --common-citers");
  });

  test.each([
    [["likeness"], "eval likeness: choose similar or summary"],
    [["similar", "--split", "soon"], "--split soon: give a day such as 2016-07-01"],
    [["similar", "--queries", "0"], "--queries 0"],
  ])("%j is wrong use", async (argv, message) => {
    const { code, stderr } = await small.call("eval", ...argv);
    expect([code, stderr()]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe("eval summary", () => {
  // With the term statistics that come along, for sentences to be told apart.
  const summary = async (...argv: readonly string[]): Promise<ReturnType<typeof capturedIo> & { code: number }> => {
    const captured = capturedIo(cwd);
    return {
      ...captured,
      code: await main(["eval", "summary", "--data-dir", "data", "--papers", "200", ...argv], captured.io),
    };
  };

  test("measures the served weights beside the floors, and learns new ones when it is asked to", async () => {
    const told = (number: number): string => `graph neural network training of language model ${number}`;
    await small.fill((store) =>
      store.papers.upsert(
        past.map((key, at) =>
          inventedPaper(key, {
            title: `Neural Network Training of a Language Model and a Graph, Part ${at}`,
            abstract: `Much was said before. We propose ${told(at)} with a new algorithm. The data set is small.`,
          }),
        ),
      ),
    );
    const { code, json } = await summary("--train", "--json");
    expect(code).toBe(0);
    const [answer] = json() as readonly { readonly systems: readonly { readonly name: string }[] }[];
    expect(answer).toMatchObject({ testPapers: expect.any(Number), weights: { title: expect.any(Number) } });
    expect(answer?.systems.map(({ name }) => name)).toEqual([
      "learnt now",
      "learnt weights (served)",
      "weights set by hand",
      "half of the title alone",
      "centrality alone",
      "last sentence",
      "first sentence",
      "random sentence",
    ]);
    const table = await summary();
    expect(table.stdout()).toMatch(/^\d+ papers \(\d+ others to learn from\)/u);
    expect(table.stdout()).not.toMatch(/NaN|undefined|learnt now/u);
  });

  test("fails with one line where no abstract can teach anything", async () => {
    const { code, stdout, stderr } = await small.call("eval", "summary");
    expect([code, stdout()]).toEqual([1, ""]);
    expect(stderr()).toContain("no paper here has an abstract of three sentences");
  });
});
