import type { SimilarWork } from "arxivlens/api";

import { signals } from "./paper-address.ts";
import { similarRow, type SimilarRow } from "./similar-rows.ts";

/** As many as the API ranks; any weights find their best among them. */
const candidateCount = 100;
/** Scored with every weight 1, from which the browser computes the scores under any others. */
export async function askCandidates(key: string): Promise<readonly SimilarRow[]> {
  const equal = signals.map((name) => `${name}=1`).join("&");
  const path = key.split("/").map(encodeURIComponent).join("/");
  const answer = await fetch(`/api/similar/${path}?count=${candidateCount}&${equal}`);
  if (!answer.ok) throw new Error(`similar papers: ${answer.status}`);
  const { similar } = (await answer.json()) as { readonly similar: readonly SimilarWork[] };
  return similar.map((work) => similarRow(work, () => null));
}

/** Formulas are set by the server only: titles that the page came with keep theirs. */
export function withKnownTitles(found: readonly SimilarRow[], rows: readonly SimilarRow[]): readonly SimilarRow[] {
  const known = new Map(rows.map(({ key, titleHtml }) => [key, titleHtml]));
  return found.map((row) => ({ ...row, titleHtml: known.get(row.key) ?? null }));
}
