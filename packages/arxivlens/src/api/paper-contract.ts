/** The part of the contract that is about one paper's page and the pages beside it. */

import type { RichText } from "../arxiv/rich-text.ts";
import type { SignalWeights } from "../likeness/fusion.ts";
import type { SearchHit } from "./contract.ts";

export type { SignalWeights };

export interface KeyTerm {
  readonly term: string;
  /** Weight in the l2-normalised document vector. */
  readonly score: number;
  readonly termFrequency: number;
  readonly documentFrequency: number;
  readonly inverseDocumentFrequency: number;
  /** What else the weight is multiplied by; null in mode `seed`. */
  readonly factors: TermFactors | null;
}

export interface TermFactors {
  readonly cohesion: number;
  readonly position: number;
  readonly specificity: number;
  /** What an acronym stands for, where the text says so. */
  readonly expansion: string | null;
}

export type TermMode = "seed" | "better";

/** What all scores of a list of key terms share. */
export interface TermScoring {
  readonly mode: TermMode;
  /** Documents that frequencies were counted over. */
  readonly documents: number;
  /** Length of the vector that every weight is divided by. */
  readonly norm: number;
}

/** How much each signal counted for similar papers, and how much it does where nobody chose. */
export interface SimilarWeights {
  readonly used: SignalWeights;
  readonly usual: SignalWeights;
}

/** A sentence of the abstract that says what the paper does. */
export interface SummarySentence {
  readonly text: string;
  /** The sentence of the abstract it was cut from, 1-based, and how many there are. */
  readonly sentence: number;
  readonly sentences: number;
  /** Its place in the abstract as the record has it, in UTF-16 units, end excluded. */
  readonly start: number;
  readonly end: number;
}

/** The same with its formulas set apart. */
export interface ShownSentence extends SummarySentence {
  readonly rich: RichText;
}

export interface QuickSummary extends ShownSentence {
  readonly source: string;
  /** The sentences that add most to it, best first. */
  readonly further: readonly ShownSentence[];
}

/** One language's text of an abstract. */
export interface AbstractPartView {
  /** BCP 47; null for English and where it cannot be told. */
  readonly language: string | null;
  readonly paragraphs: readonly (readonly NumberedSentence[])[];
}

export interface NumberedSentence {
  /** Of the whole abstract, from 1; summaries refer to it. */
  readonly number: number;
  readonly text: RichText;
}

/** Why a paper was withdrawn, in its own words. */
export interface WithdrawalView {
  readonly kind: "withdrawn" | "retracted";
  readonly reason: string | null;
}

export interface PaperVersionView {
  readonly version: number;
  readonly submittedAt: string;
  /** As arXiv gives them: `14kb`, and its letters for how the source is kept. */
  readonly size?: string | undefined;
  readonly sourceType?: string | undefined;
  /** Whether what it said is held here. */
  readonly textHeld: boolean;
}

/** What a version said. */
export interface VersionTextView {
  readonly version: number;
  readonly title: RichText;
  readonly authors: readonly string[];
  readonly abstract: RichText | null;
  readonly comments: string | null;
}

/** `/abs/:id/versions`: two versions side by side, as far as their texts are held. */
export interface VersionsView {
  readonly key: string;
  readonly arxivId: string | null;
  readonly href: string;
  readonly title: RichText;
  readonly plainTitle: string;
  readonly versions: readonly PaperVersionView[];
  /** The version that the present record's text is of; null when it was changed after the last one listed. */
  readonly textVersion: number | null;
  /** The versions compared; null when there are none to choose from. */
  readonly from: number | null;
  readonly to: number | null;
  readonly fromText: VersionTextView | null;
  readonly toText: VersionTextView | null;
  /** What was asked for and does not exist. */
  readonly faults: readonly string[];
}

/** How the ledger of identifiers knows one that is well formed and not here. */
export type UnknownStanding =
  /** Below the highest number of its month that is here, and never found absent: missing here. */
  | "hole"
  /** arXiv, asked again and again, had no paper for it. */
  | "vacant"
  /** Above the highest number that is here; whether arXiv went so far is not known. */
  | "beyond"
  /** Nothing of its month is here. */
  | "empty-month"
  /** Its month has not begun. */
  | "future";

/** What can be said of an identifier that is not here. */
export interface UnknownPaperView {
  readonly id: string;
  /** `YYYY-MM` that it was given in. */
  readonly month: string;
  /** Its number within the month, or within the archive's month. */
  readonly number: number;
  /** Of the old form. */
  readonly archive: string | null;
  readonly standing: UnknownStanding;
  /** The highest identifier of its run that is here. */
  readonly highest: string | null;
  readonly arxivHref: string;
  /** Papers whose words or numbers are near. */
  readonly suggestions: readonly SearchHit[];
}
