import { expect, test } from "vitest";
import { inventedPaper } from "../../../test/invented-papers.ts";
import { citationLine, markdownLine } from "./citation-line.ts";

const paper = inventedPaper("2001.00001", {
  title: "On [Sets] of $x_1$ and Erd\\H{o}s",
  authors: ["Ada Example", "Bo Sample"],
});

test("a line names authors, year, title and identifiers, each ended once", () => {
  expect(citationLine(paper)).toBe(
    "Ada Example and Bo Sample. 2020. On [Sets] of x_1 and Erdős. arXiv:2001.00001. https://arxiv.org/abs/2001.00001",
  );
});

test("with a publication it names both identities, and Markdown escapes what would be markup", () => {
  const published = { ...paper, doi: ["10.1000/a(1)"], journalRef: "J. Toys 1 (2020)" };
  expect(citationLine(published)).toContain("J. Toys 1 (2020). arXiv:2001.00001. https://doi.org/10.1000/a(1)");
  expect(markdownLine(published)).toContain("[On \\[Sets\\] of x\\_1 and Erdős](<https://doi.org/10.1000/a(1)>).");
});

test("three thousand authors become ten and others; nobody known leaves no gap", () => {
  const many = { ...paper, authors: Array.from({ length: 3000 }, (_, at) => `Author ${at}`) };
  expect(citationLine(many)).toMatch(/Author 9, et al\. 2020\./);
  expect(citationLine({ ...paper, authors: [], year: null })).toMatch(/^On /);
});

test("a withdrawn paper is cited as one", () => {
  expect(citationLine({ ...paper, withdrawn: true })).toMatch(/Withdrawn from arXiv$/);
});
