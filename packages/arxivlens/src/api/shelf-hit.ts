import type { Paper } from "../arxiv/paper.ts";
import type { SearchHit } from "./contract.ts";
import type { Snapshot } from "./library.ts";
import { paperHits } from "./search-view.ts";
import { workSummary } from "./work-summary.ts";

/** A paper of a library; null where there is no record of it. */
export interface ShelvedPaper {
  readonly key: string;
  readonly paper: Paper | null;
}

/** Papers of a library as lists show them; one without a record is its identifier. */
export async function shelfHits(snapshot: Snapshot, shelved: readonly ShelvedPaper[]): Promise<readonly SearchHit[]> {
  const known = await paperHits(
    snapshot,
    shelved.flatMap(({ paper }) => paper ?? []),
  );
  const hits = new Map(known.map((hit) => [hit.key, hit]));
  const citedBy = await snapshot.citations.citedBy(shelved.flatMap(({ key, paper }) => (paper === null ? [key] : [])));
  return shelved.map(({ key, paper }) => ({
    ...((paper === null ? undefined : hits.get(paper.key)) ?? bareHit(key, citedBy.get(key) ?? 0)),
    snippet: null,
    snippetHighlights: [],
  }));
}

const bareHit = (key: string, citedBy: number): SearchHit => ({
  ...workSummary(key, null, citedBy),
  submittedAt: null,
  categories: [],
  titleHighlights: [],
  authorHighlights: [],
  snippet: null,
  snippetHighlights: [],
  comments: null,
  commentsHighlights: [],
});
