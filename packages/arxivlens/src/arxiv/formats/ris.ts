import { plainText } from "../latex-text.ts";
import type { Paper } from "../paper.ts";
import { splitName } from "./names.ts";
import type { Remarks } from "./remarks.ts";

/** A line of RIS; a value never spans lines. */
const tag = (name: string, value: string): string => `${name}  - ${value.replaceAll(/\s+/g, " ").trim()}`;

/** A paper in the format of Research Information Systems, as Zotero, EndNote and Mendeley read it. */
export function ris(paper: Paper, remarks?: Remarks): string {
  const { doi, journalRef, submittedAt, year, arxivId, abstract, withdrawn } = paper;
  const lines = [
    tag("TY", journalRef === null ? "UNPB" : "JOUR"),
    tag("TI", plainText(paper.title)),
    ...paper.authors.map((author) => {
      const { family, given } = splitName(author);
      return tag("AU", given === "" ? family : `${family}, ${given}`);
    }),
    ...(year === null ? [] : [tag("PY", String(year))]),
    ...(submittedAt === null ? [] : [tag("DA", submittedAt.replaceAll("-", "/"))]),
    ...(abstract === null ? [] : [tag("AB", plainText(abstract))]),
    ...(journalRef === null ? [] : [tag("JO", journalRef)]),
    ...doi.slice(0, 1).map((each) => tag("DO", each)),
    ...(arxivId === null ? [] : [tag("AN", `arXiv:${arxivId}`), tag("UR", `https://arxiv.org/abs/${arxivId}`)]),
    ...paper.categories.map((category) => tag("KW", category)),
    ...(remarks?.keywords ?? []).map((keyword) => tag("KW", keyword)),
    ...(remarks === undefined || remarks.note === "" ? [] : [tag("N1", remarks.note)]),
    ...(withdrawn ? [tag("N1", "Withdrawn from arXiv")] : []),
    "ER  - ",
  ];
  return `${lines.join("\r\n")}\r\n`;
}
