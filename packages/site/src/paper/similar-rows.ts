import type { RichText, SignalWeights, SimilarWork } from "arxivlens/api";

import { formatDate } from "../text/figures.ts";
import { shortAuthors } from "../text/people.ts";
import { signals, type Signal } from "./paper-address.ts";

/** A similar paper, plain enough to travel to the browser twice: as HTML and as data. */
export interface SimilarRow {
  readonly key: string;
  readonly href: string;
  readonly title: string;
  /** Only where the title holds a formula. */
  readonly titleHtml: string | null;
  readonly authors: string;
  readonly moreAuthors: number;
  readonly when: string | null;
  readonly withdrawn: boolean;
  readonly reasons: readonly string[];
  /** What each signal adds to the score. */
  readonly parts: Readonly<Record<Signal, number>>;
}

export function similarRow(work: SimilarWork, richHtml: (text: RichText) => string | null): SimilarRow {
  const { text, more } = shortAuthors(work.authors, 4);
  return {
    key: work.key,
    href: work.href,
    title: work.plainTitle,
    titleHtml: richHtml(work.title),
    authors: text,
    moreAuthors: more,
    when: work.submittedAt === null ? (work.year?.toString() ?? null) : formatDate(work.submittedAt),
    withdrawn: work.withdrawn,
    reasons: work.reasons,
    parts: eachSignal((name) => work.contributions[name] ?? 0),
  };
}

export const scoreOf = ({ parts }: Pick<SimilarRow, "parts">): number =>
  signals.reduce((sum, name) => sum + parts[name], 0);

/**
 * Rows that were scored with every weight 1, as other weights score and rank them: a part is `weight * r / sum of
 * weights`, so with equal weights it is a quarter of `r`.
 */
export function rankedAnew(
  candidates: readonly SimilarRow[],
  weights: SignalWeights,
  count: number,
): readonly SimilarRow[] {
  const possible = signals.reduce((sum, name) => sum + weights[name], 0);
  if (possible === 0) return [];
  return candidates
    .map((row) => ({
      ...row,
      parts: eachSignal((name) => (weights[name] * signals.length * row.parts[name]) / possible),
    }))
    .toSorted((a, b) => scoreOf(b) - scoreOf(a) || (a.key < b.key ? -1 : 1))
    .slice(0, count);
}

const eachSignal = (value: (name: Signal) => number): Readonly<Record<Signal, number>> => ({
  text: value("text"),
  neighbourhood: value("neighbourhood"),
  coCitation: value("coCitation"),
  citations: value("citations"),
});
