import { defaultWeights, fusedSignals, type FusedSignal, type SignalWeights } from "../likeness/fusion.ts";
import type { PaperView, TermMode } from "./contract.ts";
import type { Library } from "./library.ts";
import { similarWorks } from "./similar-works.ts";
import { betterTerms, isTermMode } from "./term-view.ts";

/** What a reader varies of a paper's page by its address. */
export interface PaperOptions {
  readonly terms: TermMode;
  readonly weights: SignalWeights;
  /** Whether papers of the reader's library are left out of the similar ones. */
  readonly withoutKnown: boolean;
}

export const mostWeight = 2;

/** A weight as it is typed: 0 to 2; null for anything else. */
export function readWeight(text: string): number | null {
  const weight = text.trim() === "" ? Number.NaN : Number(text);
  return weight >= 0 && weight <= mostWeight ? weight : null;
}

/** Options as an address gives them. What cannot be read is as if it were not there: a page is shown in any case. */
export function readPaperOptions(query: Readonly<Record<string, string>>): PaperOptions {
  const terms = query["terms"] ?? "";
  const weights = Object.fromEntries(
    fusedSignals.map((name) => [name, readWeight(query[name] ?? "") ?? defaultWeights[name]]),
  ) as Readonly<Record<FusedSignal, number>>;
  const weighsNothing = fusedSignals.every((name) => weights[name] === 0);
  return {
    terms: isTermMode(terms) ? terms : "seed",
    weights: weighsNothing ? defaultWeights : weights,
    withoutKnown: query["known"] === "hide",
  };
}

/**
 * The same view when nothing is varied, so that what was drawn of it is drawn once.
 *
 * @param known keys of the reader's library; null for nobody in particular, who knows nothing
 */
export async function variedPaper(
  library: Library,
  view: PaperView,
  options: PaperOptions,
  known: ReadonlySet<string> | null,
): Promise<PaperView> {
  const { terms, weights } = options;
  const withoutKnown = options.withoutKnown && known !== null;
  const weighsAsUsual = fusedSignals.every((name) => weights[name] === defaultWeights[name]);
  const ranksAsUsual = weighsAsUsual && !withoutKnown;
  if (terms === "seed" && ranksAsUsual) return view;
  const paper = await library.store.papers.get(view.key);
  if (paper === null) return view;
  const snapshot = await library.snapshot();
  return {
    ...view,
    ...(terms === "seed" ? {} : await betterTerms(library, snapshot, paper)),
    ...(ranksAsUsual
      ? {}
      : {
          similar: await similarWorks(library, snapshot, paper, {
            weights,
            ...(withoutKnown ? { without: known } : {}),
          }),
          similarWeights: { used: weights, usual: defaultWeights },
          similarByCitations: snapshot.whole !== null,
          similarWithoutKnown: withoutKnown,
        }),
  };
}
