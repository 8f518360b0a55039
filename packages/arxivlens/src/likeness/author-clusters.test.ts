import { describe, expect, test } from "vitest";
import { authorClusters, authorLinks } from "./author-clusters.ts";
import { authorConstraints, noConstraints, type SightingJudgement } from "./author-constraints.ts";
import { coAuthorsOf, type AuthorSighting, type NameRarity } from "./author-evidence.ts";
import { areCompatible, blockOf, nameForm } from "./author-name-forms.ts";

interface Written {
  readonly name: string;
  readonly with?: readonly string[];
  readonly category?: string;
  readonly year?: number;
  readonly cites?: readonly string[];
}

/** Papers `p0`, `p1` and so on, by one author with others. */
const sightings = (papers: readonly Written[]): readonly AuthorSighting[] =>
  papers.map(({ name, with: others = [], category = "cs.CL", year = 2020, cites = [] }, at) => ({
    paper: `p${at}`,
    name,
    form: nameForm(name),
    coAuthors: coAuthorsOf([name, ...others], 0, nameForm),
    categories: [category],
    year,
    cites: new Set(cites),
  }));

/** Papers of each person, as text. */
function people(
  papers: readonly Written[],
  rarity: NameRarity = "common",
  judgements: readonly SightingJudgement[] = [],
): readonly string[] {
  const seen = sightings(papers);
  const constraints = judgements.length === 0 ? noConstraints : authorConstraints(judgements);
  return authorClusters(seen, authorLinks(seen, rarity), constraints).map((cluster) => cluster.sightings.join(" "));
}

describe("names", () => {
  test.each([
    ["Zhen Wang", "Z. Wang", true],
    ["Zhen Wang", "Zihan Wang", false],
    ["Z. Y. Wang", "Zhen Wang", true],
    ["Zhen Y. Wang", "Zhen X. Wang", false],
    ["Zhi-Hua Zhou", "Zhihua Zhou", true],
    ["Jürgen Müller", "J. Muller", true],
    ["John Smith Jr.", "John Smith III", false],
  ])("%s and %s could be one person: %s", (one, other, expected) => {
    expect(areCompatible(nameForm(one), nameForm(other))).toBe(expected);
    expect(areCompatible(nameForm(other), nameForm(one))).toBe(expected);
  });

  test("a block is family name and first initial, in one spelling", () => {
    expect(["Guy van der Broeck", "Jürgen Müller", "Plato"].map((name) => blockOf(nameForm(name)))).toEqual([
      "van der broeck g",
      "muller j",
      "plato",
    ]);
  });
});

describe("who is one person", () => {
  test("initials alone never join, even in one category and with a citation between them", () => {
    expect(people([{ name: "Z. Wang" }, { name: "Z. Wang", cites: ["p0"] }])).toEqual(["0", "1"]);
    expect(people([{ name: "Z. Wang" }, { name: "Zhen Wang" }], "rare")).toEqual(["0", "1"]);
  });

  test("shared co-authors join an initial to the full name", () => {
    const others = ["Damai Dai", "Li Dong"];
    expect(
      people([
        { name: "Z. Wang", with: others },
        { name: "Zhen Wang", with: others },
      ]),
    ).toEqual(["0 1"]);
  });

  test("a full name joins where the family name is rare, and needs more where it is common", () => {
    const papers = [{ name: "Zhifang Sui" }, { name: "Zhifang Sui", category: "cs.LG" }];
    expect(people(papers, "rare")).toEqual(["0 1"]);
    expect(people(papers, "usual")).toEqual(["0", "1"]);
    expect(people([{ name: "Wei Wang" }, { name: "Wei Wang" }], "common")).toEqual(["0", "1"]);
    expect(people([{ name: "Wei Wang" }, { name: "Wei Wang", cites: ["p0"] }], "common")).toEqual(["0 1"]);
  });

  test("decades between papers count against one person", () => {
    const apart = (year: number): readonly string[] =>
      people(
        [
          { name: "Ada Ruiz", year: 1992 },
          { name: "Ada Ruiz", year, category: "math.AG" },
        ],
        "rare",
      );
    expect(apart(2000)).toEqual(["0 1"]);
    expect(apart(2010)).toEqual(["0", "1"]);
  });

  test("an initial that fits two full names joins one of them, never both", () => {
    const others = ["Damai Dai", "Li Dong", "Furu Wei"];
    expect(
      people([
        { name: "Zhen Wang", with: others },
        { name: "Z. Wang", with: others },
        { name: "Zihan Wang", with: others },
      ]),
    ).toHaveLength(2);
  });

  test("two of one name on one paper are two people", () => {
    const [first, second] = sightings([
      { name: "Wei Wang", with: ["Li Dong", "Furu Wei"] },
      { name: "Wei Wang", with: ["Li Dong", "Furu Wei"] },
    ]);
    const seen = [first, { ...second, paper: "p0" }] as readonly AuthorSighting[];
    expect(authorClusters(seen, authorLinks(seen, "rare"), noConstraints)).toHaveLength(2);
  });
});

describe("what people decide", () => {
  const papers = ["cs.CL", "cs.CL", "cs.CL", "cs.CL"].map((category) => ({ name: "Zhifang Sui", category }));
  const split: SightingJudgement = { kind: "different", these: [2, 3], those: [0, 1] };

  test("a split parts what evidence joins, and keeps both sides together", () => {
    expect(people(papers, "rare")).toEqual(["0 1 2 3"]);
    expect(people(papers, "rare", [split])).toEqual(["0 1", "2 3"]);
  });

  test("a merge joins what evidence leaves apart, even across names that contradict", () => {
    const written = [{ name: "Ada Ruiz" }, { name: "Ana Ruiz", category: "math.AG" }];
    expect(people(written, "rare", [{ kind: "same", these: [0], those: [1] }])).toEqual(["0 1"]);
  });

  test("the later of two decisions holds for the papers that it names", () => {
    expect(people(papers, "rare", [split, { kind: "same", these: [0, 1], those: [2, 3] }])).toEqual(["0 1 2 3"]);
    expect(people(papers, "rare", [split, { kind: "same", these: [0], those: [2] }])).toEqual(["0 1 2", "3"]);
    expect(
      people(papers, "rare", [
        { kind: "same", these: [0], those: [1, 2, 3] },
        { kind: "different", these: [3], those: [0, 1, 2] },
      ]),
    ).toEqual(["0 1 2", "3"]);
  });

  test("what holds a cluster together is told: a link for each join", () => {
    const seen = sightings(papers);
    const [cluster] = authorClusters(seen, authorLinks(seen, "rare"), noConstraints);
    expect(cluster?.links).toHaveLength(3);
    expect(cluster?.links[0]?.evidence).toMatchObject({ sameFullName: true, category: "cs.CL", points: 5 });
  });
});
