import type { Paper } from "../arxiv/paper.ts";
import type { SearchHit } from "./contract.ts";
import type { Snapshot } from "./library.ts";
import { searchHit } from "./search-view.ts";
import { workSummary } from "./work-summary.ts";

/** A paper of a library as lists show it; one without a record is its identifier. */
export function shelfHit(snapshot: Snapshot, key: string, paper: Paper | null): SearchHit {
  if (paper !== null) return { ...searchHit(snapshot, paper, []), snippet: null, snippetHighlights: [] };
  return {
    ...workSummary(key, null, snapshot.graph.citations(key).length),
    submittedAt: null,
    categories: [],
    titleHighlights: [],
    snippet: null,
    snippetHighlights: [],
  };
}
