import type { RichText, SimilarWork } from "arxivlens/api";

import { fetchSetTitles } from "../client/set-titles.ts";
import { signals } from "./paper-address.ts";
import { similarRow, type SimilarRow } from "./similar-rows.ts";

/** As many as the API ranks; any weights find their best among them. */
const candidateCount = 100;

/**
 * Scored with every weight 1, from which the browser computes the scores under any others.
 *
 * @param rows of the page, whose titles are set already
 */
export async function askCandidates(key: string, rows: readonly SimilarRow[]): Promise<readonly SimilarRow[]> {
  const equal = signals.map((name) => `${name}=1`).join("&");
  const path = key.split("/").map(encodeURIComponent).join("/");
  const answer = await fetch(`/api/similar/${path}?count=${candidateCount}&${equal}`);
  if (!answer.ok) throw new Error(`similar papers: ${answer.status}`);
  const { similar } = (await answer.json()) as { readonly similar: readonly SimilarWork[] };
  const known = new Map(
    rows.flatMap(({ key: of, titleHtml }) => (titleHtml === null ? [] : [[of, titleHtml] as const])),
  );
  const unset = similar.filter(({ key: of, title }) => hasFormula(title) && !known.has(of));
  const set = await fetchSetTitles(unset.map(({ key: of }) => of));
  return similar.map((work) => similarRow(work, () => known.get(work.key) ?? set.get(work.key) ?? null));
}

const hasFormula = (text: RichText): boolean => text.some(({ kind }) => kind !== "text");
