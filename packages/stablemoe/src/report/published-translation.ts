/** A row of the paper's Table 3: test BLEU of translation into English, single runs, spread not published. */
export interface PublishedTranslation {
  readonly name: string;
  /** By source language. */
  readonly bleu: Readonly<Record<string, number>>;
  /** Over the nine languages. */
  readonly mean: number;
}

const LANGUAGES = ["de", "ro", "fr", "cs", "et", "hi", "tr", "fi", "lv"] as const;

const row = (name: string, mean: number, scores: readonly number[]): PublishedTranslation => ({
  name,
  bleu: Object.fromEntries(LANGUAGES.map((language, i) => [language, scores[i]!])),
  mean,
});

/**
 * Table 3 of arXiv:2204.08396 by the names that routers have here. Other data and far larger models: what can be held
 * against a run of ours is the difference between two rows.
 */
export const publishedTranslation: ReadonlyMap<string, PublishedTranslation> = new Map([
  ["dense", row("Standard Transformer", 28.31, [39.8, 36.0, 32.5, 29.1, 27.2, 24.5, 23.6, 21.8, 20.3])],
  ["dense-larger", row("Larger Transformer", 29.1, [40.6, 36.9, 33.7, 29.8, 27.8, 25.4, 24.6, 22.2, 20.9])],
  ["switch", row("Switch Transformer", 29.7, [42.3, 37.1, 33.8, 31.0, 28.6, 26.0, 24.3, 23.0, 21.2])],
  ["base", row("BASE Layer", 30.16, [42.6, 37.8, 34.2, 31.0, 29.0, 26.9, 25.1, 23.2, 21.6])],
  ["hash", row("Hash Layer", 29.94, [42.7, 37.0, 34.6, 31.3, 28.7, 26.5, 23.9, 23.1, 21.7])],
  ["stable", row("StableMoE", 30.32, [43.0, 37.4, 34.7, 31.5, 29.3, 26.8, 24.7, 23.6, 21.9])],
]);
