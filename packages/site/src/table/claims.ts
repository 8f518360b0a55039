import type { CitationClaim } from "arxivlens/api";

import { formatDate } from "../text/figures.ts";

/** Who says that one work cites the other, when it was taken over, and how surely the work was recognised. */
export function claimText({ source, claimedOn, score }: CitationClaim): string {
  const when = claimedOn === null ? "" : `, ${formatDate(claimedOn)}`;
  return `${source}${when}${score === null ? "" : `, ${Math.round(score * 100)} % sure`}`;
}
