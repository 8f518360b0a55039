import fc from "fast-check";
import { expect, test } from "vitest";

import { bibtex } from "./bibtex.ts";
import { paperFormats } from "./formats/paper-formats.ts";
import { paperOf } from "./paper.ts";
import { parseBibtexEntries } from "./references/bibtex-entries.ts";

const paper = paperOf("2204.08396", {
  title: "StableMoE: Stable Routing Strategy for Mixture of Experts",
  authors: ["Damai Dai", "Li Dong"],
  categories: ["cs.LG", "cs.CL"],
  doi: ["10.18653/v1/2022.acl-long.489"],
  submittedAt: "2022-04-18",
  sources: [],
});

test("an entry names the preprint and the publication, and guards capitals", () => {
  expect(bibtex(paper)).toBe(`@article{dai2022stablemoe,
  title         = {{StableMoE}: Stable Routing Strategy for Mixture of Experts},
  author        = {Damai Dai and Li Dong},
  year          = {2022},
  doi           = {10.18653/v1/2022.acl-long.489},
  eprint        = {2204.08396},
  archivePrefix = {arXiv},
  primaryClass  = {cs.LG},
  url           = {https://arxiv.org/abs/2204.08396}
}
`);
});

test("a work of a journal without an arXiv id is an article without e-print fields", () => {
  const work = {
    ...paper,
    arxivId: null,
    journalRef: "Neural Computation 9 & more",
    authors: ["The ATLAS Collaboration"],
  };
  const entry = bibtex({ ...work, title: "The $\\ell_1$ norm of BERT & co" });
  expect(entry).toContain("@article{collaboration2022");
  expect(entry).toContain("{{The ATLAS Collaboration}}");
  expect(entry).toContain("The {$\\ell_1$} norm of {BERT} \\& co");
  expect(entry).toContain("9 \\& more");
  expect(entry).not.toContain("eprint");
});

test.each([
  ["Sets \\{1, 2\\} and {Groups}", "Sets \\{1, 2\\} and {Groups}"],
  ["never {closed", "never closed"],
  ["} closed } twice {", "closed twice"],
  ["half open [0, 1\\}", "half open [0, 1\\rbrace{}"],
  ["$\\left\\{ x \\right.$", "{$\\left\\lbrace{} x \\right.$}"],
  ["$\\{x}$", "{$\\lbrace{}x$}"],
  ["a line\\\\{", "a line\\\\"],
])("braces of the title %s come in pairs", (title, written) => {
  expect(bibtex({ ...paper, title })).toContain(`  title         = {${written}},\n`);
});

test("whatever braces a record holds, every entry of the file can be read", () => {
  const text = fc.string({ unit: fc.constantFrom("{", "}", "\\", "$", '"', "a", "B", " "), maxLength: 30 });
  fc.assert(
    fc.property(text, text, (title, author) => {
      const awkward = { ...paper, title, authors: [author], journalRef: author };
      const { entries, unreadable } = parseBibtexEntries(paperFormats.bibtex.write([awkward, paper]));
      expect([entries.length, unreadable]).toEqual([2, []]);
    }),
  );
});

test("a hundred entries of one key get a hundred keys, also beside a key that looks like one of theirs", () => {
  const alike = Array.from({ length: 100 }, () => paper);
  const near = { ...paper, title: "StableMoEb" };
  const { entries } = parseBibtexEntries(paperFormats.bibtex.write([...alike, near]));
  expect(entries.slice(0, 3).map(({ key }) => key)).toEqual(
    ["", "c", "d"].map((letter) => `dai2022stablemoe${letter}`),
  );
  expect(entries.slice(25, 29).map(({ key }) => key.slice("dai2022stablemoe".length))).toEqual([
    "aa",
    "ab",
    "ac",
    "ad",
  ]);
  expect(entries.at(-1)?.key).toBe("dai2022stablemoeb");
  expect(new Set(entries.map(({ key }) => key)).size).toBe(101);
});

test("a preprint without a publication stays one, whatever DOI arXiv gave it", () => {
  const entry = bibtex({ ...paper, doi: ["10.48550/arXiv.2204.08396"] });
  expect(entry).toContain("@misc{");
  expect(entry).toContain("doi           = {10.48550/arXiv.2204.08396}");
});

test("a publication's journal, DOI and year stand beside the preprint's identity in one entry", () => {
  const entry = bibtex({
    ...paper,
    journalRef: "Phys. Rev. D76, 013009 (2023)",
    doi: ["10.48550/arXiv.2204.08396", "10.1103/PhysRevD.76.013009"],
  });
  expect(entry).toMatch(/^@article\{dai2022stablemoe,/);
  for (const line of [
    "journal       = {Phys. Rev. D76, 013009 (2023)}",
    "year          = {2023}",
    "doi           = {10.1103/PhysRevD.76.013009}",
    "eprint        = {2204.08396}",
    "archivePrefix = {arXiv}",
    "primaryClass  = {cs.LG}",
  ])
    expect(entry).toContain(line);
});
