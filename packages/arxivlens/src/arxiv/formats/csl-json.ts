import { plainText } from "../latex-text.ts";
import type { Paper } from "../paper.ts";
import { splitName } from "./names.ts";
import type { Remarks } from "./remarks.ts";

/** An item of CSL-JSON (Citation Style Language data model, version 1.0.2). */
export type CslItem = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };

/** A paper for citation processors: preprint and published identity in one item. */
export function cslItem(paper: Paper, remarks?: Remarks): CslItem {
  const { arxivId, doi, journalRef, submittedAt, year, abstract, withdrawn } = paper;
  const date = submittedAt?.split("-").map(Number) ?? (year === null ? null : [year]);
  const keywords = [...paper.categories, ...(remarks?.keywords ?? [])];
  const notes = [withdrawn ? "Withdrawn from arXiv" : "", remarks?.note ?? ""].filter((note) => note !== "");
  return {
    id: paper.key,
    type: journalRef === null ? "article" : "article-journal",
    title: plainText(paper.title),
    author: paper.authors.map((name) => {
      const { family, given, suffix } = splitName(name);
      return given === "" ? { literal: family } : { family, given, ...(suffix === "" ? {} : { suffix }) };
    }),
    ...(date === null ? {} : { issued: { "date-parts": [date] } }),
    ...(abstract === null ? {} : { abstract: plainText(abstract) }),
    ...(journalRef === null ? {} : { "container-title": journalRef }),
    ...(doi[0] === undefined ? {} : { DOI: doi[0] }),
    ...(arxivId === null
      ? {}
      : { archive: "arXiv", archive_location: arxivId, URL: `https://arxiv.org/abs/${arxivId}` }),
    ...(keywords.length === 0 ? {} : { keyword: keywords.join(", ") }),
    ...(notes.length === 0 ? {} : { note: notes.join("\n\n") }),
  };
}
