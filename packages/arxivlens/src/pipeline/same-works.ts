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
 * title and first author in years close together. Two papers of arXiv are never proposed: arXiv keeps them apart. Nor
 * are records that somebody has taken apart.
 */
export async function proposeSameWorks(store: LibraryStore): Promise<readonly SameWorkProposal[]> {
  const proposals = new Map((await proposalsByDoi(store)).map((proposal) => [proposal.member, proposal]));
  const byTitle = new Map<string, Sighting>();
  const likely: SameWorkProposal[] = [];
  for await (const batch of paperBatches(store.papers))
    for (const { paper } of batch) {
      const sighting = sightingOf(paper);
      if (sighting.title.split(" ").length < fewestWords) continue;
      const other = byTitle.get(sighting.title);
      if (other === undefined) byTitle.set(sighting.title, sighting);
      else if (fits(sighting, other)) likely.push(...proposal(sighting, other, "title, first author, year", 0.95));
    }
  for (const each of await notKeptApart(store, likely)) {
    const known = proposals.get(each.member);
    if (known === undefined || known.score < each.score) proposals.set(each.member, each);
  }
  return [...proposals.values()].toSorted((a, b) => b.score - a.score || (a.member < b.member ? -1 : 1));
}

/**
 * The certain ones of these: records that share a DOI and, because proceedings share one at times, a title. Only DOIs of
 * several records are looked at, which are few.
 */
export async function proposalsByDoi(store: LibraryStore): Promise<readonly SameWorkProposal[]> {
  const proposals = new Map<string, SameWorkProposal>();
  for (const [doi, keys] of await store.papers.sharedDois()) {
    // Records that are one work already come as one.
    const papers = new Map([...(await store.papers.getMany(keys)).values()].map((paper) => [paper.key, paper]));
    const first = new Map<string, Sighting>();
    for (const sighting of [...papers.values()].map(sightingOf)) {
      const other = first.get(sighting.title);
      if (other === undefined) first.set(sighting.title, sighting);
      else for (const each of proposal(sighting, other, `doi ${doi}`, 1)) proposals.set(each.member, each);
    }
  }
  return notKeptApart(store, [...proposals.values()]);
}

function sightingOf(paper: Paper): Sighting {
  const [first] = paper.authors;
  return {
    key: paper.key,
    isArxiv: paper.arxivId !== null,
    hasAbstract: paper.abstract !== null,
    title: titleWords(paper.title).join(" "),
    surname: first === undefined ? null : surnameOf(first),
    year: paper.year,
  };
}

/** The fuller record takes the other in; none for two papers of arXiv. */
function proposal(one: Sighting, other: Sighting, evidence: string, score: number): readonly SameWorkProposal[] {
  if (one.key === other.key || (one.isArxiv && other.isArxiv)) return [];
  const [into, member] = isFuller(one, other) ? [one.key, other.key] : [other.key, one.key];
  return [{ member, into, evidence, score }];
}

async function notKeptApart(
  { works }: LibraryStore,
  proposals: readonly SameWorkProposal[],
): Promise<readonly SameWorkProposal[]> {
  const kept: SameWorkProposal[] = [];
  for (const each of proposals) if (!(await works.wereSplit(each.member, each.into))) kept.push(each);
  return kept;
}

const isFuller = (one: Sighting, other: Sighting): boolean =>
  one.isArxiv !== other.isArxiv ? one.isArxiv : one.hasAbstract && !other.hasAbstract;

const fits = (one: Sighting, other: Sighting): boolean =>
  one.surname !== null &&
  one.surname === other.surname &&
  one.year !== null &&
  other.year !== null &&
  Math.abs(one.year - other.year) <= yearsApart;
