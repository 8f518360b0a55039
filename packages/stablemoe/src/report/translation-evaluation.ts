/** A score of a test set and the interval that 95 of 100 resamplings of its sentences fall into (bootstrap). */
export interface Interval {
  readonly score: number;
  readonly low: number;
  readonly high: number;
}

/** Both on the scale of 0 to 100. */
export interface DirectionScores {
  readonly sentences: number;
  readonly bleu: Interval;
  readonly chrf: Interval;
}

/** Tokens of the evaluated sentences that each expert of a layer got, by language. */
export interface LanguageLoad {
  readonly name: string;
  /** The rows of `counts`. */
  readonly languages: readonly string[];
  /** [language][expert], tokens. */
  readonly counts: readonly (readonly number[])[];
}

/** Nats per token of given references, without label smoothing. */
export interface ReferenceLosses {
  readonly loss: number;
  /** Of the tokens that end a sentence alone: a model that does not know the end translates too briefly. */
  readonly endLoss: number;
}

/** `translation.json` of a run folder: what the translations of a split are worth. */
export interface TranslationEvaluation {
  readonly format: 1;
  readonly split: "test" | "valid";
  /** Which weights translated: `last`, `best`, or an update. */
  readonly weights: string;
  readonly beam: number;
  readonly lengthPenalty: number;
  /** Of all directions. */
  readonly sentences: number;
  /** How the scores were computed, in the form that papers quote. */
  readonly signatures: { readonly bleu: string; readonly chrf: string };
  /** All sentences as one test set. */
  readonly all: DirectionScores;
  readonly directions: readonly (DirectionScores & { readonly source: string; readonly target: string })[];
  /** What the model gives the references; absent in evaluations of earlier versions. */
  readonly references?: ReferenceLosses;
  readonly layers: readonly LanguageLoad[];
  /** Which side of a sentence pair names its row in every layer. */
  readonly by: "source" | "target";
  readonly seconds: number;
  readonly sentencesPerSecond: number;
}
