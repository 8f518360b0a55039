/**
 * Words and word pairs of a text, by the rules of scikit-learn's text features, so that our weights can be compared
 * with those of other programs.
 */

// Letters, digits and underscore of every script, two or more. A maximal run is what `(?u)\b\w\w+\b` finds.
const tokenPattern = /[\p{L}\p{N}_]{2,}/gu;

/** Lower-cased tokens of two or more word characters, in reading order. */
export function tokenize(text: string): readonly string[] {
  return text.toLowerCase().match(tokenPattern) ?? [];
}

export interface AnalysisOptions {
  /** Removed before pairs are formed, so a pair may jump over a removed word. */
  readonly stopWords?: ReadonlySet<string>;
  /** Longest n-gram, in tokens. */
  readonly maxTokens?: number;
}

/** Every n-gram of the text, shortest first, each as often as it occurs; tokens joined by one space. */
export function analyze(text: string, { stopWords, maxTokens = 1 }: AnalysisOptions = {}): readonly string[] {
  const all = tokenize(text);
  const kept = stopWords === undefined ? all : all.filter((token) => !stopWords.has(token));
  const terms = [...kept];
  for (let length = 2; length <= maxTokens; length++) {
    for (let start = 0; start + length <= kept.length; start++) {
      terms.push(kept.slice(start, start + length).join(" "));
    }
  }
  return terms;
}

/** How often each term occurs, in order of first occurrence. */
export function countTerms(terms: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
