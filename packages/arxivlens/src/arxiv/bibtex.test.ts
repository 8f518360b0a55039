import { expect, test } from "vitest";

import { bibtex } from "./bibtex.ts";
import { paperOf } from "./paper.ts";

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
