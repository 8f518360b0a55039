import type { PaperView, SignalWeights, TermMode } from "arxivlens/api";

/** The signals, in the order in which they are shown. */
export const signals = ["text", "neighbourhood", "coCitation", "citations"] as const;
export type Signal = (typeof signals)[number];

/** Address of a paper's page as it is, but for what is given; what is usual is left out. */
export function paperAddress(
  { href, keyTermScoring, similarWeights }: Pick<PaperView, "href" | "keyTermScoring" | "similarWeights">,
  change: { readonly terms?: TermMode; readonly weights?: SignalWeights },
): string {
  const { terms = keyTermScoring.mode, weights = similarWeights.used } = change;
  const query = new URLSearchParams(terms === "seed" ? {} : { terms });
  if (signals.some((name) => weights[name] !== similarWeights.usual[name]))
    for (const name of signals) query.set(name, String(weights[name]));
  return query.size === 0 ? href : `${href}?${query.toString()}`;
}
