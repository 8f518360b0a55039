import type { PaperView, SignalWeights, TermMode } from "arxivlens/api";

/** The signals, in the order in which they are shown. */
export const signals = ["text", "neighbourhood", "coCitation", "citations"] as const;
export type Signal = (typeof signals)[number];

/** What of a paper's page its address varies. */
export interface PaperVariation {
  readonly href: string;
  readonly keyTermScoring: Pick<PaperView["keyTermScoring"], "mode">;
  readonly similarWeights: PaperView["similarWeights"];
  readonly similarWithoutKnown: boolean;
}

/** Address of a paper's page as it is, but for what is given; what is usual is left out. */
export function paperAddress(
  { href, keyTermScoring, similarWeights, similarWithoutKnown }: PaperVariation,
  change: { readonly terms?: TermMode; readonly weights?: SignalWeights; readonly withoutKnown?: boolean },
): string {
  const { terms = keyTermScoring.mode, weights = similarWeights.used, withoutKnown = similarWithoutKnown } = change;
  const query = new URLSearchParams(terms === "seed" ? {} : { terms });
  if (signals.some((name) => weights[name] !== similarWeights.usual[name]))
    for (const name of signals) query.set(name, String(weights[name]));
  if (withoutKnown) query.set("known", "hide");
  return query.size === 0 ? href : `${href}?${query.toString()}`;
}
