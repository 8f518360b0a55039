import type { RelatedRecords } from "../sources/citation-services.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { counted } from "./counted.ts";
import { proposalsByDoi, type SameWorkProposal } from "./same-works.ts";
import type { StageEnd } from "./stage.ts";

export interface MergeWorksReport extends StageEnd {
  readonly merged: number;
}

/** Merges records that are certainly one work, by identifiers. Likely ones stay proposals, for people to decide on. */
export async function mergeCertainWorks(store: LibraryStore): Promise<MergeWorksReport> {
  const { length: merged } = await mergeProposed(store, await proposalsByDoi(store));
  return {
    merged,
    checkpoint: null,
    message: `${counted(merged, "record")} merged by DOI and title; arxivlens works find shows what is likely one work`,
    issue: null,
  };
}

/**
 * Merges the records of a publication with the paper of arXiv that Crossref says is its preprint, and those of what a
 * paper's publication is itself a preprint of with that paper.
 *
 * @param key the paper for whose publication Crossref was asked
 * @returns how many were merged
 */
export async function mergeRelated(
  store: LibraryStore,
  key: string,
  { doi, preprints, publishedAs }: RelatedRecords,
): Promise<number> {
  const proposals: SameWorkProposal[] = [];
  const propose = async (of: string, into: string, relation: string): Promise<void> => {
    for (const member of await store.papers.withDoi(of))
      // arXiv keeps its papers apart, whatever DOIs their authors gave them.
      if (member.startsWith("work:"))
        proposals.push({ member, into, evidence: `crossref ${relation} ${of}`, score: 1 });
  };
  const [preprint] = preprints;
  // Of several preprints, none is the publication's text for certain.
  if (preprint !== undefined && preprints.length === 1) await propose(doi, preprint, "has-preprint");
  for (const published of publishedAs) await propose(published, key, "is-preprint-of");
  return (await mergeProposed(store, proposals)).length;
}

/** Merges those that are here, not one work already, and not taken apart by somebody; says which these were. */
export async function mergeProposed(
  { papers, works }: LibraryStore,
  proposals: readonly SameWorkProposal[],
): Promise<readonly SameWorkProposal[]> {
  const merged: SameWorkProposal[] = [];
  for (const proposal of proposals) {
    const { member, into, evidence, score } = proposal;
    const target = await papers.get(into);
    const shown = await works.canonical(member);
    if (target === null || target.key === shown) continue;
    // arXiv keeps its papers apart, whatever is one work with either.
    if (target.arxivId !== null && !shown.startsWith("work:")) continue;
    if (await works.wereSplit(member, into)) continue;
    await works.merge(member, into, evidence, score);
    merged.push(proposal);
  }
  return merged;
}
