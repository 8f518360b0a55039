/** A stretch of text or of mathematics; a formula renders or falls back alone. */
export type TextSegment =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "math"; readonly tex: string; readonly display: boolean };

/** Text with formulas set apart, in reading order. */
export type RichText = readonly TextSegment[];
