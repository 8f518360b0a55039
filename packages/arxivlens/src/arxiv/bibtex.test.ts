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
  expect(bibtex(paper)).toBe(`@misc{dai2022stablemoe,
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
