import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { safeParseArxivId } from "../arxiv/index.ts";
import { parseStarterSet } from "./starter-set.ts";

const data = join(import.meta.dirname, "../../../../data");
const read = (name: string): string => readFileSync(join(data, name), "utf8");

describe("the starter set", () => {
  const { papers, citations, sameWorks } = parseStarterSet(read("papers.json"), read("citations.json"));
  const flagship = papers.find(({ key }) => key === "2204.08396");

  test("holds the flagship paper with its whole record", () => {
    expect(flagship?.title).toBe("StableMoE: Stable Routing Strategy for Mixture of Experts");
    expect(flagship?.authors).toHaveLength(7);
    expect(flagship?.categories).toContain("cs.CL");
    expect(flagship?.submittedAt).toBe("2022-04-18");
    expect(flagship?.abstract).toMatch(/^The Mixture-of-Experts .* performance\.$/u);
  });

  test("names 59 citing works, 24 references and 3 similar papers, each once", () => {
    expect(citations.filter(({ cited, source }) => cited === "2204.08396" && source === "seed-page")).toHaveLength(59);
    expect(citations.filter(({ citing }) => citing === "2204.08396")).toHaveLength(24);
    expect(papers).toHaveLength(1 + 59 + 24 + 3);
    expect(new Set(papers.map(({ key }) => key)).size).toBe(papers.length);
  });

  test("takes an arXiv id for a key, where there is one, and a work key elsewhere", () => {
    for (const { key, arxivId } of papers) {
      if (arxivId === null) expect(key).toMatch(/^work:[a-z0-9-]+$/u);
      else expect(safeParseArxivId(arxivId)).toEqual({ ok: true, value: { id: key, version: null } });
    }
  });

  test("repeats no abstract but the flagship's", () => {
    expect(papers.filter(({ abstract }) => abstract !== null)).toEqual([flagship]);
  });

  test("knows the one work that is listed twice, and keeps apart those of equal authors", () => {
    expect(sameWorks).toEqual([[expect.stringMatching(/^work:lego-mt/u), "2212.10551"]]);
  });

  test("has names with their accents", () => {
    const names = papers.flatMap(({ authors }) => authors);
    expect(names).toContain("Tomasz Odrzygóźdź");
    expect(names.filter((name) => /\p{L}'\p{Ll}|^\*/u.test(name))).toEqual([]);
  });
});

test.each([
  ["{", "{}", /papers\.json: it is not JSON/u],
  ['{"papers":[{"key":1}]}', '{"citations":[]}', /papers\.0\.key/u],
  ['{"papers":[]}', '{"citations":[{"citing":"a","cited":"b","source":"c"}]}', /a -> b/u],
])("a damaged file is refused with its name and fault", (papersJson, citationsJson, message) => {
  expect(() => parseStarterSet(papersJson, citationsJson)).toThrow(message);
});
