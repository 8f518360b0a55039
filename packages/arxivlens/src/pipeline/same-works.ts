import type { Paper } from "../arxiv/paper.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { paperBatches } from "../store/paper-batches.ts";
import { surnameOf, titleWords } from "../search/reference-resolver.ts";

/** Two records that are probably one work. */
export interface SameWorkProposal {
  readonly member: string;
  readonly into: string;
  readonly evidence: string;
  readonly score: number;
}

/** What is remembered of each record while all are compared. */
interface Sighting {
  readonly key: string;
  readonly isArxiv: boolean;
  readonly hasAbstract: boolean;
  readonly title: string;
  readonly surname: string | null;
  readonly year: number | null;
}

const fewestWords = 3;
const yearsApart = 2;

/**
 * Reads every record and proposes pairs that are one work: those that share a DOI and a title, and those with the same
 * title and first author in years close together. Two papers of arXiv are never proposed: arXiv keeps them apart.
 */
export async function proposeSameWorks(store: LibraryStore): Promise<readonly SameWorkProposal[]> {
  const byTitle = new Map<string, Sighting>();
  const byDoi = new Map<string, Sighting>();
  const proposals = new Map<string, SameWorkProposal>();
  for await (const batch of paperBatches(store.papers)) for (const { paper } of batch) compare(paper);
  return [...proposals.values()].toSorted((a, b) => b.score - a.score || (a.member < b.member ? -1 : 1));

  function compare(paper: Paper): void {
    const words = titleWords(paper.title);
    const [first] = paper.authors;
    const sighting: Sighting = {
      key: paper.key,
      isArxiv: paper.arxivId !== null,
      hasAbstract: paper.abstract !== null,
      title: words.join(" "),
      surname: first === undefined ? null : surnameOf(first),
      year: paper.year,
    };
    for (const doi of paper.doi.map((each) => each.toLowerCase())) {
      const other = byDoi.get(doi);
      // Proceedings share a DOI at times; the title tells.
      if (other !== undefined && other.title === sighting.title) propose(sighting, other, `doi ${doi}`, 1);
      else if (other === undefined) byDoi.set(doi, sighting);
    }
    if (words.length < fewestWords) return;
    const other = byTitle.get(sighting.title);
    if (other === undefined) byTitle.set(sighting.title, sighting);
    else if (fits(sighting, other)) propose(sighting, other, "title, first author, year", 0.95);
  }

  function propose(one: Sighting, other: Sighting, evidence: string, score: number): void {
    if (one.key === other.key || (one.isArxiv && other.isArxiv)) return;
    const [into, member] = isFuller(one, other) ? [one.key, other.key] : [other.key, one.key];
    const known = proposals.get(member);
    if (known === undefined || known.score < score) proposals.set(member, { member, into, evidence, score });
  }
}

const isFuller = (one: Sighting, other: Sighting): boolean =>
  one.isArxiv !== other.isArxiv ? one.isArxiv : one.hasAbstract && !other.hasAbstract;

const fits = (one: Sighting, other: Sighting): boolean =>
  one.surname !== null &&
  one.surname === other.surname &&
  one.year !== null &&
  other.year !== null &&
  Math.abs(one.year - other.year) <= yearsApart;
