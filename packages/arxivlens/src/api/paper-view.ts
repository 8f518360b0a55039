import { citationLine, markdownLine } from "../arxiv/formats/citation-line.ts";
import { shownAcmClass } from "../arxiv/acm-class.ts";
import { bibtex } from "../arxiv/bibtex.ts";
import { plainText, richText } from "../arxiv/latex-text.ts";
import { licenseName } from "../arxiv/licence.ts";
import type { Paper } from "../arxiv/paper.ts";
import { withdrawalOf } from "../arxiv/records/withdrawal.ts";
import { defaultMapLimit } from "../graph/map-network.ts";
import { defaultWeights } from "../likeness/fusion.ts";
import { abstractView, quickSummary } from "./abstract-view.ts";
import { citationMap } from "./citation-map.ts";
import type { PaperView } from "./contract.ts";
import type { Library, Snapshot } from "./library.ts";
import { relatedPage } from "./related-page.ts";
import { similarWorks } from "./similar-works.ts";
import { seedTerms } from "./term-view.ts";
import { heldVersions } from "./version-view.ts";
import { categoryOf, hrefOf } from "./work-summary.ts";

/** Works of each side that a paper's page holds; a famous one has citers by the ten thousand. */
const listedWorks = 100;

/** The page of a paper as data, or null for an unknown key. Remembered until the store changes. */
export async function paperView(library: Library, key: string): Promise<PaperView | null> {
  const paper = await library.store.papers.get(key);
  if (paper === null) return null;
  const snapshot = await library.snapshot();
  return snapshot.remember("paper", key, () => assemble(library, snapshot, paper));
}

async function assemble(library: Library, snapshot: Snapshot, paper: Paper): Promise<PaperView> {
  const members = await library.store.works.members(paper.key);
  const { versions, textVersion } = await heldVersions(library, paper);
  const parts = paper.abstract === null ? [] : abstractView(paper.abstract);
  const side = { page: 1, pageSize: listedWorks, order: "new" } as const;
  const citing = await relatedPage(library, snapshot, paper.key, { ...side, role: "citing" });
  const references = await relatedPage(library, snapshot, paper.key, { ...side, role: "reference" });
  return {
    key: paper.key,
    arxivId: paper.arxivId,
    href: hrefOf(paper.key),
    title: richText(paper.title),
    plainTitle: plainText(paper.title),
    authors: paper.authors,
    abstract: paper.abstract === null ? null : richText(paper.abstract),
    plainAbstract: paper.abstract === null ? null : plainText(paper.abstract),
    abstractSentences: parts.flatMap(({ paragraphs }) => paragraphs.flat().map(({ text }) => text)),
    abstractParts: parts,
    categories: paper.categories.map(categoryOf),
    comments: paper.comments,
    journalRef: paper.journalRef,
    reportNo: paper.reportNo,
    mscClass: paper.mscClass,
    acmClass: shownAcmClass(paper),
    submitter: paper.submitter,
    doi: paper.doi,
    license: paper.licenseUrl === null ? null : { url: paper.licenseUrl, name: licenseName(paper.licenseUrl) },
    submittedAt: paper.submittedAt,
    updatedAt: paper.updatedAt,
    year: paper.year,
    versions,
    textVersion,
    withdrawn: paper.withdrawn,
    withdrawal: paper.withdrawn ? withdrawalOf(paper.comments) : null,
    sources: paper.sources,
    records: members.map(({ member, evidence, score, mergedOn }) => ({ key: member, evidence, score, mergedOn })),
    links: paper.arxivId === null ? null : arxivLinks(paper.arxivId),
    summary: quickSummary(paper, library.termStatistics),
    ...seedTerms(library, paper),
    citations: citing.works,
    citationCount: citing.total,
    references: references.works,
    referenceCount: references.total,
    map: await citationMap(library, snapshot, [paper.key], { limit: defaultMapLimit, likeness: false }),
    similar: await similarWorks(library, snapshot, paper),
    similarWeights: { used: defaultWeights, usual: defaultWeights },
    similarByCitations: snapshot.whole !== null,
    similarWithoutKnown: false,
    bibtex: bibtex(paper),
    citation: { plain: citationLine(paper), markdown: markdownLine(paper) },
    hasLab: paper.key === library.featured,
  };
}

function arxivLinks(id: string): { readonly abs: string; readonly pdf: string; readonly html: string } {
  const site = "https://arxiv.org";
  return { abs: `${site}/abs/${id}`, pdf: `${site}/pdf/${id}`, html: `${site}/html/${id}` };
}
