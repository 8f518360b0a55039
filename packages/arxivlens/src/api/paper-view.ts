import { bibtex } from "../arxiv/bibtex.ts";
import { plainText, richText } from "../arxiv/latex-text.ts";
import { licenseName } from "../arxiv/licence.ts";
import type { Paper } from "../arxiv/paper.ts";
import { splitSentences } from "../arxiv/sentences.ts";
import { keyTerms } from "../search/key-terms.ts";
import { summarize } from "../search/summary.ts";
import { citationMap } from "./citation-map.ts";
import type { PaperView, QuickSummary } from "./contract.ts";
import type { Library, Snapshot } from "./library.ts";
import { relatedWorks } from "./related-works.ts";
import { similarWorks } from "./similar-works.ts";
import { categoryOf, hrefOf } from "./work-summary.ts";

/** The page of a paper as data, or null for an unknown key. Remembered until the store changes. */
export async function paperView(library: Library, key: string): Promise<PaperView | null> {
  const paper = await library.store.papers.get(key);
  if (paper === null) return null;
  const snapshot = await library.snapshot();
  return snapshot.remember("paper", key, () => assemble(library, snapshot, paper));
}

async function assemble(library: Library, snapshot: Snapshot, paper: Paper): Promise<PaperView> {
  const { termStatistics } = library;
  // Terms come from the abstract; a work known by its title alone is described by that.
  const terms = keyTerms(paper.abstract ?? paper.title, termStatistics);
  const members = await library.store.works.members(paper.key);
  const related = await relatedWorks(library, snapshot, paper.key);
  return {
    key: paper.key,
    arxivId: paper.arxivId,
    href: hrefOf(paper.key),
    title: richText(paper.title),
    plainTitle: plainText(paper.title),
    authors: paper.authors,
    abstract: paper.abstract === null ? null : richText(paper.abstract),
    plainAbstract: paper.abstract === null ? null : plainText(paper.abstract),
    abstractSentences: paper.abstract === null ? [] : splitSentences(paper.abstract).map(richText),
    categories: paper.categories.map(categoryOf),
    comments: paper.comments,
    journalRef: paper.journalRef,
    doi: paper.doi,
    license: paper.licenseUrl === null ? null : { url: paper.licenseUrl, name: licenseName(paper.licenseUrl) },
    submittedAt: paper.submittedAt,
    updatedAt: paper.updatedAt,
    year: paper.year,
    versions: paper.versions,
    withdrawn: paper.withdrawn,
    sources: paper.sources,
    records: members.map(({ member, evidence, score, mergedOn }) => ({ key: member, evidence, score, mergedOn })),
    links: paper.arxivId === null ? null : arxivLinks(paper.arxivId),
    summary: summaryOf(library, paper),
    keyTerms: terms,
    keyTermStatistics: termStatistics.description,
    citations: related.citing,
    references: related.references,
    map: citationMap(paper, related.citing, related.references, snapshot.graph),
    similar: await similarWorks(library, snapshot, paper),
    bibtex: bibtex(paper),
    hasLab: paper.key === library.featured,
  };
}

function arxivLinks(id: string): { readonly abs: string; readonly pdf: string; readonly html: string } {
  const site = "https://arxiv.org";
  return { abs: `${site}/abs/${id}`, pdf: `${site}/pdf/${id}`, html: `${site}/html/${id}` };
}

function summaryOf(library: Library, paper: Paper): QuickSummary | null {
  if (paper.abstract === null) return null;
  const summary = summarize(paper.title, paper.abstract, library.termStatistics);
  return summary === null ? null : { ...summary, source: "abstract" };
}
