/**
 * Counts terms over more documents than fit into memory: lossy counting (Manku and Motwani, VLDB 2002). The table is
 * bounded; when it is full the rarest terms go, and a term that comes back remembers how much may have been missed.
 */

import { analyze } from "./analysis.ts";
import { compareTerms } from "./sparse-vector.ts";
import { englishStopWords } from "./stop-words.ts";
import { createTermStatistics, type TermStatistics } from "./term-statistics.ts";

export interface VocabularyLimits {
  /** Fewest documents that must hold a term. */
  readonly minDf?: number;
  /** Largest share of the documents that may hold a term. */
  readonly maxDf?: number;
  /** Terms kept, the most frequent by total count. */
  readonly maxFeatures?: number;
}

export interface CountedTerms {
  readonly statistics: TermStatistics;
  /** No kept term occurs more often than counted plus this; 0 when nothing was ever dropped. */
  readonly maximumUndercount: number;
}

export interface TermCounter {
  add(text: string): void;
  readonly documents: number;
  finish(description: string, limits?: VocabularyLimits): CountedTerms;
}

interface Entry {
  total: number;
  documents: number;
  lastDocument: number;
  /** Occurrences that may have been dropped before this entry was made. */
  readonly missed: number;
}

/** @param capacity most terms held at once; about 250 bytes each */
export function createTermCounter({ capacity = 2_000_000 }: { readonly capacity?: number } = {}): TermCounter {
  const table = new Map<string, Entry>();
  let documents = 0;
  let floor = 0;

  function add(text: string): void {
    documents += 1;
    for (const term of analyze(text, { stopWords: englishStopWords, maxTokens: 2 })) {
      const entry = table.get(term);
      if (entry === undefined) {
        table.set(detached(term), { total: 1, documents: 1, lastDocument: documents, missed: floor });
      } else {
        entry.total += 1;
        if (entry.lastDocument !== documents) entry.documents += 1;
        entry.lastDocument = documents;
      }
    }
    if (table.size > capacity) floor = dropRarest(table, floor, capacity / 2);
  }

  function finish(
    description: string,
    { minDf = 5, maxDf = 0.1, maxFeatures = 20_000 }: VocabularyLimits = {},
  ): CountedTerms {
    const tooCommon = [...table].filter(([, entry]) => entry.documents > maxDf * documents).map(([term]) => term);
    const kept = [...table]
      .filter(([, entry]) => entry.documents >= minDf && entry.documents <= maxDf * documents)
      .toSorted(([a, left], [b, right]) => right.total - left.total || compareTerms(a, b))
      .slice(0, maxFeatures);
    return {
      statistics: createTermStatistics(
        documents,
        description,
        kept.map(([term, entry]) => [term, entry.documents] as const),
        tooCommon.toSorted(compareTerms),
      ),
      maximumUndercount: kept.reduce((most, [, entry]) => Math.max(most, entry.missed), 0),
    };
  }

  return {
    add,
    finish,
    get documents(): number {
      return documents;
    },
  };
}

/** Raises the floor until at most `target` terms are left; returns the new floor. */
function dropRarest(table: Map<string, Entry>, floor: number, target: number): number {
  const sizes = new Map<number, number>();
  for (const { total, missed } of table.values()) sizes.set(total + missed, (sizes.get(total + missed) ?? 0) + 1);
  let raised = floor;
  for (let left = table.size; left > target;) {
    raised += 1;
    left -= sizes.get(raised) ?? 0;
  }
  for (const [term, { total, missed }] of table) if (total + missed <= raised) table.delete(term);
  return raised;
}

// A matched token may be a view into its whole document, which would keep every document in memory.
function detached(term: string): string {
  return ` ${term}`.slice(1);
}
